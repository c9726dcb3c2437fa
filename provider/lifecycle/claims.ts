import { CloudElementsError } from "../errors/cloud-elements-error";

/**
 * Which resources lay claim to which instance, as far as the operations of one run show it: an engine tells a provider
 * nothing about its other resources. Keeps two resources from managing one instance, and one that is adopted from being
 * deleted with the resource that had it before.
 */
export class Claims {
  /** Instances that resources without `adopt` manage. */
  private readonly managed = new Set<string>();
  /** Instances that resources manage which still name them in `adopt`. */
  private readonly readopted = new Set<string>();
  /** Instances that are to be adopted, with the resource that wants each. */
  private readonly wanted = new Map<string, string>();
  private readonly adopted = new Set<string>();

  /** A new resource, named in any way that tells it from others, wants to adopt. Gives the reason against it, if there is one. */
  want(id: string, resource: string): string | undefined {
    const earlier = this.wanted.get(id) ?? resource;
    this.wanted.set(id, resource);
    // An engine may check one resource twice.
    const isTaken = this.managed.has(id) || this.readopted.has(id) || earlier !== resource;
    return isTaken ? reason(id) : undefined;
  }

  /**
   * A resource that exists is compared with the program.
   *
   * @param adopt the argument of that name, which may not be known yet
   * @throws CloudElementsError where another resource manages or wants the same instance
   */
  manage(id: string, adopt: unknown): void {
    const names = typeof adopt === "string" ? adopt : undefined;
    if (names !== undefined && names !== id) {
      throw refusal(
        `This resource manages instance ${id}, so it cannot adopt instance ${names}. Remove the argument adopt, or declare ` +
          "another resource to adopt it.",
      );
    }
    (names === undefined ? this.managed : this.readopted).add(id);
    if ((this.managed.has(id) && this.readopted.has(id)) || this.wanted.has(id)) throw refusal(reason(id));
  }

  /**
   * A resource adopts.
   *
   * @throws CloudElementsError where another one did so in this run
   */
  async take<T>(id: string, adopt: () => Promise<T>): Promise<T> {
    if (this.adopted.has(id)) throw refusal(reason(id));
    this.adopted.add(id);
    try {
      return await adopt();
    } catch (error) {
      this.adopted.delete(id);
      throw error;
    }
  }

  /** Whether a resource that is to be deleted is not the only one that has the instance. */
  isKept(id: string): boolean {
    return this.adopted.has(id) || this.readopted.has(id);
  }
}

function reason(id: string): string {
  return (
    `instance ${id} cannot be adopted: another resource of this stack already manages or adopts it. Keep one of the two: ` +
    "remove the argument adopt or its resource, or give a resource that was renamed Pulumi's option aliases. One that is " +
    "only in the state still is taken out of it, without being deleted, by pulumi state delete"
  );
}

function refusal(message: string): CloudElementsError {
  return new CloudElementsError("INVALID_INPUT", message);
}
