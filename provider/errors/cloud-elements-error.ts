/**
 * What went wrong, stable from release to release: branch on this, never on a message.
 *
 * - `NO_CREDENTIALS`: the user secret or the organization secret is not set.
 * - `INVALID_SETTING`: a setting cannot be used, such as a base URL that is no URL.
 * - `INVALID_ID`: an instance's id that is not a number.
 * - `INVALID_INPUT`: the platform would refuse the arguments; nothing was sent.
 * - `UNAUTHORIZED` (401), `FORBIDDEN` (403), `NOT_FOUND` (404), `IN_USE` (409), `RATE_LIMITED` (429).
 * - `INSTANCE_EXISTS`: an instance of an earlier run may be this resource's; a person has to decide. Nothing was made.
 * - `UNKNOWN_ELEMENT`: no element has that key or id (404 when an instance is made).
 * - `CODE_REQUIRED`: the element needs an OAuth code and none was given.
 * - `CODE_REJECTED`: the OAuth code was refused; as a rule it was used before or has expired.
 * - `REJECTED`: any other answer from 300 to 499.
 * - `SERVER_ERROR`: an answer of 500 and above.
 * - `INVALID_RESPONSE`: an answer that is not JSON, is empty, is cut off, is too large or lacks what is needed.
 * - `CONNECTION_REFUSED`, `HOST_NOT_FOUND`, `CERTIFICATE`, `TIMEOUT`, `CONNECTION_FAILED`: no whole answer came.
 */
export type ErrorCode =
  | "NO_CREDENTIALS"
  | "INVALID_SETTING"
  | "INVALID_ID"
  | "INVALID_INPUT"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "IN_USE"
  | "RATE_LIMITED"
  | "INSTANCE_EXISTS"
  | "UNKNOWN_ELEMENT"
  | "CODE_REQUIRED"
  | "CODE_REJECTED"
  | "REJECTED"
  | "SERVER_ERROR"
  | "INVALID_RESPONSE"
  | "CONNECTION_REFUSED"
  | "HOST_NOT_FOUND"
  | "CERTIFICATE"
  | "TIMEOUT"
  | "CONNECTION_FAILED";

/** The facts of an error beside its message. None of them is secret. */
export interface ErrorFacts {
  /** The HTTP status, where an answer came. */
  status?: number;
  /** The platform's name for the request (header `Elements-Request-Id`), which its support asks for. */
  requestId?: string;
  /** The HTTP method of the call that failed. */
  method?: string;
  /** The call's path below the base URL, without the query. */
  path?: string;
  /** How long the platform asks to wait, in seconds (header `Retry-After`). */
  retryAfterSeconds?: number;
  /** Whether the platform may have done it all the same. */
  isInDoubt?: boolean;
  /** How often the call was made. */
  attempts?: number;
}

/** The one error of this package: what happened, to which instance, by which call, and what to do. Holds no secret. */
export class CloudElementsError extends Error {
  /** What went wrong. */
  readonly code: ErrorCode;
  /** The HTTP status, where an answer came. */
  readonly status: number | undefined;
  /** The platform's name for the request, which its support asks for. */
  readonly requestId: string | undefined;
  /** The HTTP method of the call that failed. */
  readonly method: string | undefined;
  /** The call's path below the base URL, without the query. */
  readonly path: string | undefined;
  /** How long the platform asks to wait, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the platform may have done it all the same. Default: false. */
  readonly isInDoubt: boolean;
  /** How often the call was made. Default: 1. */
  readonly attempts: number;

  /**
   * An error of the given kind.
   *
   * @param message what happened, to which instance, by which call, and what to do; no secret
   */
  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message);
    this.name = "CloudElementsError";
    this.code = code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.method = facts.method;
    this.path = facts.path;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.isInDoubt = facts.isInDoubt ?? false;
    this.attempts = facts.attempts ?? 1;
  }

  /** The same error, with how often and how long the call was tried. */
  after(attempts: number, seconds: number): CloudElementsError {
    return this.adding(`Tried ${attempts} times in ${seconds.toFixed(1)} s.`, { attempts });
  }

  /** The same error, with more that is known. */
  adding(sentence: string, facts: ErrorFacts = {}): CloudElementsError {
    return new CloudElementsError(this.code, `${this.message} ${sentence}`, { ...(this as ErrorFacts), ...facts });
  }
}
