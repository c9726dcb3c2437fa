import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import fs from "node:fs/promises";
import path from "node:path";
import { declare } from "./program";
import { readSecrets } from "./secrets";
import type { Settings } from "./settings";
import type { Tenant } from "./tenants";

export const operations = ["up", "preview", "destroy"] as const;
export type Operation = (typeof operations)[number];

const project = "fleet";

// Below this folder, so that the provider's package is found from there.
const workplaces = path.resolve(__dirname, "../.work");

/**
 * Does one thing to one tenant's stack, which nobody else touches meanwhile. Gives what was done, in words.
 *
 * @throws Error whose message is the reason, without Pulumi's display
 */
export async function operate(
  operation: Operation,
  tenant: Tenant,
  settings: Settings,
  signal: AbortSignal,
): Promise<string> {
  await fs.mkdir(workplaces, { recursive: true });
  const folder = await fs.mkdtemp(path.join(workplaces, `${tenant.tenant}-`));
  try {
    const stack = await open(tenant, settings, folder);
    // Whoever still holds Pulumi's own lock was ended in the middle: this worker has the tenant now.
    await stack.cancel();
    const { summary } = await run(stack, operation, signal);
    return summary;
  } catch (error) {
    const reason = signal.aborted ? "interrupted: the connection to the database was lost" : reasonOf(error);
    throw new Error(reason, { cause: error });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Makes the tables of Pulumi's backend, where they are missing: two workers at once would get in each other's way. */
export async function prepareBackend(settings: Settings): Promise<void> {
  await fs.mkdir(workplaces, { recursive: true });
  const folder = await fs.mkdtemp(path.join(workplaces, "prepare-"));
  try {
    const workspace = await LocalWorkspace.create({ workDir: folder, envVars: environment(settings) });
    // Not stack ls: with some stacks it waits for itself for ever (its connections are bounded, and it holds one for each list).
    await workspace.whoAmI();
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function open(tenant: Tenant, settings: Settings, workDir: string): Promise<Stack> {
  const program = () => Promise.resolve(declare(tenant, readSecrets(settings.secretsFile, tenant.tenant)));
  const envVars = { ...environment(settings), ...(tenant.platform && { CLOUD_ELEMENTS_BASE_URL: tenant.platform }) };
  return LocalWorkspace.createOrSelectStack(
    { projectName: project, stackName: tenant.tenant, program },
    { workDir, envVars },
  );
}

function environment({ backendUrl }: Settings): Record<string, string> {
  return { PULUMI_BACKEND_URL: backendUrl, PULUMI_SKIP_UPDATE_CHECK: "1" };
}

async function run(stack: Stack, operation: Operation, signal: AbortSignal): Promise<{ summary: string }> {
  const options = { signal, color: "never" as const };
  if (operation === "preview") {
    const { changeSummary } = await stack.preview(options);
    return { summary: words(changeSummary) };
  }
  if (operation === "up") {
    const { summary } = await stack.up(options);
    return { summary: words(summary.resourceChanges) };
  }
  const { summary } = await stack.destroy(options);
  await stack.workspace.removeStack(stack.name);
  return { summary: words(summary.resourceChanges) };
}

function words(changes: Partial<Record<string, number>> = {}): string {
  const all = Object.entries(changes).filter(([, count]) => count);
  return all.map(([what, count]) => `${count} ${what}`).join(", ") || "nothing";
}

/** The errors of Pulumi's display, each once; or the first line of whatever else went wrong. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const errors = [...text.matchAll(/^\s*error: (.+)$/gm)].map(([, message = ""]) => message.trim());
  const telling = [...new Set(errors)].filter((message) => !/^(update|preview|destroy) failed$/.test(message));
  return telling.slice(0, 3).join(" | ") || (text.split("\n").find((line) => line.trim() !== "") ?? "unknown");
}
