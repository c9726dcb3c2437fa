import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pulumiHome, repository, withPath } from "./paths.mjs";
import { report } from "./report.mjs";
import { runCommand } from "./run-command.mjs";

/** The oldest engine that this repository's programs are tried with, and the one that its own modules build. */
export const oldest = "3.200.0";

// An engine is four programs in one folder; a CLI without its Node.js language host can run nothing of ours.
const languageHost = "pulumi-language-nodejs";
const dynamicHost = "pulumi-resource-pulumi-nodejs";
const policyHost = "pulumi-analyzer-policy";
const programs = ["pulumi", languageHost, dynamicHost, policyHost];

/** The folder of a complete engine that is recent enough, found or made in the order that the README gives. */
export async function findEngine(env, ways = [onPath, installedEarlier, downloaded, built]) {
  const reasons = [];
  for (const way of ways) {
    try {
      const found = await way(env);
      if (found) return found;
      reasons.push(`${way.label}: none`);
    } catch (error) {
      reasons.push(`${way.label}: ${error.message}`);
    }
  }
  throw new Error(
    `No Pulumi engine could be found or made.\n  ${reasons.join("\n  ")}\n` +
      `Install Pulumi ${oldest} or newer (https://www.pulumi.com/docs/install), or Go 1.24 or newer to have it built here.`,
  );
}

async function onPath(env) {
  const folder = env.PATH.split(path.delimiter).find((each) => each && fs.existsSync(path.join(each, "pulumi")));
  return folder && (await isUsable(folder, env)) ? folder : undefined;
}
onPath.label = "on PATH";

async function installedEarlier(env) {
  const versions = path.join(pulumiHome, "versions");
  const all = fs.existsSync(versions) ? fs.readdirSync(versions) : [];
  // Not what a build that was interrupted has left.
  const names = all.filter((name) => /^v?\d+\.\d+\.\d+$/.test(name)).sort(compareVersions);
  for (const name of names.reverse()) {
    const folder = path.join(versions, name, "bin");
    if (await isUsable(folder, env)) return folder;
  }
  return undefined;
}
installedEarlier.label = "installed earlier";

async function downloaded(env) {
  const require = createRequire(path.join(repository, "package.json"));
  const { version } = require("@pulumi/pulumi/package.json");
  const root = path.join(pulumiHome, "versions", version);
  report(`no Pulumi engine here yet: trying the official download of ${version}`);
  // In a process of its own, so that a network that answers nothing costs a bounded time.
  const script =
    "const { PulumiCommand } = require('@pulumi/pulumi/automation');" +
    "PulumiCommand.install({ root: process.argv[1] }).catch((error) => { console.error(error.message); process.exit(1); });";
  await runCommand("node", ["-e", script, root], { cwd: repository, env, limitMs: 180_000 });
  const folder = path.join(root, "bin");
  return (await isUsable(folder, env)) ? folder : undefined;
}
downloaded.label = "official download";

async function built(env) {
  await runCommand("go", ["version"], { env }).catch(() => {
    throw new Error("there is no Go on PATH to build one with");
  });
  report(`building Pulumi ${oldest} from its Go modules (some minutes, once)`);
  const root = path.join(pulumiHome, "versions", oldest);
  // Built beside its place and renamed into it: an interrupted build never looks like an engine.
  const draft = `${root}.draft-${process.pid}`;
  const bin = path.join(draft, "bin");
  fs.mkdirSync(bin, { recursive: true });
  try {
    const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${oldest}`;
    const sdk = "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs";
    await goBuild("nodejs-host", sdk, path.join(bin, languageHost), "-s -w", env);
    report("the language host is built, now the CLI");
    await goBuild("cli", "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", path.join(bin, "pulumi"), `-s -w ${stamp}`, env);
    // Two are scripts: one comes with the SDK from npm, one with the SDK's Go module.
    const module = await goModule("cli", "github.com/pulumi/pulumi/sdk/v3", env);
    for (const script of [
      path.join(repository, "node_modules/@pulumi/pulumi", dynamicHost),
      path.join(module, "nodejs/dist", policyHost),
    ]) {
      const target = path.join(bin, path.basename(script));
      fs.copyFileSync(script, target);
      fs.chmodSync(target, 0o755);
    }
    fs.rmSync(root, { recursive: true, force: true });
    fs.renameSync(draft, root);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return path.join(root, "bin");
}
built.label = "build from Go modules";

async function goBuild(module, target, output, flags, env) {
  const cwd = path.join(repository, "tools/engine", module);
  const args = ["build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", output, target];
  await runCommand("go", args, { cwd, env: { ...env, GOWORK: "off" }, limitMs: 20 * 60_000 });
}

/** The folder in which Go keeps the files of a module. */
async function goModule(module, name, env) {
  const cwd = path.join(repository, "tools/engine", module);
  return (
    await runCommand("go", ["list", "-m", "-f", "{{.Dir}}", name], { cwd, env: { ...env, GOWORK: "off" } })
  ).trim();
}

async function isUsable(folder, env) {
  if (!programs.every((each) => fs.existsSync(path.join(folder, each)))) return false;
  const answer = await runCommand(path.join(folder, "pulumi"), ["version"], {
    env: withPath([folder], { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" }),
    limitMs: 30_000,
  }).catch(() => "");
  return compareVersions(answer.trim(), oldest) >= 0;
}

/** Orders two versions of the form 3.200.0 or v3.200.0; anything else comes before every version. */
export function compareVersions(left, right) {
  const [a, b] = [left, right].map((text) => /^v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number) ?? [-1, 0, 0]);
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
