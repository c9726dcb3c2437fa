import { CloudElementsError } from "../errors/cloud-elements-error";

/** What every call needs, as read from the stack's config or the environment. */
export interface Connection {
  /** Where the API is, to and including `/elements/api-v2`. Default: US production. */
  baseUrl: string;
  /** How long one call may take, in seconds. Default 120: creating takes up to 26 s on the real service. */
  timeoutSeconds: number;
  /** How long a call may be tried again, in seconds; 0 makes it once. Default 120. */
  retrySeconds: number;
  /** How many calls this process has under way at once. Default 64. */
  maxConcurrency: number;
}

/** Who calls. Secret, both. The element catalog needs none. */
export interface Credentials {
  userSecret: string;
  organizationSecret: string;
}

export type Settings = Connection & Credentials;

/** The settings' names, as in `cloud-elements:<name>` of a stack's config. */
export type SettingName = keyof Settings | "validate" | "lookupSeconds";

export const defaultBaseUrl = "https://api.cloud-elements.com/elements/api-v2";
export const defaultTimeoutSeconds = 120;
export const defaultRetrySeconds = 120;
export const defaultMaxConcurrency = 64;

const prefix = "/elements/api-v2";

const variables: Partial<Record<SettingName, string>> = {
  baseUrl: "CLOUD_ELEMENTS_BASE_URL",
  userSecret: "CLOUD_ELEMENTS_USER_SECRET",
  organizationSecret: "CLOUD_ELEMENTS_ORGANIZATION_SECRET",
  retrySeconds: "CLOUD_ELEMENTS_RETRY_SECONDS",
  lookupSeconds: "CLOUD_ELEMENTS_LOOKUP_SECONDS",
};

/** A stack's config: the value of `cloud-elements:<name>`. */
export type Config = (name: SettingName) => string | undefined;
type Environment = Record<string, string | undefined>;

/**
 * Reads the settings; the stack's config wins over the environment.
 *
 * @throws CloudElementsError `NO_CREDENTIALS` or `INVALID_SETTING`, which say what to set, never a value.
 */
export function readSettings(config: Config, environment: Environment): Settings {
  const read = reader(config, environment);
  return { ...readConnection(config, environment), ...credentials(read("userSecret"), read("organizationSecret")) };
}

/**
 * Reads what a call without credentials needs.
 *
 * @throws CloudElementsError `INVALID_SETTING`
 */
export function readConnection(config: Config, environment: Environment): Connection {
  const read = reader(config, environment);
  return {
    baseUrl: checkedBaseUrl(read("baseUrl") ?? defaultBaseUrl),
    // Above a day a timer of Node.js may overflow, and fire at once.
    timeoutSeconds: checkedNumber("timeoutSeconds", read, defaultTimeoutSeconds, { least: 0.001, most: 86_400 }),
    retrySeconds: checkedNumber("retrySeconds", read, defaultRetrySeconds, { least: 0, most: 86_400 }),
    maxConcurrency: checkedNumber("maxConcurrency", read, defaultMaxConcurrency, { least: 1, most: 10_000 }),
  };
}

/** The secret settings as far as they are set, right or wrong: for whatever writes a text that a person may see. */
export function secretSettings(config: Config, environment: Environment): string[] {
  const read = reader(config, environment);
  return [read("userSecret"), read("organizationSecret")].filter((each) => each !== undefined);
}

/**
 * Reads how long after a creation was sent it may still take effect, in seconds. Default: 30, since the real service takes
 * up to 26.
 *
 * @throws CloudElementsError `INVALID_SETTING`
 */
export function readLookupSeconds(config: Config, environment: Environment): number {
  return checkedNumber("lookupSeconds", reader(config, environment), 30, { least: 0, most: 3_600 });
}

/**
 * Reads whether previews compare the program with the platform's catalog. Default: true.
 *
 * @throws CloudElementsError `INVALID_SETTING`
 */
export function readValidate(config: Config): boolean {
  const text = config("validate")?.trim() || "true";
  if (text !== "true" && text !== "false") throw invalid("validate", "is neither true nor false");
  return text === "true";
}

function reader(config: Config, environment: Environment): Config {
  return (name) => {
    const variable = variables[name];
    const value = config(name) || (variable && environment[variable]) || undefined;
    return value?.trim();
  };
}

function credentials(userSecret: string | undefined, organizationSecret: string | undefined) {
  if (userSecret && organizationSecret) {
    // The header's parts are divided by commas and spaces; a secret never holds one, a wrong copy does.
    for (const [name, value] of Object.entries({ userSecret, organizationSecret })) {
      if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(value)) {
        throw invalid(name as SettingName, "holds a space, a comma or another character that no secret has");
      }
    }
    return { userSecret, organizationSecret };
  }
  const missing = [!userSecret && "userSecret", !organizationSecret && "organizationSecret"].filter(
    (each): each is SettingName => Boolean(each),
  );
  const ways = missing.map(
    (name) => `pulumi config set --secret cloud-elements:${name} (or the environment variable ${variables[name]})`,
  );
  throw new CloudElementsError(
    "NO_CREDENTIALS",
    `Cloud Elements needs credentials that are not set: ${missing.join(" and ")}. Set ${ways.join(" and ")}; ` +
      "the console shows both in your profile, under the API keys.",
  );
}

function checkedBaseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid("baseUrl", "is no URL");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid("baseUrl", "is no http or https URL");
  if (url.username || url.password || url.search || url.hash) {
    throw invalid("baseUrl", "holds more than a host and a path");
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (!path.endsWith(prefix)) throw invalid("baseUrl", `does not end with ${prefix}`);
  // The platform's own hosts answer over TLS only; a slip in the scheme would send the secrets in clear.
  if (url.protocol === "http:" && /(^|\.)(cloud-elements\.(com|co\.uk)|hana\.ondemand\.com)$/.test(url.hostname)) {
    throw invalid("baseUrl", "would send your secrets unencrypted");
  }
  return url.origin + path;
}

function checkedNumber(
  name: SettingName,
  read: Config,
  byDefault: number,
  range: { least: number; most: number },
): number {
  const text = read(name);
  if (text === undefined || text === "") return byDefault;
  const number = Number(text);
  const isWhole = name !== "maxConcurrency" || Number.isInteger(number);
  if (number >= range.least && number <= range.most && isWhole) return number;
  const unit = name.endsWith("Seconds") ? "number of seconds" : "whole number";
  throw invalid(name, `is no ${unit} from ${Math.ceil(range.least)} to ${range.most}`);
}

function invalid(name: SettingName, why: string): CloudElementsError {
  const variable = variables[name];
  const expected = name === "baseUrl" ? `It looks like ${defaultBaseUrl}, with your environment's host. ` : "";
  const secretFlag = name.endsWith("Secret") ? "--secret " : "";
  return new CloudElementsError(
    "INVALID_SETTING",
    `The setting cloud-elements:${name} ${why}. ${expected}` +
      `Correct it with pulumi config set ${secretFlag}cloud-elements:${name}${variable ? `, or in ${variable}` : ""}.`,
  );
}
