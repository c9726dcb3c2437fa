import { expect } from "chai";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { providerText } from "../../provider/resource/provider-text";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { Project } from "../support/project";
import { fakeSecret, transcripts } from "../support/secrets";
import { type Cell, title } from "./cells";
import { execute } from "./execute";
import { type Manager, managers, newest, oldest } from "./managers";
import { type Program, programs } from "./programs";
import { nodeFolder, runtimes } from "./tools";

type Operation = "up" | "preview" | "refresh" | "destroy";

/** Tries one cell from an empty folder to a destroyed stack, with a platform of its own. Fails with what went wrong. */
export async function runCell(cell: Cell, tarball: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-"));
  const platform = await startPlatform();
  try {
    const run = await prepare(cell, tarball, path.join(folder, cell.folder ?? "stranger"), platform);
    await wholeLife(run, platform);
  } finally {
    await platform.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface CellRun {
  project: Project;
  operate: (operation: Operation) => Promise<string>;
}

async function prepare(cell: Cell, tarball: string, root: string, platform: Platform): Promise<CellRun> {
  const manager: Manager = managers[cell.manager];
  const program: Program = programs[cell.program];
  const folder = path.join(root, manager.project ?? "");
  const { "package.json": fields = "{}", ...files } = program.files;
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const dependencies = { "@pulumi/pulumi": cell.sdk === "oldest" ? oldest : newest, ...program.dependencies };
  await manager.install(root, { ...(JSON.parse(fields) as object), dependencies }, tarball);

  const PATH = [...(cell.node ? [nodeFolder(cell.node)] : []), process.env.PATH].join(path.delimiter);
  const env = { ...settingsFor(platform), PATH, ...(await manager.environment?.(root)) };
  const [command, ...args] = program.build ?? [];
  if (command) await execute(folder, "npm", ["exec", "--offline", "--", command, ...args], env);

  const project = new Project(title(cell), env, folder);
  await project.setConfig("password", fakeSecret("password"), true);
  await project.setConfig("instance", "first");
  return { project, operate: program.runner ? inline(project, program.runner) : byEngine(project) };
}

const byEngine = (project: Project) => (operation: Operation) =>
  ({ up: project.up, preview: project.expectNoChanges, refresh: project.expectNoDrift, destroy: project.destroy })[
    operation
  ]();

function inline(project: Project, runner: NonNullable<Program["runner"]>): CellRun["operate"] {
  const command = runner === "node" ? "node" : runtimes[runner];
  const words = runner === "deno" ? ["run", "--allow-all", "--no-prompt"] : [];
  return async (operation) => {
    const env = Object.fromEntries(Object.entries(project.environment())) as Record<string, string>;
    const text = await execute(project.folder, command, [...words, "automation.mjs", operation], env);
    transcripts.push({ title: `${project.name}: ${operation}`, text });
    return text;
  };
}

async function wholeLife({ project, operate }: CellRun, platform: Platform): Promise<void> {
  await operate("up");
  const [made] = await platform.instances();
  expect(made, "the instance after the first up").to.include({ name: "first" });
  const { desk } = await project.state();
  expect(desk?.inputs.__provider).to.equal(providerText);
  expect((await project.outputs()).token).to.equal(made?.token);

  await operate("preview");
  await operate("refresh");
  await project.setConfig("instance", "second");
  await operate("up");
  const changed = await platform.instances();
  expect(changed.map(({ id, name }) => ({ id, name }))).to.deep.equal([{ id: made?.id, name: "second" }]);

  await operate("destroy");
  expect(await platform.instances()).to.deep.equal([]);
}
