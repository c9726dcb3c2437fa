import type { Element, ElementEntry } from "../client/elements";
import { isObject } from "../client/json";
import type { UncheckedInputs } from "./check";
import { isUnknown } from "./inputs";
import { nearest } from "./nearest";

/** The given configuration entries whose value is not of the type that the catalog names. Shows no value. */
export function wrongEntries(news: UncheckedInputs, element: Element): string[] {
  const given = isObject(news.configuration) ? news.configuration : {};
  return element.configuration.flatMap(({ key, type }) => {
    if (!Object.hasOwn(given, key)) return [];
    const expected = expectedInstead(type, given[key]);
    return expected === undefined
      ? []
      : [`configuration["${key}"] has a wrong type: the element ${element.key} takes ${expected} (${type})`];
  });
}

/** The given configuration entries that the catalog does not have: a slip of the keyboard, or something it keeps quiet about. */
export function unknownEntries(news: UncheckedInputs, element: Element): string[] {
  if (!isObject(news.configuration) || element.configuration.length === 0) return [];
  const keys = element.configuration.map(({ key }) => key);
  return Object.keys(news.configuration)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const near = nearest(key, keys);
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      return `the element ${element.key} has no entry configuration["${key}"] in the platform's catalog${hint}`;
    });
}

function expectedInstead(type: ElementEntry["type"], value: unknown): string | undefined {
  if (value === null || value === "" || isUnknown(value)) return undefined;
  const text = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (type === "BOOLEAN") return [true, false, "true", "false"].includes(text as string) ? undefined : "true or false";
  if (type === "BOOLEAN_YESNO") {
    return [true, false, "true", "false", "yes", "no"].includes(text as string) ? undefined : "true, false, yes or no";
  }
  return type === "PASSWORD" && typeof value === "boolean" ? "a text" : undefined;
}
