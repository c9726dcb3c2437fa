import { Command } from "commander";
import fs from "node:fs";
import path from "node:path";
import { Client } from "../client/client";
import { Elements } from "../client/elements";
import { Instances } from "../client/instances";
import type { Progress } from "../client/pages";
import { defaultBaseUrl, readSettings } from "../client/settings";
import { gather } from "../export/gather";
import { type Program, programOf } from "../export/program";
import { PulumiConfig } from "./pulumi-config";
import { version } from "./version";

interface Flags {
  tags?: string[];
  element?: string;
  out: string;
  stack?: string;
  force: boolean;
}

const say = (text: string) => void process.stderr.write(`${text}\n`);

export const exportCommand = new Command("export")
  .description("Write a Pulumi program that adopts the instances that exist, as they are.")
  .option("--tags <tag...>", "only instances that have all of these tags")
  .option("--element <element>", "only instances of the element with this key or id")
  .option("--out <dir>", "the folder to write the program to", "cloud-elements")
  .option("--stack <name>", "the stack whose config has the settings (default: the environment)")
  .option("--force", "write over the files of an earlier export", false)
  .addHelpText(
    "after",
    `
The user's and the organization's secret come from CLOUD_ELEMENTS_USER_SECRET and CLOUD_ELEMENTS_ORGANIZATION_SECRET, or, with
--stack, from the config of that stack of the Pulumi project in this folder. Nothing on the platform is changed. No secret is
written: the program asks the stack's config for them.

Exit status: 0 written, or no instance fits; 1 failed; 2 wrong usage.`,
  )
  .action(run);

async function run(flags: Flags): Promise<void> {
  const folder = path.resolve(flags.out);
  if (!flags.force && fs.existsSync(folder) && fs.readdirSync(folder).length > 0) {
    throw new Error(
      `The folder ${flags.out} is not empty. Name another one with --out, or write over it with --force.`,
    );
  }
  const known = await settings(flags.stack);
  const client = new Client(known);
  const bar = await progressBar();
  const { tags, element } = flags;
  const found = await gather(
    { instances: new Instances(client), elements: new Elements(client) },
    { ...(tags && { tags }), ...(element !== undefined && { element }) },
    bar.show,
  ).finally(bar.stop);
  if (found.length === 0) return say("No instance fits. Nothing was written.");

  const program = programOf(found, projectName(folder), version());
  for (const [file, text] of Object.entries(program.files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
  say(report(found.length, program, flags.out, known.baseUrl));
}

async function settings(stack: string | undefined) {
  if (stack === undefined) return readSettings(() => undefined, process.env);
  const config = new PulumiConfig(stack);
  await config.expectStack();
  const names = ["baseUrl", "userSecret", "organizationSecret", "timeoutSeconds", "retrySeconds"] as const;
  const values = await Promise.all(
    names.map(async (name) => [name, await config.get(`cloud-elements:${name}`)] as const),
  );
  const known = new Map<string, string | undefined>(values);
  return readSettings((name) => known.get(name), process.env);
}

async function progressBar(): Promise<{ show: Progress; stop: () => void }> {
  const { SingleBar } = (await import("cli-progress")).default;
  // Only where a person looks: the library writes nothing where its stream is no terminal.
  const bar = new SingleBar({
    format: "{bar} {value} of {total} instances",
    stream: process.stderr,
    hideCursor: true,
    barCompleteChar: "#",
    barIncompleteChar: ".",
  });
  let isStarted = false;
  return {
    show: (count, total = count) => {
      if (!isStarted) bar.start(total, count);
      isStarted = true;
      bar.setTotal(total);
      bar.update(count);
    },
    stop: () => bar.stop(),
  };
}

// What Pulumi takes as the name of a project.
function projectName(folder: string): string {
  return (
    path
      .basename(folder)
      .replace(/[^A-Za-z0-9_.-]+/g, "-")
      .slice(0, 100) || "cloud-elements"
  );
}

function report(count: number, { files, secrets }: Program, out: string, baseUrl: string): string {
  const sets = secrets.map((key) => `  pulumi config set --secret ${key}`);
  return [
    `${count} ${count === 1 ? "instance" : "instances"} in ${Object.keys(files).length} files of ${out}. What comes next, in that folder:`,
    "  npm install",
    "  pulumi stack init",
    ...(baseUrl === defaultBaseUrl ? [] : [`  pulumi config set cloud-elements:baseUrl ${baseUrl}`]),
    "  pulumi config set --secret cloud-elements:userSecret",
    "  pulumi config set --secret cloud-elements:organizationSecret",
    ...sets,
    "  pulumi up",
    ...(secrets.length > 0
      ? [
          "The platform does not show secrets, so the program asks for them: for each element, or for one instance by the",
          "resource's name in place of the element's, as in orders-123.oauth.api.secret. They must be the ones in use: they are",
          "sent when an instance is adopted.",
        ]
      : []),
  ].join("\n");
}
