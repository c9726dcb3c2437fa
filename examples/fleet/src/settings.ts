import { InvalidArgumentError } from "commander";

/** What every command and every worker needs to know; where it comes from stands in README.md. */
export interface Settings {
  /** Pulumi's backend: the same PostgreSQL. Without a password: Pulumi prints this URL, and finds the rest in PGPASSWORD. */
  backendUrl: string;
  /** The file with the tenants' secrets. */
  secretsFile: string;
}

/** @throws Error that names all that is missing */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const needed = ["PGHOST", "PGDATABASE", "PGUSER", "PULUMI_CONFIG_PASSPHRASE", "FLEET_SECRETS"];
  const missing = needed.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`Not set: ${missing.join(", ")}. README.md says what each is.`);
  // The driver of Pulumi and that of the queue read the same PG* variables; sslmode is the one whose defaults differ.
  const sslmode = environment.PGSSLMODE || "disable";
  return {
    backendUrl: `postgres:///${encodeURIComponent(environment.PGDATABASE ?? "")}?sslmode=${sslmode}`,
    secretsFile: environment.FLEET_SECRETS ?? "",
  };
}

/** A whole number for an option, from a least one on. */
export const whole = (least: number) => (text: string) => {
  if (!/^\d{1,6}$/.test(text) || Number(text) < least)
    throw new InvalidArgumentError(`It takes a whole number from ${least} on.`);
  return Number(text);
};
