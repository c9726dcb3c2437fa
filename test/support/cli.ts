import { spawn } from "node:child_process";
import path from "node:path";
import type { Project } from "./project";
import { transcripts } from "./secrets";

/** The command line, as the package installs it. */
export const program = path.resolve(__dirname, "../../dist/cli/main.js");

/** Runs the command line in a project's folder; whatever it prints for a person is kept, to be searched for secrets. */
export async function runCli(project: Project, args: string[], { input = "", env = {} } = {}) {
  const child = spawn("node", [program, ...args], {
    cwd: project.folder,
    env: { ...project.environment(), ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  transcripts.push({ title: args.join(" "), text: stderr });
  return { status, stdout, stderr };
}
