import type { Maker } from "./managed-tag";

/** What making an instance needs of the run that it is part of. */
export interface Context extends Maker {
  /** How long after a creation was sent it may still take effect on the platform. */
  lookupSeconds: number;
  /** Shows what a person waits for. */
  tell: (text: string) => void;
  /** Whether the stack's state has the instance, under whatever resource; undefined where that cannot be known. */
  isInState: (id: string) => Promise<boolean | undefined>;
  sleep: (milliseconds: number) => Promise<unknown>;
  /** In milliseconds. */
  now: () => number;
}
