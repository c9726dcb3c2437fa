import path from "node:path";
import { repository } from "./paths.mjs";
import { runCommand } from "./run-command.mjs";

/** Compiles the provider and the emulator; TypeScript's build mode leaves alone what is up to date. */
export async function build(env) {
  const compiler = path.join(repository, "node_modules/typescript/bin/tsc");
  await runCommand("node", [compiler, "--build", "provider", "emulator"], { cwd: repository, env });
}
