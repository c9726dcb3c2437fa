import { createHash, createHmac } from "node:crypto";

/** Makes a short stand-in for a value; empty where it cannot, which is like no other. */
export type Digest = (value: unknown) => string;

/** How many characters a digest has. */
export const digestLength = 8;

/**
 * A short stand-in for a value, to see later whether it is still the same without keeping the value itself.
 * Equal for objects whose keys stand in another order. 48 bits: one value is compared with one other at a time.
 */
export function digest(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("base64url").slice(0, digestLength);
}

/** The same, such that nobody can try values out (a weak password, say) without the key. Empty where there is no key. */
export function keyedDigest(key: string | undefined): Digest {
  if (!key) return () => "";
  return (value) => createHmac("sha256", key).update(canonical(value)).digest("base64url").slice(0, digestLength);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "undefined";
}
