import { type Config, type Connection, readConnection, readSettings, type Settings } from "../client/settings";
import { CloudElementsError } from "../errors/cloud-elements-error";
import { failed, type Finding, ok, warning } from "./finding";

/** The stack's config as far as it can be read. */
export interface StackConfig {
  /** The stack's name. */
  name: string;
  values: Map<string, { value: string; secret: boolean }>;
}

/** What the later checks go on with. */
export interface Known {
  connection?: Connection;
  settings?: Settings;
}

/** @param stack undefined where there is none, with the reason in Pulumi's words */
export function checkStack(stack: StackConfig | undefined, reason: string): Finding {
  if (stack) return ok("stack", `the settings of the stack ${stack.name}, then of the environment`);
  return warning(
    "stack",
    `the environment alone: no stack's config can be read here (${reason})`,
    "In a Pulumi project, select a stack (pulumi stack select) or name one with --stack.",
  );
}

export function checkSettings(stack: StackConfig | undefined, environment: NodeJS.ProcessEnv): [Finding, Known] {
  const config: Config = (name) => stack?.values.get(`cloud-elements:${name}`)?.value;
  let connection: Connection | undefined;
  try {
    connection = readConnection(config, environment);
    const settings = readSettings(config, environment);
    return [
      inClear(stack) ?? ok("settings", `base URL ${connection.baseUrl}, both secrets are set`),
      { connection, settings },
    ];
  } catch (error) {
    if (!(error instanceof CloudElementsError)) throw error;
    return [failed("settings", error.message), { ...(connection && { connection }) }];
  }
}

// Whoever reads the stack's file reads them.
function inClear(stack: StackConfig | undefined): Finding | undefined {
  const keys = ["userSecret", "organizationSecret"].map((name) => `cloud-elements:${name}`);
  const open = keys.filter((key) => stack?.values.get(key)?.secret === false);
  if (open.length === 0) return undefined;
  const commands = open.map((key) => `pulumi config set --secret ${key}`).join("; ");
  return warning("settings", `${open.join(" and ")} stand in clear in the stack's config`, `Encrypt them: ${commands}`);
}
