import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Project } from "./project";
import { transcripts } from "./secrets";

/** The command line, as the package installs it. */
const program = path.resolve(__dirname, "../../dist/cli/main.js");

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A command that runs. */
export interface Running {
  child: ChildProcess;
  /** Waits until it has written something for the person. Fails where it ends before. */
  says(words: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<Ended>;
}

interface Options {
  env?: Record<string, string>;
}

/** Starts the command line in a project's folder; whatever it prints for a person is kept, to be searched for secrets. */
export function startCli(project: Project, args: string[], { env = {} }: Options = {}): Running {
  return start("node", [program, ...args], args, project, env);
}

/** The same in a terminal of its own, which shows what is typed unless it is told not to; all it shows is in `stdout`. */
export function startInTerminal(project: Project, args: string[], options: Options = {}): Running {
  return startAnyInTerminal(project, ["node", program, ...args], options);
}

/** Any command in a terminal of its own. */
export function startAnyInTerminal(project: Project, command: string[], { env = {} }: Options = {}): Running {
  const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const script = ["--quiet", "--flush", "--return", "--command", words.join(" "), "/dev/null"];
  return start("script", script, command, project, { TERM: "xterm", ...env });
}

/** Runs it to its end. */
export async function runCli(project: Project, args: string[], { input = "", env = {} } = {}): Promise<Ended> {
  const { child, ended } = startCli(project, args, { env });
  child.stdin?.end(input);
  return ended;
}

function start(
  command: string,
  args: string[],
  title: string[],
  project: Project,
  env: Record<string, string>,
): Running {
  const child = spawn(command, args, { cwd: project.folder, env: { ...project.environment(), ...env } });
  const said = { stdout: "", stderr: "" };
  let look = () => {};
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString();
      look();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (status) => {
      // With --print, stdout is the code itself.
      const isPrinted = command === "node";
      transcripts.push({ title: title.join(" "), text: isPrinted ? said.stderr : said.stdout });
      resolve({ status, ...said });
    });
  });
  const says = (words: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      look = () => {
        const found = words.exec(said.stdout + said.stderr);
        if (found) resolve(found);
      };
      look();
      void ended.then(({ stdout, stderr }) =>
        reject(new Error(`it ended before it said ${words}:\n${stdout}${stderr}`)),
      );
    });
  return { child, says, ended };
}
