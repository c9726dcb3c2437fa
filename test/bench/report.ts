import os from "node:os";
import type { Large, Setting } from "./extras";
import { lines } from "./lines";
import type { Parts } from "./parts";
import { peakOf, type Results, secondsOf, trialsOf } from "./results";
import { targets } from "./targets";
import { median, operations } from "./trial";

const names = Object.values(lines).map(({ name }) => name);

/** The results as a page of Markdown. */
export function report(results: Results, { command, when }: { command: string; when: Date }): string {
  const sizes = [...new Set(results.trials.map(({ count }) => count))];
  const reference = sizes.includes(500) ? 500 : Math.max(...sizes);
  return [
    `# Benchmark, ${when.toISOString().slice(0, 10)}`,
    `\`${command}\`, on ${machine()}. Seconds of whole commands of Pulumi's engine on a \`file://\` backend: the median, and the spread ` +
      "where there is more than one round. In each round all lines run one after the other; ratios are of the same round. " +
      "**textbook** is a dynamic provider as the documentation teaches it, which does nothing; **ours** makes real calls to the " +
      "emulator in another process; the **floor** is the least dynamic resource there can be; in **fast mode** the engine writes " +
      "its state at the end only (`PULUMI_SKIP_CHECKPOINTS=true PULUMI_EXPERIMENTAL=true`).",
    "![first up, by size](up.svg)",
    "## Targets",
    targetTable(results, reference),
    ...sizes.flatMap((count) => [`## ${count} resources`, timeTable(results, count), sizeTable(results, count)]),
    "## Where the bytes of a resource are",
    partsTable(results, reference),
    ...extraSections(results),
  ].join("\n\n");
}

function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} cores (${cpu?.model.trim() || os.arch()}), ${memory} GB, ${os.type()}, Node.js ${process.versions.node}`;
}

function targetTable(results: Results, count: number): string {
  const rows = targets(results, count).map(({ what, most, unit = "", measured }) => [
    what,
    `≤ ${rounded(most)} ${unit}`.trim(),
    `${rounded(measured)} ${unit}`.trim(),
    measured <= most ? "met" : "**missed**",
  ]);
  return `With ${count} resources, unless said.\n\n${table(["", "target", "measured", ""], rows)}`;
}

function timeTable(results: Results, count: number): string {
  const rows = names.flatMap((name) => {
    const trials = trialsOf(results, name, count);
    return trials.length === 0 ? [] : [[name, ...operations.map((operation) => spread(secondsOf(trials, operation)))]];
  });
  const bare = results.bare[count];
  if (bare) rows.push(["bare `POST /instances`", spread(bare), ...operations.slice(1).map(() => "")]);
  return table(["seconds", ...operations], rows);
}

function sizeTable(results: Results, count: number): string {
  const kinds = ["engine", "language host", "program", "provider"] as const;
  const rows = names.flatMap((name) => {
    const trials = trialsOf(results, name, count);
    const [first] = trials;
    if (!first) return [];
    const measures = trials.flatMap((trial) => Object.values(trial.measures));
    const peaks = kinds.map((kind) => rounded(peakOf(measures, kind)));
    return [[name, String(first.stateBytes), String(first.providerBytes), rounded(first.fileBytes / 1e6), ...peaks]];
  });
  const heads = kinds.map((kind) => `${kind}, MB`);
  return table(["", "state each, bytes", "`__provider`, bytes", "state file, MB", ...heads], rows);
}

function extraSections({ registering, large, latency, settings }: Results): string[] {
  const rows: string[][] = [];
  if (registering) {
    rows.push([`CPU of the program that registers ${registering.count}, ours`, `${rounded(registering.ours)} s`]);
    rows.push([`the same, plain \`CustomResource\``, `${rounded(registering.plain)} s`]);
  }
  if (large) rows.push(...largeRows("ours", large.count, large.ours), ...largeRows("floor", large.count, large.floor));
  if (latency) {
    rows.push([`first \`up\`, ${latency.count}, \`--parallel 64\``, `${rounded(latency.without)} s`]);
    rows.push([`the same, each answer after ${latency.milliseconds} ms`, `${rounded(latency.with)} s`]);
  }
  return [
    ...(settings ? [`## Settings, ${settings.count} instances of ours`, settingsTable(settings.all)] : []),
    ...(rows.length > 0 ? ["## Besides", table(["", ""], rows)] : []),
  ];
}

function partsTable(results: Results, count: number): string {
  const all = [lines.textbook, lines.ours, lines.floor].flatMap(({ name }) => {
    const [trial] = trialsOf(results, name, count);
    return trial ? [{ name, parts: trial.parts }] : [];
  });
  const kinds = Object.keys(all[0]?.parts ?? {}) as (keyof Parts)[];
  const rows = all.map(({ name, parts }) => [name, ...kinds.map((kind) => String(parts[kind]))]);
  return table(["bytes", ...kinds], rows);
}

function largeRows(name: string, count: number, { up, noop, destroy }: Large): string[][] {
  const kinds = ["engine", "program", "provider"] as const;
  return Object.entries({ "first `up`": up, "no-op `up`": noop, destroy }).map(([what, { seconds, memory }]) => {
    const peaks = kinds.flatMap((kind) => (memory[kind] === undefined ? [] : `${kind} ${memory[kind].toFixed(0)} MB`));
    return [`${name}, ${count} in fast mode: ${what}`, `${rounded(seconds)} s; ${peaks.join(", ")}`];
  });
}

function settingsTable(all: Setting[]): string {
  const rows = all.map(({ name, up, destroy, fileBytes }) => [
    name,
    rounded(up),
    rounded(destroy),
    rounded(fileBytes / 1e6),
  ]);
  return table(["", "first `up`, s", "destroy, s", "state, MB"], rows);
}

function spread(values: number[]): string {
  const middle = rounded(median(values));
  return values.length > 1 ? `${middle} (${rounded(Math.min(...values))}–${rounded(Math.max(...values))})` : middle;
}

/** As many digits as say something. */
function rounded(value: number): string {
  if (value === 0 || Number.isInteger(value)) return String(value);
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
