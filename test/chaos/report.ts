import type { Result } from "./run";

/** The runs as a table of faults: how often each struck, and how often it was survived. */
export function report(results: Result[], seed: number): string {
  const rows = new Map<string, { struck: number; runs: number; survived: number }>();
  for (const { struck, problems } of results) {
    for (const [kind, times] of Object.entries(struck)) {
      const row = rows.get(kind) ?? { struck: 0, runs: 0, survived: 0 };
      row.struck += times;
      row.runs++;
      if (problems.length === 0) row.survived++;
      rows.set(kind, row);
    }
  }
  const lost = results.filter(({ problems }) => problems.length > 0);
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, { struck, runs, survived }]) => `| ${kind} | ${struck} | ${runs} | ${survived} |`);
  return [
    `# ${results.length} runs from seed ${seed}, ${new Date().toISOString().slice(0, 10)}`,
    "",
    `${results.length - lost.length} lost nothing, ${lost.length} did${lost.length > 0 ? ` (seeds ${lost.map(({ scenario }) => scenario.seed).join(", ")})` : ""}; ` +
      `${results.filter(({ scenario }) => scenario.skipsCheckpoints).length} of them without checkpoints.`,
    "",
    "| fault | struck | in runs | runs survived |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}
