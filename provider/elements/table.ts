/** What is known of an entry of an element's configuration. */
export interface KnownEntry {
  /** Whether an instance cannot be made without it. */
  required?: true;
  /** Whether its value is a credential. */
  secret?: true;
  /** What an instance gets where nothing is given; the platform keeps every value as text. */
  default?: string;
}

/** What is known of an element before the platform's catalog is asked. */
export interface KnownElement {
  /** Its numeric id, the same in every environment. */
  id?: number;
  /** How a person proves to the service behind it who they are. */
  authentication: "oauth2" | "oauth1" | "basic" | "apiKey";
  configuration: Record<string, KnownEntry>;
}

// The comment of an entry is what an editor shows: what it is, its unit, its default, whether it is secret.
// Sources: [S] the platform's guide for Salesforce, [L] its guide for Sage Live (the answer to POST /instances shows the
// whole map of defaults), [C] what public clients of the API send.

const oauth2 = {
  /** The app's client id, as registered with the service. Required; the argument `oauth.apiKey` is the same entry. */
  "oauth.api.key": { required: true }, // [S] [L]
  /** The app's client secret. Required, secret; the argument `oauth.apiSecret` is the same entry. */
  "oauth.api.secret": { required: true, secret: true }, // [S] [L]
  /** Where the service sends people back to, as registered; an http or https URL. Required; the argument `oauth.callbackUrl` is the same entry. */
  "oauth.callback.url": { required: true }, // [S] [L]
} as const;

const events = {
  /** Whether the platform sends the service's events on. Default: false. Switching it on may need a new code. */
  "event.notification.enabled": { default: "false" }, // [L] [C]
  /** How the platform learns of events: it asks again and again (`polling`), or the service calls it (`webhook`). Default: polling. */
  "event.vendor.type": { default: "polling" }, // [L] [C]
  /** How the platform tells you of events. Default: webhook. */
  "event.notification.type": { default: "webhook" }, // [C]
  /** Your URL, to which the platform sends events. Default: none. */
  "event.notification.callback.url": {}, // [L] [C]
  /** The pause between two polls, in minutes. Default: 15. */
  "event.poller.refresh_interval": { default: "15" }, // [L] [C]
  /** What is polled, as the platform's console writes it. Default: empty. */
  "event.poller.urls": { default: "" }, // [L]
} as const;

const answers = {
  /** Whether fields without a value are left out of the answers of the service. Default: true. */
  "filter.response.nulls": { default: "true" }, // [L] [C]
} as const;

// Sage Live runs on Salesforce's platform, and logs in there. [L] shows the defaults for Sage Live; those of the
// Salesforce elements are not documented: taken to be the same.
const salesforce = {
  ...oauth2,
  ...events,
  ...answers,
  /** The address of the service's API: that of the organization that people log in to. Default: one of the platform's own, replaced at the first login. */
  "base.url": {}, // [L]
  /** The access that is asked for, words with spaces between them. Default: `full refresh_token`. */
  "oauth.scope": { default: "full refresh_token" }, // [L]
  /** How long an access token of the service is used before the platform asks for another, in seconds. Default: 3600. */
  "oauth.user.refresh_interval": { default: "3600" }, // [L]
  /** The service's access token, for `externalAuthentication: "initial"`; otherwise the platform maintains it. Secret. */
  "oauth.user.token": { secret: true, default: "" }, // [L]
  /** The service's refresh token, for `externalAuthentication: "initial"`; otherwise the platform maintains it. Secret. */
  "oauth.user.refresh_token": { secret: true, default: "" }, // [L]
  /** The most records in a page of an answer. Default: 100. */
  "pagination.max": { default: "100" }, // [L]
  /** How the service divides answers into pages. Default: offset. */
  "pagination.type": { default: "offset" }, // [L]
  /** The field by which bulk queries tell when a record was made. Default: CreatedDate. */
  "bulk.attribute.created_time": { default: "CreatedDate" }, // [L]
  /** The field that bulk queries compare with a date. Default: CreatedDate. */
  "bulk.query.field_name": { default: "CreatedDate" }, // [L]
  /** The operator of that comparison. Default: >. */
  "bulk.query.operator": { default: ">" }, // [L]
  /** The form of dates in bulk queries, in Java's notation. Default: yyyy-MM-dd'T'HH:mm:ssXXX. */
  "bulk.query.date_mask": { default: "yyyy-MM-dd'T'HH:mm:ssXXX" }, // [L]
  /** The format of what bulk queries bring. Default: JSON. */
  "bulk.query.download_format": { default: "JSON" }, // [L]
  /** Where tokens are asked for; a sandbox: https://test.salesforce.com/services/oauth2/token. Default: https://login.salesforce.com/services/oauth2/token. */
  "sfdc.token.url": { default: "https://login.salesforce.com/services/oauth2/token" }, // [L]
  /** Where tokens are revoked. Default: https://login.salesforce.com/services/oauth2/revoke. */
  "sfdc.revoke.url": { default: "https://login.salesforce.com/services/oauth2/revoke" }, // [L]
} as const;

/**
 * The elements that this package knows: what their instances require, what of it is secret, what is the default. To add
 * one is to add a row, with its source; checks, secrets, editors' help and the tables of `docs/` follow. An element that
 * is not here works as well: the platform's catalog tells what it requires.
 */
export const elements = {
  /** Salesforce Documents. */
  sfdcdocuments: { id: 177, authentication: "oauth2", configuration: salesforce }, // [S]
  /** Salesforce Marketing Cloud. */
  sfdcmarketingcloud: { authentication: "oauth2", configuration: salesforce }, // [S]
  /** Salesforce Service Cloud. */
  sfdcservicecloud: { id: 29, authentication: "oauth2", configuration: salesforce }, // [S]
  /** Salesforce CRM (Sales Cloud). */
  sfdc: {
    id: 23, // [S]
    authentication: "oauth2",
    configuration: {
      ...salesforce,
      /** How the instance logs in: `oauth2Password` takes `username` and `password` in place of a code. Default: by a code. */
      "authentication.type": {}, // [C]
      /** The name to log in with, where `authentication.type` asks for it. */
      username: {}, // [C]
      /** The password to log in with, where `authentication.type` asks for it. Secret. */
      password: { secret: true }, // [C]
    },
  },
  /** Sage Live. */
  sagelive: { id: 676, authentication: "oauth2", configuration: salesforce }, // [L]
} as const satisfies Record<string, KnownElement>;
