import { randomBytes } from "node:crypto";
import { Store } from "../store";
import { Account } from "./account";
import { Codes } from "./codes";
import { Instances } from "./instances";

export interface PlatformOptions {
  /** The folder in which to keep everything; in memory where it is left out. */
  data?: string;
  /** How long a code can be used, in seconds. Default 600. */
  codeLifetimeSeconds?: number;
  /** Show three kinds of secret as asterisks, as newer platforms do. Default true. */
  masking?: boolean;
  /** The time, in milliseconds. Default the machine's. */
  now?: () => number;
  /** Makes the token of a new instance. Default: 32 random bytes, base64. */
  token?: () => string;
}

const randomToken = () => randomBytes(32).toString("base64");

/** A request of the API, as the log keeps it: no query, no body, no header, so no secret. */
export interface LoggedRequest {
  method: string;
  /** Below the base URL. */
  path: string;
  status: number;
}

const longestLog = 100_000;

/** The whole of the emulated platform, without HTTP. */
export class Platform {
  readonly account: Account;
  readonly codes: Codes;
  readonly instances: Instances;
  readonly log: LoggedRequest[] = [];
  private readonly store: Store;

  constructor({
    data,
    codeLifetimeSeconds = 600,
    masking = true,
    now = Date.now,
    token = randomToken,
  }: PlatformOptions) {
    this.store = new Store(data);
    this.account = new Account(this.store);
    this.codes = new Codes(this.store, now, codeLifetimeSeconds * 1000);
    this.instances = new Instances(this.store, this.codes, { masking, now, token });
  }

  record(request: LoggedRequest): void {
    this.log.push(request);
    if (this.log.length > longestLog) this.log.shift();
  }

  /** Forgets everything but the account. */
  reset(): void {
    this.store.clear(["instances", "counters", "consents", "requestTokens", "sessions"]);
    this.log.length = 0;
  }

  close(): void {
    this.store.close();
  }
}
