import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { EmulatorProcess } from "../support/emulator-process";
import type { Line } from "./lines";
import type { Entry } from "./parts";
import { type Memory, watchMemory } from "./memory";

const programs = path.join(__dirname, "programs");
export const work = path.resolve(__dirname, "../../.work/bench");

/** What one command of the engine took. */
export interface Measure {
  seconds: number;
  memory: Memory;
  /** API calls that the emulator has served meanwhile, by method and kind of path. */
  calls: Record<string, number>;
  /** What the command printed. */
  output: string;
}

/** One stack of N resources of a line, in a folder of its own, with an emulator of its own in another process. */
export class BenchStack {
  private constructor(
    readonly line: Pick<Line, "program" | "env">,
    readonly count: number,
    private readonly folder: string,
    private readonly emulator: EmulatorProcess,
  ) {}

  static async open(line: Pick<Line, "program" | "env">, count: number, latencyMs = 0): Promise<BenchStack> {
    fs.mkdirSync(work, { recursive: true });
    const folder = fs.mkdtempSync(path.join(work, "stack-"));
    const emulator = await EmulatorProcess.start("--code-lifetime", "86400", "--latency", String(latencyMs));
    const stack = new BenchStack(line, count, folder, emulator);
    await stack.prepare();
    return stack;
  }

  private async prepare(): Promise<void> {
    fs.cpSync(programs, this.folder, { recursive: true });
    // Where the floor's provider is looked for.
    fs.mkdirSync(path.join(this.folder, "node_modules", "f"), { recursive: true });
    fs.copyFileSync(path.join(programs, "f.js"), path.join(this.folder, "node_modules", "f", "index.js"));
    const runtime = "runtime:\n  name: nodejs\n  options:\n    typescript: false\n";
    fs.writeFileSync(path.join(this.folder, "Pulumi.yaml"), `name: bench\n${runtime}`);
    fs.writeFileSync(path.join(this.folder, "package.json"), '{ "name": "bench", "main": "index.js" }\n');
    fs.mkdirSync(path.join(this.folder, "state"));
    if (this.line.program === "ours") fs.writeFileSync(this.codesFile, JSON.stringify(await this.codes()));
    await this.run(["stack", "init", "test"]);
  }

  /** Runs a command of the engine to its end, and measures it. Fails where it fails. */
  async run(args: string[], env: Record<string, string> = {}): Promise<Measure> {
    const before = (await this.served()).length;
    const began = performance.now();
    const child = spawn("pulumi", [...args, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: { ...this.environment(), ...env },
    });
    const memory = watchMemory(child.pid ?? 0);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise((resolve) => child.on("close", resolve));
    const seconds = (performance.now() - began) / 1000;
    if (status !== 0)
      throw new Error(`pulumi ${args.join(" ")} of ${this.line.program} failed:\n${output.slice(-4000)}`);
    const calls: Record<string, number> = {};
    for (const call of (await this.served()).slice(before)) calls[call] = (calls[call] ?? 0) + 1;
    return { seconds, memory: memory(), calls, output };
  }

  /** The state's entries of the resources that are measured. */
  async entries(): Promise<Entry[]> {
    const { output } = await this.run(["stack", "export"]);
    const { deployment } = JSON.parse(output) as { deployment: { resources: Entry[] } };
    return deployment.resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
  }

  /** The size of the file that the engine writes at each step, in bytes. */
  fileSize(): number {
    const folder = path.join(this.folder, "state", ".pulumi", "stacks", "bench");
    const files = fs.readdirSync(folder).filter((name) => /^test\.json(\.gz)?$/.test(name));
    return Math.max(...files.map((name) => fs.statSync(path.join(folder, name)).size));
  }

  async close(): Promise<void> {
    await this.emulator.kill();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  get platform() {
    return this.emulator.ready;
  }

  private get codesFile(): string {
    return path.join(this.folder, "codes.json");
  }

  private async codes(): Promise<string[]> {
    const codes: string[] = [];
    for (let index = 0; index < this.count; index++) {
      const made = await this.emulator.call<{ code: string }>("POST", "/__emulator/codes", { element: "sfdc" });
      codes.push(made?.code ?? "");
    }
    return codes;
  }

  private async served(): Promise<string[]> {
    const log = (await this.emulator.call<{ method: string; path: string }[]>("GET", "/__emulator/requests")) ?? [];
    return log.map(({ method, path: served }) => `${method} ${served.replace(/\d+/g, "{id}")}`);
  }

  private environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|CLOUD_ELEMENTS)_/.test(name));
    return {
      ...Object.fromEntries(own),
      ...settingsFor(this.platform),
      ...this.line.env,
      PULUMI_HOME: path.join(work, "pulumi-home"),
      PULUMI_BACKEND_URL: `file://${path.join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "fake-passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // What a run has written is of no use to another.
      PULUMI_DISABLE_CHECKPOINT_BACKUPS: "true",
      BENCH_LINE: this.line.program,
      BENCH_N: String(this.count),
      ...(this.line.program === "ours" && { BENCH_CODES: this.codesFile }),
    };
  }
}
