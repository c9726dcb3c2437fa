import { type ConfigurationValue, type InstanceInputs, oauthKeys } from "./inputs";

/** What the platform shows in place of a secret. */
export const masked = "********";

/** All configuration entries of the program, the typed OAuth entries among them, in the platform's keys and types. */
export function configurationOf(inputs: InstanceInputs): Record<string, string | boolean | null> {
  const entries: [string, ConfigurationValue | undefined][] = [];
  for (const [name, key] of Object.entries(oauthKeys)) {
    entries.push([key, inputs.oauth?.[name as keyof typeof oauthKeys]]);
  }
  entries.push(...Object.entries(inputs.configuration ?? {}));
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, string | boolean | null][] =>
      // The API knows no numbers: an interval of 15 minutes is "15".
      value === undefined ? [] : [[key, typeof value === "number" ? String(value) : value]],
    ),
  );
}

/** A value as the platform gives it back: a string or null. */
export function settled(value: string | boolean | null): string | null {
  return value === null ? null : String(value);
}
