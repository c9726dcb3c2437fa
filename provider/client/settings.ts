import { CloudElementsError } from "../errors/cloud-elements-error";

/** What every call needs, as read from the stack's config or the environment. */
export interface Connection {
  /** Where the API is, to and including `/elements/api-v2`. Default: US production. */
  baseUrl: string;
  /** How long one call may take, in seconds. Default 120: creating takes up to 26 s on the real service. */
  timeoutSeconds: number;
}

/** Who calls. Secret, both. The element catalog needs none. */
export interface Credentials {
  userSecret: string;
  organizationSecret: string;
}

export type Settings = Connection & Credentials;

/** The settings' names, as in `cloud-elements:<name>` of a stack's config. */
export type SettingName = keyof Settings | "validate";

export const defaultBaseUrl = "https://api.cloud-elements.com/elements/api-v2";
export const defaultTimeoutSeconds = 120;

const prefix = "/elements/api-v2";

const variables: Partial<Record<SettingName, string>> = {
  baseUrl: "CLOUD_ELEMENTS_BASE_URL",
  userSecret: "CLOUD_ELEMENTS_USER_SECRET",
  organizationSecret: "CLOUD_ELEMENTS_ORGANIZATION_SECRET",
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
    timeoutSeconds: checkedTimeout(read("timeoutSeconds")),
  };
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

function checkedTimeout(text: string | undefined): number {
  if (text === undefined || text === "") return defaultTimeoutSeconds;
  const seconds = Number(text);
  // Above this a timer of Node.js overflows and fires at once.
  if (!(seconds > 0 && seconds <= 86_400)) throw invalid("timeoutSeconds", "is no number of seconds from 1 to 86400");
  return seconds;
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
