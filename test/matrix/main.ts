// npm run test:matrix [-- --only TEXT] [--parallel N]
import { Command } from "commander";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { secretsIn, transcripts } from "../support/secrets";
import { type Cell, cells, title } from "./cells";
import { runCell } from "./run-cell";
import { pack } from "./tarball";
import { installTools } from "./tools";

interface Outcome {
  cell: Cell;
  seconds: number;
  failure?: string;
}

const { only, parallel } = new Command("test:matrix")
  .description("The packed package, installed and run in every way that people have, on the real engine.")
  .option("--only <TEXT>", "only the cells whose name holds it", "")
  .option("--parallel <N>", "how many at once", (text) => Number.parseInt(text, 10), 1)
  .parse()
  .opts<{ only: string; parallel: number }>();

async function main(): Promise<void> {
  await installTools();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-pack-"));
  try {
    const tarball = await pack(folder);
    const waiting = cells.filter((cell) => title(cell).includes(only));
    const outcomes: Outcome[] = [];
    const worker = async () => {
      for (let cell = waiting.shift(); cell; cell = waiting.shift()) outcomes.push(await attempt(cell, tarball));
    };
    await Promise.all(Array.from({ length: parallel }, worker));
    report(outcomes);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function attempt(cell: Cell, tarball: string): Promise<Outcome> {
  const began = Date.now();
  const failure = await runCell(cell, tarball).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const seconds = Math.round((Date.now() - began) / 1000);
  process.stderr.write(`${failure === undefined ? "passed" : "FAILED"} ${title(cell)} (${seconds} s)\n`);
  return { cell, seconds, ...(failure !== undefined && { failure }) };
}

function report(outcomes: Outcome[]): void {
  const leaks = transcripts.flatMap(({ title: where, text }) => secretsIn(text).map((label) => `${label} in ${where}`));
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  for (const { cell, failure } of failed) process.stdout.write(`\n${title(cell)}\n${failure}\n`);
  for (const leak of leaks) process.stdout.write(`\na secret was shown: ${leak}\n`);
  const rows = outcomes.map(({ cell, seconds, failure }) => {
    const outcome = failure === undefined ? "works" : "**FAILED**";
    const { manager, program, node, sdk, folder } = cell;
    const more = [node && `Node.js ${node}`, sdk && `${sdk} SDK`, folder && `folder \`${folder}\``].filter(Boolean);
    return `| ${manager} | ${program} | ${more.join(", ")} | ${outcome} | ${seconds} |`;
  });
  process.stdout.write(
    `\n| installed by | program | besides | outcome | seconds |\n|---|---|---|---|---|\n${rows.join("\n")}\n\n` +
      `${outcomes.length - failed.length} passed, ${failed.length} failed\n`,
  );
  process.exitCode = failed.length + leaks.length > 0 ? 1 : 0;
}

void main();
