import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { repository, work } from "../setup/paths.mjs";

export const stack = "demo";

/** Where a person who wants to watch has an emulator listen, as npm start tells them. */
export const watchPort = 8970;

/**
 * An emulator with its data from last time, and the environment in which `pulumi` finds it, a state backend in a folder
 * of this repository, and nothing of the user's own Pulumi. The emulator lives as long as the session.
 */
export async function openSession() {
  const home = path.join(work, "demo");
  for (const folder of ["state", "pulumi-home"])
    fs.mkdirSync(path.join(home, folder), { recursive: true, mode: 0o700 });
  const emulator = await startEmulator(path.join(home, "emulator"));
  const env = {
    ...process.env,
    CLOUD_ELEMENTS_BASE_URL: await watched(emulator),
    CLOUD_ELEMENTS_USER_SECRET: emulator.userSecret,
    CLOUD_ELEMENTS_ORGANIZATION_SECRET: emulator.organizationSecret,
    PULUMI_BACKEND_URL: `file://${path.join(home, "state")}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(home),
    PULUMI_HOME: path.join(home, "pulumi-home"),
    PULUMI_STACK: stack,
  };
  delete env.PULUMI_CONFIG_PASSPHRASE;
  return { baseUrl: emulator.baseUrl, env, close: emulator.close };
}

/** Runs `pulumi` in the session; its output goes to the terminal. Gives its exit status. */
export async function pulumi(session, args) {
  const child = spawn("pulumi", args, { cwd: repository, env: session.env, stdio: "inherit" });
  const [status] = await once(child, "exit");
  return status ?? 1;
}

/** Runs `pulumi` and gives what it prints. A secret goes in by the standard input, never by an argument. */
export async function askPulumi(session, args, input = "") {
  const child = spawn("pulumi", [...args, "--non-interactive"], { cwd: repository, env: session.env });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdin.end(input);
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`pulumi ${args.join(" ")} ended with status ${status}:\n${stderr}`);
  return stdout;
}

async function startEmulator(data) {
  const program = path.join(repository, "emulator/bin/cloud-elements-emulator.js");
  // In a group of its own: Ctrl-C is for pulumi, which needs the API to finish what it has begun.
  const child = spawn("node", [program, "--data", data, "--stop-with-stdin"], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = readline.createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, "line"), ended]);
  if (typeof first !== "string") throw new Error("The emulator ended before it was ready.");
  const close = async () => {
    child.stdin.end();
    await ended;
  };
  return { ...JSON.parse(first), close };
}

/** The requests go to the emulator whose page somebody watches, if there is one: it has the same data, and so the same secrets. */
async function watched({ baseUrl, userSecret, organizationSecret }) {
  const watchedUrl = `http://127.0.0.1:${watchPort}${new URL(baseUrl).pathname}`;
  const authorization = `User ${userSecret}, Organization ${organizationSecret}`;
  const answer = await fetch(`${watchedUrl}/instances/count`, { headers: { authorization } }).catch(() => undefined);
  return answer?.ok ? watchedUrl : baseUrl;
}

function passphraseFile(home) {
  const file = path.join(home, "passphrase");
  if (!fs.existsSync(file)) {
    // What an earlier passphrase has encrypted cannot be read any more: somebody has removed .work to begin anew.
    fs.rmSync(path.join(repository, `Pulumi.${stack}.yaml`), { force: true });
    fs.writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return file;
}
