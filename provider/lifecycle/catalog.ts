import type { Element, Elements } from "../client/elements";
import { CloudElementsError } from "../errors/cloud-elements-error";
import { nearest } from "./nearest";

/** What the catalog says of an element: what it is, or why there is none. Neither, where the catalog cannot be asked. */
export interface CatalogAnswer {
  element?: Element;
  problem?: string;
}

/** The platform's catalog of elements. Asks for each element once, and tells only once that it cannot be asked. */
export class Catalog {
  private readonly answers = new Map<string, Promise<CatalogAnswer>>();
  private isSilent = false;

  /** @param tell takes the sentence that says that the catalog cannot be asked */
  constructor(
    private readonly elements: Elements,
    private readonly tell: (text: string) => void,
  ) {}

  /** Never fails. */
  find(keyOrId: string): Promise<CatalogAnswer> {
    let answer = this.answers.get(keyOrId);
    if (!answer) {
      answer = this.ask(keyOrId);
      this.answers.set(keyOrId, answer);
    }
    return answer;
  }

  private async ask(keyOrId: string): Promise<CatalogAnswer> {
    // One that does not answer would hold up every further element for as long as the first.
    if (this.isSilent) return {};
    try {
      return { element: await this.elements.get(keyOrId) };
    } catch (error) {
      if (isUnknownElement(error)) return { problem: await this.unknownElement(keyOrId) };
      if (!this.isSilent) this.tell(unreachable(error));
      this.isSilent = true;
      return {};
    }
  }

  private async unknownElement(keyOrId: string): Promise<string> {
    const keys = await this.elements.keys().catch(() => []);
    const near = nearest(keyOrId, keys);
    return (
      `the platform has no element ${keyOrId}` +
      (near === undefined
        ? ": the argument element takes an element's key, such as sfdc, or its numeric id"
        : `: did you mean ${near}?`)
    );
  }
}

function isUnknownElement(error: unknown): boolean {
  return error instanceof CloudElementsError && error.code === "UNKNOWN_ELEMENT";
}

function unreachable(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return (
    "The platform's catalog of elements cannot be asked, so arguments are checked less closely in this run " +
    `(pulumi config set cloud-elements:validate false turns this off). ${why}`
  );
}
