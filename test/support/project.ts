import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { transcripts } from "./secrets";

const repository = path.resolve(__dirname, "../..");
/** Where all projects, states and configs of one test run lie: searched for secrets at its end. */
export const work = path.join(repository, ".work", "test");

export interface Run {
  status: number;
  /** What a person sees: both streams. */
  output: string;
}

export interface StateResource {
  type: string;
  urn: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
}

/** What the program of {@link specProject} declares: arguments by resource name; `get` reads an id; `secret` marks a value. */
export interface Spec {
  instances?: Record<string, Record<string, unknown>>;
  get?: Record<string, string>;
  import?: Record<string, string>;
  /** Exports the OAuth URL that these arguments lead to. */
  oauthUrl?: Record<string, string>;
  /** Exports what is found under the id of the instance of this name. */
  lookUp?: string;
}

/** A Pulumi project in a folder of its own with one stack, run by the real engine. */
export class Project {
  readonly folder: string;
  private ready = false;

  constructor(
    readonly name: string,
    readonly env: Record<string, string>,
    folder?: string,
  ) {
    this.folder = folder ?? path.join(work, "projects", `${name}-${randomBytes(4).toString("hex")}`);
    fs.mkdirSync(this.folder, { recursive: true });
  }

  /** What everything that belongs to this project is run with. */
  environment(): NodeJS.ProcessEnv {
    const state = path.join(this.folder, "state");
    fs.mkdirSync(state, { recursive: true });
    return {
      ...inherited(),
      PULUMI_HOME: path.join(work, "pulumi-home"),
      // Else a kill in the middle of writing can leave an empty file beside the state, which the engine then cannot read.
      PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "fake-passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      ...this.env,
    };
  }

  /** Runs `pulumi`; whatever it prints is kept, to be searched for secrets. */
  async pulumi(args: string[], { input = "", env = {} } = {}): Promise<Run> {
    const run = await new Promise<Run>((resolve) => {
      const child = execFile(
        "pulumi",
        [...args, "--non-interactive", "--color=never"],
        {
          cwd: this.folder,
          maxBuffer: 256 * 1024 * 1024,
          env: { ...this.environment(), ...env },
        },
        (error, stdout, stderr) => {
          const status = error ? (typeof error.code === "number" ? error.code : 1) : 0;
          resolve({ status, output: stdout + stderr });
        },
      );
      child.stdin?.end(input);
    });
    // Who asks for secrets gets them: that is no leak.
    if (!args.includes("--show-secrets") && !(args[0] === "config" && args[1] === "get")) {
      transcripts.push({ title: `${this.name}: pulumi ${args.join(" ")}`, text: run.output });
    }
    return run;
  }

  async succeed(args: string[], options?: Parameters<Project["pulumi"]>[1]): Promise<string> {
    await this.initialize();
    const run = await this.pulumi(args, options);
    if (run.status !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${run.output}`);
    return run.output;
  }

  async fail(args: string[], options?: Parameters<Project["pulumi"]>[1]): Promise<string> {
    await this.initialize();
    const run = await this.pulumi(args, options);
    if (run.status === 0) throw new Error(`pulumi ${args.join(" ")} was expected to fail:\n${run.output}`);
    return run.output;
  }

  up = (...args: string[]) => this.succeed(["up", "--yes", "--skip-preview", ...args]);
  failingUp = (...args: string[]) => this.fail(["up", "--yes", "--skip-preview", ...args]);
  refresh = (...args: string[]) => this.succeed(["refresh", "--yes", "--skip-preview", ...args]);
  destroy = (...args: string[]) => this.succeed(["destroy", "--yes", "--skip-preview", ...args]);
  /** Fails unless the program asks for nothing that is not there. */
  expectNoChanges = () => this.succeed(["preview", "--diff", "--expect-no-changes"]);
  /** Fails unless the platform holds what the state says. */
  expectNoDrift = () => this.refresh("--expect-no-changes");

  async setConfig(key: string, value: string, secret = false): Promise<void> {
    await this.succeed(["config", "set", key, ...(secret ? ["--secret"] : [])], { input: value });
  }

  /** A config value, decrypted; undefined where it is not set. */
  async config(key: string): Promise<string | undefined> {
    const { status, output } = await this.pulumi(["config", "get", key]);
    return status === 0 ? output.trim() : undefined;
  }

  async export(): Promise<string> {
    return this.succeed(["stack", "export"]);
  }

  /** The resources of the state that are element instances, by name. */
  async state(...args: string[]): Promise<Record<string, StateResource>> {
    const exported = JSON.parse(await this.succeed(["stack", "export", ...args])) as {
      deployment: { resources?: StateResource[] };
    };
    const resources = (exported.deployment.resources ?? []).filter(({ type }) => type.includes("cloud-elements"));
    return Object.fromEntries(resources.map((each) => [each.urn.split("::").pop() ?? "", each]));
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.succeed(["stack", "output", "--json", "--show-secrets"])) as Record<string, unknown>;
  }

  private async initialize(): Promise<void> {
    if (this.ready) return;
    this.ready = true;
    const run = await this.pulumi(["stack", "select", "test", "--create"]);
    if (run.status !== 0) throw new Error(run.output);
  }
}

// Whoever runs the tests may use Pulumi and Cloud Elements for real: none of that reaches a test.
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI|CLOUD_ELEMENTS)_/.test(name)));
}

/** A project whose program declares what the test writes down. Plain JavaScript, to start fast. */
export function specProject(name: string, env: Record<string, string>): Project & { write(spec: Spec): void } {
  const project = new Project(name, { ...env });
  fs.writeFileSync(
    path.join(project.folder, "Pulumi.yaml"),
    "name: spec\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
  fs.writeFileSync(path.join(project.folder, "package.json"), '{ "name": "spec", "main": "index.js" }\n');
  fs.copyFileSync(path.join(__dirname, "spec-program.js"), path.join(project.folder, "index.js"));
  return Object.assign(project, {
    // In the environment, not in a file: the folder is searched for secrets afterwards.
    write(spec: Spec) {
      project.env.TEST_SPEC = JSON.stringify(spec);
    },
  });
}

/** A project that is a copy of an example. */
export function exampleProject(example: string, env: Record<string, string>): Project {
  const project = new Project(example, env);
  const source = path.join(repository, "examples", example);
  for (const file of ["Pulumi.yaml", "package.json", "index.ts"]) {
    fs.copyFileSync(path.join(source, file), path.join(project.folder, file));
  }
  return project;
}
