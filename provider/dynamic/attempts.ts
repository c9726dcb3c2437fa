import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Attempts } from "../lifecycle/context";

/** Notes as empty files, one for each attempt, in Pulumi's own folder on this machine (`PULUMI_HOME`). */
export function attemptsIn(environment: Record<string, string | undefined>): Attempts {
  const home = environment.PULUMI_HOME || path.join(os.homedir(), ".pulumi");
  const folder = path.join(home, "cloud-elements", "attempts");
  // The tag ends with a digest, whose characters every file system takes.
  const fileOf = (tag: string) => path.join(folder, tag.replace(/^pulumi:/, ""));
  return {
    async notedAt(tag) {
      return (await stat(fileOf(tag)).catch(() => undefined))?.mtimeMs;
    },
    async note(tag) {
      await mkdir(folder, { recursive: true })
        .then(() => writeFile(fileOf(tag), ""))
        .catch(() => undefined);
    },
    async forget(tag) {
      await rm(fileOf(tag), { force: true }).catch(() => undefined);
    },
  };
}
