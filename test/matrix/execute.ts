import { execFile } from "node:child_process";

/** Runs a command to its end, and gives what it prints. Nothing of an outer npm steers it. */
export function execute(
  cwd: string,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<string> {
  const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...outer, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: 600_000 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`));
      else resolve(stdout + stderr);
    });
    child.stdin?.end();
  });
}
