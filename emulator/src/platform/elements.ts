import { ApiError } from "../errors";

export type ConfigurationType =
  | "TEXTFIELD_32"
  | "TEXTFIELD_64"
  | "TEXTFIELD_128"
  | "TEXTFIELD_1000"
  | "TEXTAREA"
  | "BOOLEAN"
  | "BOOLEAN_YESNO"
  | "PASSWORD"
  | "COMBO";

/** An entry that an element's instances have. */
export interface ConfigurationEntry {
  id: number;
  key: string;
  name: string;
  description: string;
  /** What an instance gets where nothing is given. */
  defaultValue: string | null;
  required: boolean;
  type: ConfigurationType;
  hideFromConsole: boolean;
  active: boolean;
}

export interface Element {
  id: number;
  key: string;
  name: string;
  description: string;
  hub: string;
  active: boolean;
  deleted: boolean;
  beta: boolean;
  typeOauth: boolean;
  authentication: { type: "oauth2" | "oauth1" | "basic" | "apiKey" };
  configuration: ConfigurationEntry[];
  [more: string]: unknown;
}

type Draft = Partial<ConfigurationEntry> & { key: string };

const oauth: Draft[] = [
  { key: "oauth.api.key", required: true },
  { key: "oauth.api.secret", required: true, type: "PASSWORD" },
  { key: "oauth.callback.url", required: true, type: "TEXTFIELD_1000" },
];

const events: Draft[] = [
  { key: "event.notification.enabled", defaultValue: "false", type: "BOOLEAN" },
  { key: "event.vendor.type", defaultValue: "polling", type: "COMBO" },
  { key: "event.notification.type", defaultValue: "webhook", type: "COMBO" },
  { key: "event.notification.callback.url", type: "TEXTFIELD_1000" },
  { key: "event.notification.subscription.id" },
  { key: "event.poller.refresh_interval", defaultValue: "15", type: "TEXTFIELD_32" },
  { key: "event.poller.urls", defaultValue: "", type: "TEXTAREA" },
  { key: "event.helper.key", defaultValue: "" },
  { key: "filter.response.nulls", defaultValue: "true", type: "BOOLEAN" },
];

// The default map that the Sage Live guide shows. The Salesforce family's is not documented: it shares the login, so it
// gets the same.
const salesforce: Draft[] = [
  ...oauth,
  ...events,
  { key: "bulk.add_metadata" },
  { key: "bulk.attribute.created_time", defaultValue: "CreatedDate" },
  { key: "bulk.query.date_mask", defaultValue: "yyyy-MM-dd'T'HH:mm:ssXXX" },
  { key: "bulk.query.download_format", defaultValue: "JSON" },
  { key: "bulk.query.field_name", defaultValue: "CreatedDate" },
  { key: "bulk.query.operator", defaultValue: ">" },
  { key: "bulk.relations" },
  { key: "base.url", defaultValue: "https://eu5.salesforce.com", type: "TEXTFIELD_1000" },
  { key: "crm.session.refresh.interval", defaultValue: "" },
  { key: "crm.session.refresh.time", defaultValue: "" },
  { key: "oauth.basic.header", defaultValue: "true", type: "BOOLEAN" },
  { key: "oauth.scope", defaultValue: "full refresh_token" },
  { key: "oauth.user.refresh_interval", defaultValue: "3600" },
  { key: "oauth.user.refresh_time", defaultValue: "" },
  { key: "oauth.user.refresh_token", defaultValue: "", type: "PASSWORD", hideFromConsole: true },
  { key: "oauth.user.token", defaultValue: "", type: "PASSWORD", hideFromConsole: true },
  { key: "pagination.max", defaultValue: "100" },
  { key: "pagination.type", defaultValue: "offset" },
  { key: "session.id", defaultValue: "", hideFromConsole: true },
  { key: "sfdc.api.key", defaultValue: "" },
  { key: "sfdc.api.secret", defaultValue: "", type: "PASSWORD" },
  { key: "sfdc.password", defaultValue: "PASSWORD", type: "PASSWORD" },
  { key: "sfdc.revoke.url", defaultValue: "https://login.salesforce.com/services/oauth2/revoke" },
  { key: "sfdc.security.token", defaultValue: "", type: "PASSWORD" },
  { key: "sfdc.session.api.version.uri", defaultValue: "" },
  { key: "sfdc.session.instance.url", defaultValue: "" },
  { key: "sfdc.session.signature", defaultValue: "" },
  { key: "sfdc.token.url", defaultValue: "https://login.salesforce.com/services/oauth2/token" },
  { key: "sfdc.user.display.name", defaultValue: "" },
  { key: "sfdc.user.id", defaultValue: "" },
  { key: "sfdc.user.id.url", defaultValue: "" },
  { key: "sfdc.username", defaultValue: "" },
];

const userAndPassword: Draft[] = [
  { key: "authentication.type", type: "COMBO" },
  { key: "username" },
  { key: "password", type: "PASSWORD" },
];

const signup = {
  trialAccount: false,
  configDescription:
    'If you do not have a Salesforce.com account, you can create one at <a href="http://www.salesforce.com" target="_blank">Salesforce.com Signup</a>',
  signupURL: "http://www.salesforce.com",
};

const salesforceText = (what: string) =>
  `The Salesforce.com allows you to deliver revolutionary ${what} automation functionality, such as account and contact creation, from anywhere, anytime, on any device.`;

interface ElementDraft {
  id: number;
  key: string;
  name: string;
  hub: string;
  description: string;
  authentication: Element["authentication"]["type"];
  typeOauth?: boolean;
  entries: Draft[];
  more?: Record<string, unknown>;
}

// Ids 177, 29, 23 and 676 are the platform's; the others are the emulator's own, since nobody documents them.
const drafts: ElementDraft[] = [
  {
    id: 177,
    key: "sfdcdocuments",
    name: "Salesforce.com",
    hub: "documents",
    description: salesforceText("Document"),
    authentication: "oauth2",
    entries: salesforce,
    more: signup,
  },
  {
    id: 9001,
    key: "sfdcmarketingcloud",
    name: "Salesforce Marketing Cloud",
    hub: "marketing",
    description: salesforceText("Marketing"),
    authentication: "oauth2",
    entries: salesforce,
    more: signup,
  },
  {
    id: 29,
    key: "sfdcservicecloud",
    name: "Salesforce Service Cloud",
    hub: "helpdesk",
    description: salesforceText("Service"),
    authentication: "oauth2",
    entries: salesforce,
    more: signup,
  },
  {
    id: 23,
    key: "sfdc",
    name: "Salesforce Sales Cloud",
    hub: "crm",
    description: salesforceText("CRM"),
    authentication: "oauth2",
    entries: [...salesforce, ...userAndPassword],
    more: signup,
  },
  {
    id: 676,
    key: "sagelive",
    name: "Sage Live Beta",
    hub: "sage",
    description:
      "Add a Sage Live Instance to connect your existing Sage account to the Sage Hub, allowing you to manage customers, journals, ledger accounts, etc. across multiple Sage Elements. You will need your Sage Live account information to add an instance.",
    authentication: "oauth2",
    // As the guide prints it, although the element is authenticated by OAuth 2.
    typeOauth: false,
    entries: salesforce,
    more: {
      ...signup,
      hookName: "SageLive",
      signupURL: "https://developer.salesforce.com/en/signup",
      resources: [],
      parameters: [],
      protocolType: "http",
      cloneable: true,
      transformationsEnabled: true,
      bulkDownloadEnabled: true,
      bulkUploadEnabled: true,
    },
  },
  {
    id: 9002,
    key: "servicenow",
    name: "ServiceNow",
    hub: "helpdesk",
    description: "Connects a ServiceNow account by a user's name and password.",
    authentication: "basic",
    entries: [
      { key: "username", required: true },
      { key: "password", required: true, type: "PASSWORD" },
      { key: "servicenow.subdomain", required: true },
      ...events,
    ],
  },
  {
    id: 9003,
    key: "sendgrid",
    name: "SendGrid",
    hub: "messaging",
    description: "Connects a SendGrid account by an API key.",
    authentication: "apiKey",
    entries: [{ key: "api.key", required: true, type: "PASSWORD" }, ...events],
  },
  {
    id: 9004,
    key: "quickbooks",
    name: "QuickBooks Online",
    hub: "finance",
    description: "Connects a QuickBooks company by OAuth 1.",
    authentication: "oauth1",
    entries: [...oauth, ...events],
  },
];

const catalog: Element[] = drafts.map((draft) => ({
  id: draft.id,
  key: draft.key,
  name: draft.name,
  description: draft.description,
  hub: draft.hub,
  active: true,
  deleted: false,
  beta: false,
  typeOauth: draft.typeOauth ?? draft.authentication.startsWith("oauth"),
  authentication: { type: draft.authentication },
  ...draft.more,
  configuration: draft.entries.map((entry, index) => ({
    id: draft.id * 100 + index,
    name: entry.key,
    description: `The entry ${entry.key} of ${draft.name}.`,
    defaultValue: null,
    required: false,
    type: "TEXTFIELD_128",
    hideFromConsole: false,
    active: true,
    ...entry,
  })),
}));

export function allElements(): Element[] {
  return catalog;
}

export function findElement(keyOrId: string): Element | undefined {
  return catalog.find(({ key, id }) => key === keyOrId || String(id) === keyOrId);
}

/** @throws ApiError 404 */
export function elementOf(keyOrId: string): Element {
  const element = findElement(keyOrId);
  if (!element) throw new ApiError(404, `No element found with key ${keyOrId}`);
  return element;
}

/** Elements that log in at the same service take each other's codes: the guides ask `sfdc` for `sfdcdocuments`' URL. */
export function serviceOf(element: Element): string {
  return element.configuration.some(({ key }) => key === "sfdc.token.url") ? "salesforce" : element.key;
}

/** An element as it stands inside an instance: without its configuration. */
export function summaryOf(element: Element): Omit<Element, "configuration"> {
  const { configuration: _, ...summary } = element;
  return summary;
}
