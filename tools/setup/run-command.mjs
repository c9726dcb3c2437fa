import { spawn } from "node:child_process";

/**
 * Runs a program to its end and gives back what it wrote. Never through a shell, so that no argument is read twice.
 * Throws with the program's last words when it fails or cannot be started.
 */
export function runCommand(command, args, { cwd, env, limitMs = 15 * 60_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: limitMs });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === 0) return resolve(stdout);
      const lastWords = (stderr || stdout).trim().split("\n").slice(-15).join("\n");
      reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? `status ${status}`}:\n${lastWords}`));
    });
  });
}
