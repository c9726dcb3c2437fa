import type { Catalog, CatalogAnswer } from "./catalog";
import { check, type UncheckedInputs } from "./check";
import { digest } from "./digest";
import { unknownEntries } from "./entries";
import { isUnknown } from "./inputs";
import { isElement } from "./shapes";

/** What a check found. No text of it holds a value of the program. */
export interface Validation {
  /** What cannot be applied. */
  problems: string[];
  /** What may be a mistake. */
  warnings: string[];
}

/**
 * {@link check} with the help of the platform's catalog: one call for each element that a run is about. None for inputs
 * that have not changed: what the catalog says of them by now is no reason to stop a run that changes nothing.
 *
 * @param catalog gives the catalog; called only where it is needed, and undefined where it is not to be asked
 */
export async function validate(
  news: UncheckedInputs,
  olds: UncheckedInputs | undefined,
  catalog: () => Catalog | undefined,
): Promise<Validation> {
  const { element, problem } = await ask(news, olds, catalog);
  return {
    problems: [...(problem === undefined ? [] : [problem]), ...check(news, olds, element)],
    warnings: element ? unknownEntries(news, element) : [],
  };
}

async function ask(
  news: UncheckedInputs,
  olds: UncheckedInputs | undefined,
  catalog: () => Catalog | undefined,
): Promise<CatalogAnswer> {
  if (isUnknown(news.element) || !isElement(news.element)) return {};
  if (olds !== undefined && digest(aboutElement(olds)) === digest(aboutElement(news))) return {};
  return (await catalog()?.find(String(news.element))) ?? {};
}

/** What of the inputs the catalog can say something about. */
function aboutElement({ element, oauth, configuration, externalAuthentication }: UncheckedInputs): unknown {
  return { element: String(element), oauth, configuration, externalAuthentication };
}
