import { BenchStack, type Measure } from "./bench-stack";
import type { Line } from "./lines";
import { type Entry, type Parts, partsOf } from "./parts";

export const operations = ["up", "no-op up", "preview", "refresh", "update of one", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** A stack's whole life, measured. */
export interface Trial {
  line: Line;
  count: number;
  measures: Record<Operation, Measure>;
  /** Of one resource in the state: compact JSON, in bytes. */
  stateBytes: number;
  providerBytes: number;
  /** Of one resource: where the bytes are. */
  parts: Parts;
  /** Of the whole state, as the engine writes it. */
  fileBytes: number;
}

const yes = ["--yes", "--skip-preview"];
const commands: Record<Operation, { args: string[]; env?: Record<string, string> }> = {
  up: { args: ["up", ...yes] },
  "no-op up": { args: ["up", ...yes, "--expect-no-changes"] },
  preview: { args: ["preview", "--expect-no-changes"] },
  refresh: { args: ["refresh", ...yes] },
  "update of one": { args: ["up", ...yes], env: { BENCH_CHANGED: "true" } },
  destroy: { args: ["destroy", ...yes] },
};

export async function tryLine(line: Line, count: number): Promise<Trial> {
  const stack = await BenchStack.open(line, count);
  try {
    const measures = {} as Record<Operation, Measure>;
    let kept: Pick<Trial, "stateBytes" | "providerBytes" | "parts" | "fileBytes"> | undefined;
    for (const operation of operations) {
      const { args, env } = commands[operation];
      measures[operation] = await stack.run(args, env);
      kept ??= await sizes(stack);
    }
    return { line, count, measures, ...(kept as NonNullable<typeof kept>) };
  } finally {
    await stack.close();
  }
}

async function sizes(stack: BenchStack): Promise<Pick<Trial, "stateBytes" | "providerBytes" | "parts" | "fileBytes">> {
  const entries = await stack.entries();
  if (entries.length !== stack.count) throw new Error(`${entries.length} of ${stack.count} resources in the state`);
  const providers = entries.map(({ inputs }) => (typeof inputs?.__provider === "string" ? inputs.__provider : ""));
  const [entry] = entries as [Entry];
  return {
    stateBytes: median(entries.map((entry) => Buffer.byteLength(JSON.stringify(entry)))),
    providerBytes: median(providers.map((text) => Buffer.byteLength(text))),
    parts: partsOf(entry),
    fileBytes: stack.fileSize(),
  };
}

/** The one in the middle, or between the two that are. NaN of none. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
