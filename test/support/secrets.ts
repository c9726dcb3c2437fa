import { randomBytes } from "node:crypto";

/** Every secret that a test has used, and every text that could hold one: compared at the end of a run. */
export const secrets = new Map<string, string>();
export const transcripts: { title: string; text: string }[] = [];

/** A value that is obviously fake, stands nowhere by chance, and must not be found anywhere afterwards. */
export function fakeSecret(label: string): string {
  return rememberSecret(label, `fake-${label}-${randomBytes(9).toString("base64url")}`);
}

export function rememberSecret(label: string, value: string): string {
  secrets.set(value, label);
  return value;
}

/** The labels of the secrets that a text holds in clear. */
export function secretsIn(text: string): string[] {
  return [...secrets].filter(([value]) => text.includes(value)).map(([, label]) => label);
}
