import { asSet } from "./given";
import type { InstanceState } from "./state";

/** In words, what a read found otherwise than it was known: for a person who wonders why a refresh shows an update. */
export function driftBetween(before: InstanceState, after: InstanceState): string[] {
  const found: string[] = [];
  if (before.name !== after.name) found.push("name");
  if (asSet(before.tags).join("\n") !== asSet(after.tags).join("\n")) found.push("tags");
  if (before.disabled !== after.disabled) found.push(after.disabled ? "disabled" : "enabled");
  if (before.valid !== after.valid) found.push(after.valid ? "valid again" : "no longer valid");
  const known = new Set(before.drift);
  return [...found, ...(after.drift ?? []).filter((key) => !known.has(key)).map((key) => `configuration["${key}"]`)];
}
