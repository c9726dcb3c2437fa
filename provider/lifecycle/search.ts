import type { Instance } from "../client/instance";
import type { Instances } from "../client/instances";
import { CloudElementsError } from "../errors/cloud-elements-error";
import type { Context } from "./context";

const shortestPause = 500;
const longestPause = 5_000;

/** Looks for the instance that an earlier attempt has made, of which nobody has heard. */
export class Search {
  /** Instances with the tag that belong to the state: what is being replaced. */
  private readonly others = new Set<string>();

  constructor(
    private readonly instances: Instances,
    private readonly tag: string,
    private readonly context: Context,
  ) {}

  /**
   * One `GET`: the instance with the tag that the state does not have.
   *
   * @throws CloudElementsError `INSTANCE_EXISTS` where it cannot be known whether it is that
   */
  async once(): Promise<Instance | undefined> {
    const found = await this.instances.list({ tags: [this.tag] });
    for (const { id } of found) {
      if (this.others.has(id)) continue;
      const isInState = await this.context.isInState(id);
      if (isInState === undefined) throw undecided([id]);
      if (isInState) this.others.add(id);
    }
    const orphans = found.filter(({ id }) => !this.others.has(id));
    if (orphans.length > 1) throw undecided(orphans.map(({ id }) => id));
    return orphans[0];
  }

  /**
   * The same until a creation can no longer be under way, or it is decided that there was none.
   *
   * @param sent when the creation was sent, at the latest, in milliseconds. Default: now
   */
  async until(isDecided: () => boolean, sent = this.context.now()): Promise<Instance | undefined> {
    const end = sent + this.context.lookupSeconds * 1000;
    for (let pause = shortestPause; ; pause = Math.min(longestPause, pause * 2)) {
      const isLast = this.context.now() >= end;
      const found = await this.once();
      if (found !== undefined || isLast || isDecided()) return found;
      await this.context.sleep(Math.max(0, Math.min(pause, end - this.context.now())));
    }
  }

  /** Whether an instance of the state has the tag: then its code is spent, and no other attempt can have used it. */
  get hasOther(): boolean {
    return this.others.size > 0;
  }
}

function undecided(ids: string[]): CloudElementsError {
  const [first = ""] = ids;
  return new CloudElementsError(
    "INSTANCE_EXISTS",
    `${ids.length === 1 ? `Instance ${first} was` : `Instances ${ids.join(" and ")} were`} made for this resource by an earlier run, ` +
      "and it cannot be known from here whether the stack still has it or an interrupted run has left it behind. Nothing was " +
      `made. If pulumi stack --show-ids does not list it, give the resource the argument adopt: "${first}", or delete the ` +
      "instance in the console; if it does, and you are replacing it, change the code or destroy it first.",
  );
}
