import { spawn } from "node:child_process";

/** A stack's config, by Pulumi's own CLI. A value is never among the arguments, which every user of the machine can read. */
export class PulumiConfig {
  private readonly stack: string[];

  constructor(stack: string | undefined) {
    this.stack = stack === undefined ? [] : ["--stack", stack];
  }

  /** Fails where there is no stack to store into, or no Pulumi: better before a person is asked for consent than after. */
  async expectStack(): Promise<void> {
    await this.run(["config", "--json"]);
  }

  /** A value, decrypted; undefined where it is not set. */
  async get(key: string): Promise<string | undefined> {
    try {
      return (await this.run(["config", "get", key])).replace(/\n$/, "");
    } catch (error) {
      if (error instanceof PulumiFailed && error.isMissingKey) return undefined;
      throw error;
    }
  }

  async setSecret(key: string, value: string): Promise<void> {
    await this.run(["config", "set", "--secret", key], value);
  }

  /** Everything that is set, decrypted, and the stack's name. */
  async all(): Promise<{ name: string; values: Map<string, { value: string; secret: boolean }> }> {
    const text = await this.run(["config", "--json", "--show-secrets"]);
    const entries = Object.entries(JSON.parse(text) as Record<string, { value?: string; secret?: boolean }>);
    const values = entries.map(([key, { value = "", secret = false }]) => [key, { value, secret }] as const);
    return { name: await this.name(), values: new Map(values) };
  }

  private async name(): Promise<string> {
    return this.stack[1] ?? (await this.run(["stack", "--show-name"])).trim();
  }

  private run(args: string[], input = ""): Promise<string> {
    return runPulumi([...args, ...this.stack, "--non-interactive"], args, input);
  }
}

/** What `pulumi version` prints; undefined where there is no Pulumi on PATH. */
export async function pulumiVersion(): Promise<string | undefined> {
  return runPulumi(["version"]).then(
    (text) => text.trim(),
    () => undefined,
  );
}

function runPulumi(args: string[], shown = args, input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, { stdio: "pipe" });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", (error) => reject(new PulumiFailed(shown, error.message)));
    child.on("close", (status) => (status === 0 ? resolve(stdout) : reject(new PulumiFailed(shown, stderr))));
    // A program that has ended already has no use for it.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

class PulumiFailed extends Error {
  readonly isMissingKey: boolean;

  constructor(args: string[], said: string) {
    super(`pulumi ${args.join(" ")} failed: ${said.trim()}`);
    this.isMissingKey = /configuration key '.*' not found/.test(said);
  }
}
