import type { Element, ElementEntry } from "../client/elements";
import type { Instance } from "../client/instance";
import { masked } from "../lifecycle/configuration";
import { isSecretKey } from "../lifecycle/secret-keys";

/** A configuration entry that belongs into a program; one that is secret comes without its value. */
export type Entry = { key: string; secret: true } | { key: string; value: string | boolean | null };

// What the platform writes down itself once a person has logged in: it changes by itself, and is other people's secret.
const kept =
  /^(oauth\.user\.(token|refresh_token|refresh_time)|session\.id|sfdc\.(session|user)\..+|crm\.session\.refresh\.time|event\.notification\.subscription\.id)$/;

/** The entries of an instance that somebody has set: without defaults, and without what the platform itself maintains. */
export function entriesOf(instance: Instance, element: Element | undefined): Entry[] {
  const catalog = new Map(element?.configuration.map((entry) => [entry.key, entry]));
  return Object.entries(instance.configuration ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => {
      const entry = catalog.get(key);
      if (kept.test(key) || entry?.hideFromConsole) return [];
      // To the platform, nothing and an empty text are one.
      if (value !== masked && (value ?? "") === (entry?.defaultValue ?? "")) return [];
      const isSecret = value === masked || ((isSecretKey(key) || entry?.type === "PASSWORD") && value);
      return [isSecret ? { key, secret: true as const } : { key, value: typed(value, entry) }];
    });
}

function typed(value: string | null, entry: ElementEntry | undefined): string | boolean | null {
  if (entry?.type === "BOOLEAN" && (value === "true" || value === "false")) return value === "true";
  return value;
}
