/** What an element's guide requires. */
interface Requirements {
  key: string;
  /** The element's numeric id, where it is known. */
  id?: string;
  configuration: string[];
  needsCode: boolean;
}

const oauth2 = { configuration: ["oauth.api.key", "oauth.api.secret", "oauth.callback.url"], needsCode: true };

// The elements of the platform's guides for Salesforce and Sage Live; of any other the platform itself says what is missing.
const elements: Requirements[] = [
  { key: "sfdcdocuments", id: "177", ...oauth2 },
  { key: "sfdcmarketingcloud", ...oauth2 },
  { key: "sfdcservicecloud", id: "29", ...oauth2 },
  { key: "sfdc", id: "23", ...oauth2 },
  { key: "sagelive", id: "676", ...oauth2 },
];

/** Finds what an element requires, by its key or id; undefined for an element that is not known here. */
export function requirementsOf(element: string | number): Requirements | undefined {
  return elements.find(({ key, id }) => key === String(element) || id === String(element));
}
