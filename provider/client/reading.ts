import type { ErrorCode } from "../errors/cloud-elements-error";

/** What a failure means, before it is told: all but the call that it happened to. */
export interface Reading {
  code: ErrorCode;
  /** What happened, to follow a colon. */
  what: string;
  /** What to do, in whole sentences. */
  advice: string;
  /** Whether the platform may have done it all the same. Default: what the code says of itself. */
  isInDoubt?: boolean;
}
