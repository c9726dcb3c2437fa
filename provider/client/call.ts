import type { Json } from "./json";

/** One request to the API, with what an error about it needs to say. */
export interface Call {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL, beginning with `/`, every part already encoded. */
  path: string;
  /** Not part of what errors show: it can hold a secret. Names may stand twice. */
  query?: [name: string, value: string][];
  body?: { [key: string]: Json };
  /** What the call is for, to follow "Could not": `delete instance 12`. Not secret. */
  purpose: string;
  /** Secrets of this call, which no error may show: the code, passwords, tokens. */
  secrets?: string[];
  /** Asked before the call is made again: what it finds, as the call itself would give it, makes another attempt needless. */
  insteadOfRetry?: () => Promise<unknown>;
  /** Whether the call brings an OAuth code, so that a refusal may be about it. */
  bringsCode?: boolean;
}
