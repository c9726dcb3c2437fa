import type { Element } from "../client/elements";
import { knownElement, requiredEntries } from "../elements/known";

/** What an instance of an element cannot be made without. */
export interface Requirements {
  /** Keys of configuration entries. */
  configuration: string[];
  /** Keys of `providerData`: what proves that a person has allowed the access. */
  proof: string[];
  /** How the element is authenticated, where that is known: `oauth2`, `basic`… */
  authentication?: string;
}

// By `authentication.type` alone: the Sage Live guide shows `typeOauth: false` for an element that needs a code.
const proofs: Record<string, string[]> = { oauth2: ["code"], oauth1: ["oauth_token", "oauth_verifier"] };

/**
 * What an element requires, by this package's table and by what the catalog says of it; undefined for one that neither
 * knows.
 *
 * @param element key or id
 */
export function requirementsOf(element: string | number, known?: Element): Requirements | undefined {
  const row = knownElement(known?.key ?? element) ?? knownElement(element);
  const inTable = row && { configuration: requiredEntries(row), proof: proofs[row.authentication] ?? [] };
  if (!known) return inTable;
  const required = known.configuration.filter((entry) => entry.required && !entry.defaultValue).map(({ key }) => key);
  const authentication = known.authenticationType?.toLowerCase();
  return {
    configuration: [...new Set([...(inTable?.configuration ?? []), ...required])],
    proof: authentication === undefined ? (inTable?.proof ?? []) : (proofs[authentication] ?? []),
    ...(authentication !== undefined && { authentication }),
  };
}
