import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { execute } from "./execute";

const home = path.join(__dirname, "tools");
const modules = path.join(home, "node_modules");

/** Installs the package managers and runtimes of tools/package.json, once; they touch nothing else on the machine. */
export async function installTools(): Promise<void> {
  const lock = path.join(home, "package-lock.json");
  const installed = path.join(modules, ".package-lock.json");
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  await execute(home, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

export const pnpm = path.join(modules, "pnpm/bin/pnpm.mjs");
export const yarn = path.join(modules, "@yarnpkg/cli-dist/bin/yarn.js");

/** The folder of a Node.js of that major version. */
export const nodeFolder = (major: string) =>
  path.join(modules, `node${major}-${process.platform}-${process.arch}`, "bin");

const arm = process.arch === "arm64";
/** What runs a program besides Node.js. */
export const runtimes = {
  bun: path.join(modules, `@oven/bun-${process.platform}-${arm ? "aarch64" : "x64"}/bin/bun`),
  deno: path.join(
    modules,
    `@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}/deno`,
  ),
};

/** Yarn reads no .npmrc: it is told what npm is configured with. */
export function registryForYarn(): Record<string, string> {
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const authorities = process.env.NODE_EXTRA_CA_CERTS;
  return { YARN_NPM_REGISTRY_SERVER: registry, ...(authorities && { YARN_HTTPS_CA_FILE_PATH: authorities }) };
}
