import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { killFamily } from "../support/processes";
import { work as testWork } from "../support/project";
import { fakeSecret, rememberSecret, transcripts } from "../support/secrets";

const program = path.resolve(__dirname, "../../examples/fleet/src/main.ts");

/** A span of time in which a worker was at a tenant. */
interface Span {
  worker: number;
  tenant: string;
  began: number;
  ended: number;
}

/** What a fleet needs: its list, its secrets, its environment; and the programs that it is driven by. */
export class FleetRun {
  readonly spans: Span[] = [];
  readonly list: string;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "fleet-"));
  private readonly workers = new Map<number, ChildProcess>();
  private readonly env: Record<string, string>;

  constructor(
    readonly tenants: string[],
    env: Record<string, string>,
  ) {
    this.list = path.join(this.folder, "tenants.csv");
    const rows = tenants.map((tenant) => `${tenant},,u@example.com,${tenant}`);
    fs.writeFileSync(this.list, ["tenant,platform,username,subdomain", ...rows, ""].join("\n"));
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|CLOUD_ELEMENTS|PG|FLEET)/.test(name));
    this.env = {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      PULUMI_HOME: path.join(testWork, "pulumi-home"),
      PULUMI_CONFIG_PASSPHRASE: "fake-passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      FLEET_SECRETS: path.join(this.folder, "secrets.json"),
      ...env,
    };
  }

  /** Writes down the secrets of each tenant: a code for each, in the order of the tenants. */
  giveSecrets(codes: string[]): void {
    const all = this.tenants.map((tenant, index) => [
      tenant,
      {
        servicenowPassword: fakeSecret(`password-${tenant}`),
        sendgridKey: fakeSecret(`key-${tenant}`),
        salesforceCode: rememberSecret(`code of ${tenant}`, codes[index] ?? ""),
        salesforceApiKey: "fake-app",
        salesforceApiSecret: fakeSecret(`api-secret-${tenant}`),
      },
    ]);
    fs.writeFileSync(this.env.FLEET_SECRETS ?? "", JSON.stringify(Object.fromEntries(all)));
  }

  /** Takes the secrets of one tenant away. */
  takeSecrets(tenant: string): void {
    const file = this.env.FLEET_SECRETS ?? "";
    const all = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
    delete all[tenant];
    fs.writeFileSync(file, JSON.stringify(all));
  }

  /** Starts a worker; gives its process id once it is ready. Its words are kept, and when it was at which tenant. */
  async startWorker(wrapper: string[] = [], env: Record<string, string> = {}): Promise<number> {
    const child = this.spawn(["worker"], wrapper, env);
    const pid = child.pid ?? 0;
    this.workers.set(pid, child);
    const at = new Map<string, Span>();
    const ready = new Promise<void>((resolve, reject) => {
      let said = "";
      const read = (line: string) => {
        if (line.includes("is ready")) resolve();
        const [, tenant, end] = /^\w+ ([\w-]+)(:| failed:)?/.exec(line) ?? [];
        if (tenant === undefined || !this.tenants.includes(tenant)) return;
        const span = at.get(tenant);
        if (end && span) {
          span.ended = Date.now();
          at.delete(tenant);
        } else if (!end) {
          const begun = { worker: pid, tenant, began: Date.now(), ended: Infinity };
          at.set(tenant, begun);
          this.spans.push(begun);
        }
      };
      let rest = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        said += chunk.toString();
        lines.forEach(read);
      });
      child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      child.on("exit", () => {
        for (const span of at.values()) span.ended = Date.now();
        transcripts.push({ title: `fleet worker ${pid}`, text: said });
        reject(new Error(`the worker ended before it was ready:\n${said}`));
      });
    });
    await ready;
    return pid;
  }

  /** Ends a worker and all that it has started, at once. */
  kill(worker: number): void {
    killFamily(worker);
    this.workers.delete(worker);
  }

  /** Lets every worker end what it is at. */
  async stopWorkers(): Promise<void> {
    const all = [...this.workers.values()];
    this.workers.clear();
    await Promise.all(
      all.map((child) => {
        const ended = new Promise((resolve) => child.on("exit", resolve));
        const isOver = child.exitCode !== null || child.signalCode !== null;
        return isOver ? Promise.resolve() : (child.kill("SIGTERM"), ended);
      }),
    );
  }

  /** Runs a command of the fleet to its end. */
  async run(...args: string[]): Promise<{ status: number | null; output: string; seconds: number }> {
    const began = Date.now();
    const child = this.spawn(args);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    transcripts.push({ title: `fleet ${args.join(" ")}`, text: output });
    return { status, output, seconds: (Date.now() - began) / 1000 };
  }

  /** Tenants that two workers were at, at the same time. */
  overlaps(): string[] {
    const found = this.spans.filter((one) =>
      this.spans.some(
        (other) => one !== other && one.tenant === other.tenant && one.began < other.ended && other.began < one.ended,
      ),
    );
    return [...new Set(found.map(({ tenant }) => tenant))];
  }

  close(): void {
    for (const pid of this.workers.keys()) this.kill(pid);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private spawn(args: string[], wrapper: string[] = [], env: Record<string, string> = {}): ChildProcess {
    const [command = "", ...words] = [...wrapper, process.execPath, "--require", "tsx/cjs", program, ...args];
    return spawn(command, words, { env: { ...this.env, ...env }, cwd: path.resolve(__dirname, "../..") });
  }
}
