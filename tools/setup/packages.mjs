import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { repository } from "./paths.mjs";
import { report } from "./report.mjs";
import { runCommand } from "./run-command.mjs";

/** Installs what package-lock.json names, where that is not what is installed already. */
export async function installPackages(env) {
  const lock = fs.readFileSync(path.join(repository, "package-lock.json"));
  const digest = createHash("sha256").update(lock).digest("hex");
  const mark = path.join(repository, "node_modules/.installed-lock");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === digest) return;

  report("installing the packages of package-lock.json");
  // No package of ours needs its install script; not running them keeps other people's code out of the set-up.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  await runCommand("npm", args, { cwd: repository, env });
  fs.writeFileSync(mark, digest);
}
