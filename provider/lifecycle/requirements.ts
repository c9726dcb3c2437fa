import type { Element } from "../client/elements";

/** What an instance of an element cannot be made without. */
export interface Requirements {
  /** Keys of configuration entries. */
  configuration: string[];
  /** Keys of `providerData`: what proves that a person has allowed the access. */
  proof: string[];
  /** How the element is authenticated, where that is known: `oauth2`, `basic`… */
  authentication?: string;
}

const oauth2: Requirements = {
  configuration: ["oauth.api.key", "oauth.api.secret", "oauth.callback.url"],
  proof: ["code"],
};

// What the platform's guides for Salesforce and Sage Live require: it holds without the catalog too.
const guides: (Requirements & { key: string; id?: string })[] = [
  { key: "sfdcdocuments", id: "177", ...oauth2 },
  { key: "sfdcmarketingcloud", ...oauth2 },
  { key: "sfdcservicecloud", id: "29", ...oauth2 },
  { key: "sfdc", id: "23", ...oauth2 },
  { key: "sagelive", id: "676", ...oauth2 },
];

// By `authentication.type` alone: the Sage Live guide shows `typeOauth: false` for an element that needs a code.
const proofs: Record<string, string[]> = { oauth2: ["code"], oauth1: ["oauth_token", "oauth_verifier"] };

/**
 * What an element requires, by the guides and by what the catalog says of it; undefined for one that neither knows.
 *
 * @param element key or id
 */
export function requirementsOf(element: string | number, known?: Element): Requirements | undefined {
  const name = String(element);
  const guide = guides.find(({ key, id }) => key === name || id === name || key === known?.key);
  if (!known) return guide;
  const required = known.configuration.filter((entry) => entry.required && !entry.defaultValue).map(({ key }) => key);
  const authentication = known.authenticationType?.toLowerCase();
  return {
    configuration: [...new Set([...(guide?.configuration ?? []), ...required])],
    proof: authentication === undefined ? (guide?.proof ?? []) : (proofs[authentication] ?? []),
    ...(authentication !== undefined && { authentication }),
  };
}
