import { execFileSync } from "node:child_process";
import fs from "node:fs";

/** Ends a process that a test has started, by its id, and everything that it has started in turn. No process gets to tidy up. */
export function killFamily(pid: number): void {
  for (const each of [pid, ...descendants(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** The ids of all processes that a process has started, and those that they have. */
export function descendants(pid: number): number[] {
  const found = new Set([pid]);
  const all = pairs();
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [child, parent] of all) if (found.has(parent)) found.add(child);
  }
  found.delete(pid);
  return [...found];
}

/** Each process of the machine, with the one that has started it. */
function pairs(): [child: number, parent: number][] {
  if (!fs.existsSync("/proc/self/stat")) {
    const lines = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [number, number][] => {
      try {
        // The second field is a name in brackets, which may hold anything.
        const [, parent] = /^\d+ .*\) \S (\d+) /s.exec(fs.readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
        return [[Number(name), Number(parent)]];
      } catch {
        return [];
      }
    });
}
