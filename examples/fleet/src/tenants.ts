import { parse } from "csv-parse/sync";
import fs from "node:fs";

/** A customer: one stack. Nothing of it is secret. */
export interface Tenant {
  /** The stack's name. */
  tenant: string;
  /** The platform's base URL; empty for the one that the environment names. */
  platform: string;
  /** The customer's ServiceNow: its user and subdomain. */
  username: string;
  subdomain: string;
}

const columns = ["tenant", "platform", "username", "subdomain"] as const;

/** Reads the list of tenants. @throws Error that names the line and what is wrong with it */
export function readTenants(file: string): Tenant[] {
  const options = { columns: true as const, skip_empty_lines: true, trim: true };
  const rows = parse<Record<string, string>>(fs.readFileSync(file), options);
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const name = row.tenant ?? "";
    const where = `row ${index + 1}`;
    const missing = columns.filter((column) => row[column] === undefined);
    if (missing.length > 0) problems.push(`${where}: no column ${missing.join(", ")}`);
    else if (!/^[a-zA-Z0-9][\w.-]{0,99}$/.test(name)) problems.push(`${where}: "${name}" cannot be a stack's name`);
    else if (seen.has(name)) problems.push(`${where}: ${name} stands there twice`);
    seen.add(name);
  }
  if (rows.length === 0) problems.push("no tenant stands in it");
  if (problems.length > 0) throw new Error(`${file}: ${problems.slice(0, 10).join("; ")}`);
  return rows as unknown as Tenant[];
}
