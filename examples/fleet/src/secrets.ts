import fs from "node:fs";

/** A tenant's secrets, as the file that FLEET_SECRETS names has them: a JSON object by the tenant's name. */
export interface TenantSecrets {
  servicenowPassword: string;
  sendgridKey: string;
  /** Salesforce's code: works once. Another one authenticates the instance again. */
  salesforceCode: string;
  salesforceApiKey: string;
  salesforceApiSecret: string;
}

const names = [
  "servicenowPassword",
  "sendgridKey",
  "salesforceCode",
  "salesforceApiKey",
  "salesforceApiSecret",
] as const;

/**
 * Reads one tenant's secrets: at the moment they are needed, so that new ones are seen without a restart. In production,
 * ask your vault here.
 *
 * @throws Error that names what is missing, and shows nothing of what is there
 */
export function readSecrets(file: string, tenant: string): TenantSecrets {
  let all: Record<string, Partial<TenantSecrets>>;
  try {
    all = JSON.parse(fs.readFileSync(file, "utf8")) as typeof all;
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : (error as NodeJS.ErrnoException).code;
    throw new Error(`The file of FLEET_SECRETS cannot be read: ${why}`, { cause: error });
  }
  const own = Object.hasOwn(all, tenant) ? all[tenant] : undefined;
  const missing = names.filter((name) => !own?.[name]);
  if (missing.length > 0) throw new Error(`FLEET_SECRETS has no ${missing.join(", ")} of ${tenant}`);
  return own as TenantSecrets;
}
