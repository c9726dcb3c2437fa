/** How an authorization ended, with the exit status that scripts can tell it by. */
export const exitStatus = {
  done: 0,
  failed: 1,
  usage: 2,
  denied: 3,
  wrongState: 4,
  malformed: 5,
  timedOut: 6,
  portTaken: 7,
} as const;

export type Ending = Exclude<keyof typeof exitStatus, "done" | "usage">;

/** An authorization that ended without a code: nothing was stored. The message holds no secret. */
export class AuthorizationError extends Error {
  constructor(
    readonly ending: Ending,
    message: string,
  ) {
    super(message);
    this.name = "AuthorizationError";
  }
}
