import fs from "node:fs";
import { descendants } from "../support/processes";

/** Peak memory in MB, by what a process is. */
export type Memory = Partial<Record<"engine" | "language host" | "program" | "provider", number>>;

const everyMs = 250;

/** Watches a process and all that it starts, until the returned function is called. */
export function watchMemory(pid: number): () => Memory {
  const peaks: Memory = {};
  const look = () => {
    for (const each of [pid, ...descendants(pid)]) {
      const found = peakOf(each);
      if (found) peaks[found.kind] = Math.max(peaks[found.kind] ?? 0, found.megabytes);
    }
  };
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    return peaks;
  };
}

// The kernel keeps the highest resident size of each process itself, so that nothing between two looks is missed.
function peakOf(pid: number): { kind: keyof Memory; megabytes: number } | undefined {
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    const kind = kindOf(words);
    return kind && kilobytes ? { kind, megabytes: Number(kilobytes) / 1024 } : undefined;
  } catch {
    // It has ended, or this system has no /proc.
    return undefined;
  }
}

function kindOf(words: string): keyof Memory | undefined {
  if (words.includes("dynamic-provider")) return "provider";
  if (words.includes("pulumi-language-nodejs")) return "language host";
  if (words.includes("cmd/run")) return "program";
  return /(^|\/)pulumi\0/.test(words) ? "engine" : undefined;
}
