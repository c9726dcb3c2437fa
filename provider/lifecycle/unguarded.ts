import type { Instance } from "../client/instance";
import type { Context } from "./context";
import type { Search } from "./search";

/**
 * An attempt to make an instance without a code. A code that is given twice is refused the second time; without one nothing
 * refuses a repetition. So the platform is asked before each request, and a note is kept while one is under way: a run that
 * is killed cannot say so to the next, which would find nothing yet and make a second one.
 */
export class UnguardedAttempt {
  constructor(
    private readonly tag: string,
    private readonly search: Search,
    private readonly context: Context,
  ) {}

  /** Before the first request: the instance that an earlier run has made, waited for as long as that may take. */
  async begin(): Promise<Instance | undefined> {
    const { attempts, lookupSeconds, now, tell } = this.context;
    const noted = await attempts.notedAt(this.tag);
    const end = noted === undefined ? 0 : noted + lookupSeconds * 1000;
    if (end <= now()) return this.again();
    tell("an interrupted run was making this instance; looking whether the platform still makes it");
    return this.noting(await this.search.until(() => false, noted));
  }

  /** Before a further request: the instance, if the one before has made it all the same. */
  async again(): Promise<Instance | undefined> {
    return this.noting(await this.search.once());
  }

  /** It is known what has come of it. */
  async end(): Promise<void> {
    await this.context.attempts.forget(this.tag);
  }

  private async noting(found: Instance | undefined): Promise<Instance | undefined> {
    const { attempts } = this.context;
    await (found ? attempts.forget(this.tag) : attempts.note(this.tag));
    return found;
  }
}
