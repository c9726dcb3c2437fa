import { Command, CommanderError } from "commander";
import { createRequire } from "node:module";
import path from "node:path";
import { styleText } from "node:util";
import { diagnose, type Machine } from "../doctor/diagnose";
import type { Finding } from "../doctor/finding";
import { PulumiConfig, pulumiVersion } from "./pulumi-config";

interface Flags {
  stack?: string;
  json: boolean;
}

export const doctorCommand = new Command("doctor")
  .description("Look whether everything is there that an up needs, and say what to do where it is not.")
  .option("--stack <name>", "the stack whose config has the settings (default: the selected one)")
  .option("--json", "write what was found as JSON: {ok, findings: [{check, state, found, advice}]}", false)
  .addHelpText(
    "after",
    `
Looks at Node.js, Pulumi, the SDK of this folder, the settings (the stack's config, then the environment), whether the platform
answers, and whether it takes the credentials. It makes two harmless reads (GET /elements/keys, GET /instances/count), once each,
and changes nothing. No secret is shown. Colours only on a terminal, and not where NO_COLOR is set.

Exit status: 0 nothing stands in the way, 1 something does, 2 wrong usage.`,
  )
  .action(run);

async function run({ stack, json }: Flags): Promise<void> {
  const findings = await diagnose(await machine(stack));
  const isWell = !findings.some(({ state }) => state === "failed");
  process.stdout.write(json ? `${JSON.stringify({ ok: isWell, findings }, null, 2)}\n` : asText(findings));
  // Said already.
  if (!isWell) throw new CommanderError(1, "doctor.failed", "");
}

async function machine(stackName: string | undefined): Promise<Machine> {
  return {
    nodeVersion: process.versions.node,
    pulumiVersion: await pulumiVersion(),
    sdkVersion: installedSdk(),
    stack: await new PulumiConfig(stackName).all().catch((error: Error) => ({ reason: firstLine(error.message) })),
    environment: process.env,
  };
}

function installedSdk(): string | undefined {
  try {
    const here = createRequire(path.join(process.cwd(), "index.js"));
    return (here("@pulumi/pulumi/package.json") as { version: string }).version;
  } catch {
    return undefined;
  }
}

const colours = { ok: "green", warning: "yellow", failed: "red", skipped: "gray" } as const;

function asText(findings: Finding[]): string {
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  const lines = findings.map(({ check, state, found, advice }) => {
    const word = state.padEnd(8);
    const shown = isColoured ? styleText(colours[state], word, { validateStream: false }) : word;
    return `${shown} ${check.padEnd(13)} ${found}\n${advice === undefined ? "" : `${" ".repeat(23)}${advice}\n`}`;
  });
  return lines.join("");
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
