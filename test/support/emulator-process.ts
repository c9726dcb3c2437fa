import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";

const program = path.resolve(__dirname, "../../emulator/bin/cloud-elements-emulator.js");

/** What it prints when it is ready. */
export interface Ready {
  baseUrl: string;
  userSecret: string;
  organizationSecret: string;
}

/** An emulator in a process of its own, which can be killed and started again with what it had. */
export class EmulatorProcess {
  private constructor(
    private readonly flags: string[],
    private child: ChildProcess,
    readonly ready: Ready,
  ) {}

  /** Starts one with the given flags; without `--data DIR` it keeps nothing. */
  static async start(...flags: string[]): Promise<EmulatorProcess> {
    const { child, ready } = await launch(flags, 0);
    return new EmulatorProcess(flags, child, ready);
  }

  async killAndRestart(): Promise<void> {
    await this.kill();
    ({ child: this.child } = await launch(this.flags, Number(new URL(this.ready.baseUrl).port)));
  }

  async kill(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }

  /** A call of the API or, with an absolute path, of the emulator itself; undefined where it fails. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    const { baseUrl, userSecret, organizationSecret } = this.ready;
    const url = path.startsWith("/__emulator") ? new URL(path, baseUrl) : baseUrl + path;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `User ${userSecret}, Organization ${organizationSecret}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return response.ok && text !== "" ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  }
}

async function launch(flags: string[], port: number): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn("node", [program, ...flags, "--port", String(port), "--stop-with-stdin"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("the emulator has no output");
  const lines = readline.createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, "line"), once(child, "exit")])) as unknown[];
  if (typeof line !== "string") throw new Error("the emulator ended before it was ready");
  return { child, ready: JSON.parse(line) as Ready };
}
