import { execFile } from "node:child_process";

const longestMs = 60_000;
const largest = 1024 * 1024 * 1024;

/**
 * Looks into the stack's state, as it was when the run began or was last saved, by Pulumi's own CLI: the engine tells a
 * provider nothing of it. Asked only where an instance is found of which it has to be known, and once in a run.
 */
export class StackState {
  private readonly ids = new Map<string, Promise<Set<string> | undefined>>();

  /** Whether the state of the resource's stack has the instance; undefined where that cannot be known. */
  async has(id: string, urn: string): Promise<boolean | undefined> {
    const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
    if (stack === undefined) return undefined;
    let ids = this.ids.get(stack);
    if (!ids) {
      // By its name alone where the project's file is at hand, as in a program's own folder; an inline program of the
      // Automation API runs elsewhere, and a backend of one's own takes the whole name there.
      ids = idsOf(stack).then((found) => found ?? idsOf(`organization/${project}/${stack}`));
      this.ids.set(stack, ids);
    }
    return (await ids)?.has(id);
  }
}

function idsOf(stack: string): Promise<Set<string> | undefined> {
  return new Promise((resolve) => {
    // Secrets stay as they are in it: encrypted.
    const args = ["stack", "export", "--stack", stack, "--non-interactive"];
    execFile("pulumi", args, { timeout: longestMs, maxBuffer: largest }, (error, stdout) => {
      resolve(error ? undefined : read(stdout));
    });
  });
}

function read(text: string): Set<string> | undefined {
  try {
    const { deployment } = JSON.parse(text) as { deployment?: { resources?: { type?: string; id?: string }[] } };
    const resources = deployment?.resources ?? [];
    const ours = resources.filter(({ type }) => type?.endsWith("cloud-elements:ElementInstance"));
    return new Set(ours.map(({ id }) => id ?? ""));
  } catch {
    return undefined;
  }
}
