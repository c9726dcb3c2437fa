import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execute } from "./execute";

/** Packs this package as npm publishes it; it must be built. Gives the file's path. */
export async function pack(destination: string): Promise<string> {
  const repository = path.resolve(__dirname, "../..");
  const said = await execute(repository, "npm", [
    "pack",
    "--ignore-scripts",
    "--json",
    "--pack-destination",
    destination,
  ]);
  const name = /"filename": "([^"]+)"/.exec(said)?.[1];
  if (name === undefined) throw new Error(`npm pack named no file:\n${said}`);
  return path.join(destination, name);
}

/** The tarball of a suite of tests: packed before them, removed after them. */
export function packedForTests(): () => string {
  let folder: string;
  let tarball: string;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-pack-"));
    tarball = await pack(folder);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return () => tarball;
}
