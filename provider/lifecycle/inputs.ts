import type { Json } from "../client/json";

/** A value of a configuration entry, as the program gives it. */
export type ConfigurationValue = string | number | boolean | null;

/** What the program asks for, as plain values with secrets in clear. The meanings are those of `ElementInstanceArgs`. */
export interface InstanceInputs {
  element: string | number;
  name: string;
  tags?: string[];
  oauth?: OAuthInputs;
  /** Secret. */
  oauthCode?: string;
  configuration?: Record<string, ConfigurationValue>;
  /** Secret. */
  providerData?: Record<string, Json>;
  externalAuthentication?: "none" | "initial";
  retrieveObjectsAfterInstantiation?: boolean;
  disabled?: boolean;
  /** The id of an instance that exists: digits. */
  adopt?: string;
}

export interface OAuthInputs {
  apiKey: string;
  /** Secret. */
  apiSecret: string;
  callbackUrl: string;
}

/** The platform's keys of the typed OAuth entries. */
export const oauthKeys: Record<keyof OAuthInputs, string> = {
  apiKey: "oauth.api.key",
  apiSecret: "oauth.api.secret",
  callbackUrl: "oauth.callback.url",
};

/** A value that is known only once other resources are made; occurs in previews alone. */
export const unknown: unique symbol = Symbol("unknown");

export function isUnknown(value: unknown): boolean {
  return value === unknown;
}
