import type { Maker } from "./managed-tag";

/**
 * Remembers, beyond the end of this process, which creations without a code are under way. Each is known by its managed
 * tag; nothing of it is secret. None of these ever rejects: they make a rare gap smaller, and are no reason to fail.
 */
export interface Attempts {
  /** When the attempt was noted, in milliseconds; undefined where it is not. */
  notedAt(tag: string): Promise<number | undefined>;
  note(tag: string): Promise<void>;
  forget(tag: string): Promise<void>;
}

/** What making an instance needs of the run that it is part of. */
export interface Context extends Maker {
  /** How long after a creation was sent it may still take effect on the platform. */
  lookupSeconds: number;
  /** Shows what a person waits for. */
  tell: (text: string) => void;
  /** Whether the stack's state has the instance, under whatever resource; undefined where that cannot be known. */
  isInState: (id: string) => Promise<boolean | undefined>;
  attempts: Attempts;
  sleep: (milliseconds: number) => Promise<unknown>;
  /** In milliseconds. */
  now: () => number;
}
