import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Everything that a command writes while it runs: state, the emulator's data, test output. Ignored by git. */
export const work = path.join(repository, ".work");

/** Where Pulumi's own tools share installed engines: <home>/versions/<version>/bin. */
export const pulumiHome = process.env.PULUMI_HOME || path.join(os.homedir(), ".pulumi");

/** The environment of everything that the set-up starts: its programs come before those of the machine. */
export function withPath(directories, env = process.env) {
  return { ...env, PATH: [...directories, env.PATH].join(path.delimiter) };
}
