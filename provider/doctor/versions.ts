import { failed, type Finding, ok } from "./finding";

/** The oldest versions that this package is tried with: package.json's `engines` and peer, and the engine of its tests. */
export const oldest = { node: "22.0.0", pulumi: "3.200.0", sdk: "3.249.0" };

export function checkNode(version: string): Finding {
  if (isAtLeast(version, oldest.node)) return ok("node", `Node.js ${version}`);
  return failed("node", `Node.js ${version} is too old`, `Install Node.js ${major(oldest.node)} or newer.`);
}

/** @param version as `pulumi version` prints it; undefined where there is no such program */
export function checkPulumi(version: string | undefined): Finding {
  const advice = `Install Pulumi ${oldest.pulumi} or newer: https://www.pulumi.com/docs/install`;
  if (version === undefined) return failed("pulumi", "there is no program pulumi on PATH", advice);
  const plain = version.replace(/^v/, "");
  return isAtLeast(plain, oldest.pulumi)
    ? ok("pulumi", `Pulumi ${plain}`)
    : failed("pulumi", `Pulumi ${plain} is too old`, advice);
}

/** @param version of the `@pulumi/pulumi` that a program in this folder loads; undefined where there is none */
export function checkSdk(version: string | undefined): Finding {
  const advice = `npm install @pulumi/pulumi@^${oldest.sdk}, in the folder of the program`;
  if (version === undefined) return failed("sdk", "@pulumi/pulumi is not installed for this folder", advice);
  return isAtLeast(version, oldest.sdk)
    ? ok("sdk", `@pulumi/pulumi ${version}`)
    : failed("sdk", `@pulumi/pulumi ${version} is too old`, advice);
}

function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((each) => each.split(/[.+-]/).slice(0, 3).map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const major = (version: string) => version.split(".")[0];
