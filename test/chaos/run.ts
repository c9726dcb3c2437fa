import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Fault } from "cloud-elements-emulator";
import { ownTags } from "../../provider/lifecycle/managed-tag";
import { EmulatorProcess } from "../support/emulator-process";
import { settingsFor } from "../support/environment";
import { descendants, killFamily } from "../support/processes";
import { type Run, specProject, work } from "../support/project";
import { fakeSecret, rememberSecret, secretsIn } from "../support/secrets";
import { type Kill, type Scenario, scenarioOf } from "./scenario";

type Instance = { id: number; name: string; tags: string[]; token: string };
type Struck = Fault & { struck: number };

/** What came of a run. */
export interface Result {
  scenario: Scenario;
  /** How often each kind of fault has struck, kills among them. */
  struck: Record<string, number>;
  /** Why it failed; empty where nothing was lost. */
  problems: string[];
  ups: number;
  seconds: number;
}

const mostUps = 8;
const longestUpSeconds = 120;

/** Runs a whole stack through the real engine while things go wrong, and looks at what is left. */
export async function runChaos(seed: number): Promise<Result> {
  const began = Date.now();
  const scenario = scenarioOf(seed);
  const data = path.join(work, "chaos", `${seed}-${process.pid}`);
  const emulator = await EmulatorProcess.start("--data", data);
  const trial = new Trial(scenario, emulator);
  const problems: string[] = [];
  try {
    await trial.prepare();
    await trial.disturb();
    await trial.settle();
    problems.push(...(await trial.check()));
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await emulator.kill();
    fs.rmSync(data, { recursive: true, force: true });
  }
  return { scenario, struck: trial.struck, problems, ups: trial.ups, seconds: (Date.now() - began) / 1000 };
}

class Trial {
  readonly struck: Record<string, number> = {};
  ups = 0;
  private readonly names: string[];
  private readonly project: ReturnType<typeof specProject>;
  private readonly texts: string[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly emulator: EmulatorProcess,
  ) {
    this.names = scenario.elements.map((element, index) => `${element}${index}`);
    const env = {
      ...settingsFor(emulator.ready),
      CLOUD_ELEMENTS_RETRY_SECONDS: "6",
      CLOUD_ELEMENTS_LOOKUP_SECONDS: "4",
      ...(scenario.skipsCheckpoints && { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" }),
    };
    this.project = specProject(`chaos-${scenario.seed}`, env);
    rememberSecret("user secret", emulator.ready.userSecret);
  }

  /** Declares the resources, with a code for each that takes one. */
  async prepare(): Promise<void> {
    await this.project.setConfig("cloud-elements:timeoutSeconds", "5");
    const instances: Record<string, Record<string, unknown>> = {};
    for (const [index, name] of this.names.entries()) {
      instances[name] = await this.argumentsOf(this.scenario.elements[index] ?? "", name);
    }
    this.project.write({ instances });
  }

  /** Lets things go wrong in one or two runs. */
  async disturb(): Promise<void> {
    for (const kill of this.scenario.kills) {
      await this.emulator.call("POST", `/__emulator/faults?seed=${this.scenario.seed}`, this.scenario.faults);
      await this.up(kill);
      await this.endFaults();
    }
  }

  /** Lets no more go wrong, and repeats `up` until it ends well. */
  async settle(): Promise<void> {
    for (;;) {
      const run = await this.up(undefined, "--refresh");
      if (run.status === 0) return;
      if (this.ups >= mostUps) throw new Error(`does not settle in ${this.ups} runs:\n${run.output}`);
    }
  }

  async check(): Promise<string[]> {
    const problems: string[] = [];
    const instances = await this.instances();
    const state = await this.project.state();
    for (const name of this.names) {
      const found = instances.filter((each) => each.name === name);
      if (found.length !== 1) problems.push(`${name}: ${found.length} instances`);
      const own = state[name];
      if (!own) problems.push(`${name}: not in the state`);
      else if (own.id !== String(found[0]?.id))
        problems.push(`${name}: the state has ${own.id}, the platform ${found[0]?.id}`);
      const tags = found[0] && ownTags(found[0].tags);
      if (own && JSON.stringify(own.outputs.tags) !== JSON.stringify(tags)) problems.push(`${name}: other tags`);
    }
    if (instances.length !== this.names.length) problems.push(`${instances.length} instances of ${this.names.length}`);
    problems.push(...(await this.afterwards(instances)));
    return problems;
  }

  private async afterwards(instances: Instance[]): Promise<string[]> {
    const problems: string[] = [];
    const outputs = await this.project.outputs();
    for (const { name, token } of instances) {
      rememberSecret(`token of ${name}`, token);
      if ((outputs[name] as { token?: string } | undefined)?.token !== token) problems.push(`${name}: another token`);
    }
    for (const args of [
      ["preview", "--expect-no-changes"],
      ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
    ]) {
      const { status, output } = await this.project.pulumi(args);
      if (status !== 0) problems.push(`pulumi ${args[0]} finds something to do:\n${output}`);
    }
    const leaks = new Set([...this.texts, ...filesBelow(this.project.folder)].flatMap(secretsIn));
    for (const label of leaks) problems.push(`in clear: ${label}`);
    const destroy = await this.project.pulumi(["destroy", "--yes", "--skip-preview"]);
    if (destroy.status !== 0) problems.push(`destroy failed:\n${destroy.output}`);
    const left = await this.instances();
    if (left.length > 0) problems.push(`destroy left ${left.length} instances`);
    return problems;
  }

  private async up(kill: Kill | undefined, ...more: string[]): Promise<Run> {
    this.ups++;
    await this.project.pulumi(["cancel", "--yes"]);
    const earlier = await this.creations();
    const child = spawn("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive", "--color=never", ...more], {
      cwd: this.project.folder,
      env: this.project.environment(),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? 1)));
    const limit = setTimeout(() => killFamily(child.pid ?? 0), longestUpSeconds * 1000);
    let isRunning = true;
    void ended.then(() => (isRunning = false));
    if (kill) await this.strike(kill, child.pid ?? 0, earlier + kill.afterCreations, () => isRunning);
    if (this.scenario.isMeddled && more.length === 0) await this.meddle();
    const status = await ended;
    clearTimeout(limit);
    this.texts.push(output);
    return { status, output };
  }

  private async strike({ victim }: Kill, pid: number, creations: number, isRunning: () => boolean): Promise<void> {
    while (isRunning() && (await this.creations()) < creations) await new Promise((resolve) => setTimeout(resolve, 30));
    if (!isRunning()) return;
    this.count(`SIGKILL of the ${victim}`, 1);
    if (victim === "engine") return killFamily(pid);
    if (victim === "provider") return descendants(pid).filter(isProvider).forEach(killFamily);
    await this.collect();
    await this.emulator.killAndRestart();
  }

  private async meddle(): Promise<void> {
    const [first] = await this.instances();
    if (!first) return;
    this.count("renamed on the platform", 1);
    await this.emulator.call("PATCH", `/instances/${first.id}`, { name: `${first.name} renamed` });
  }

  private async creations(): Promise<number> {
    const log = (await this.emulator.call<{ method: string }[]>("GET", "/__emulator/requests")) ?? [];
    return log.filter(({ method }) => method === "POST").length;
  }

  private async instances(): Promise<Instance[]> {
    return (await this.emulator.call<Instance[]>("GET", "/instances")) ?? [];
  }

  private async endFaults(): Promise<void> {
    await this.collect();
    await this.emulator.call("DELETE", "/__emulator/faults");
  }

  private async collect(): Promise<void> {
    for (const { kind, when, struck } of (await this.emulator.call<Struck[]>("GET", "/__emulator/faults")) ?? []) {
      if (struck > 0) this.count(`${kind} ${when} the effect`, struck);
    }
  }

  private count(what: string, times: number): void {
    this.struck[what] = (this.struck[what] ?? 0) + times;
  }

  private async argumentsOf(element: string, name: string): Promise<Record<string, unknown>> {
    if (element === "sendgrid")
      return { element, configuration: { "api.key": fakeSecret(`api-key-${name}`) }, tags: ["a"] };
    if (element === "servicenow") {
      const configuration = { username: "u", password: fakeSecret(`password-${name}`), "servicenow.subdomain": "s" };
      return { element, configuration };
    }
    const made = await this.emulator.call<{ code: string }>("POST", "/__emulator/codes", { element });
    const oauthCode = rememberSecret(`code of ${name}`, made?.code ?? "");
    const oauth = {
      apiKey: "k",
      apiSecret: fakeSecret(`api-secret-${name}`),
      callbackUrl: "http://127.0.0.1/callback",
    };
    return { element, oauth, oauthCode, tags: ["b", "a"] };
  }
}

function isProvider(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynamic-provider");
  } catch {
    return false;
  }
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
}
