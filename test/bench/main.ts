// npm run bench -- [--n 100,500,1000] [--rounds R] [--large N] [--latency MS] [--quick] [--out DIR]
import { Command } from "commander";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { work } from "./bench-stack";
import { bareApi, largeFast, registering, withLatency, withSettings } from "./extras";
import { lines } from "./lines";
import { plot } from "./plot";
import { report } from "./report";
import type { Results } from "./results";
import { type Trial, tryLine } from "./trial";

const whole = (text: string) => Number.parseInt(text, 10);
const wholes = (text: string) => text.split(",").map(whole);

interface Flags {
  n: number[];
  rounds: number[];
  large: number;
  latency: number;
  quick?: boolean;
  out: string;
}

const flags = new Command("bench")
  .description(
    "Dynamic resources side by side on the real engine: the textbook's, ours, the floor; with and without checkpoints.",
  )
  .option("--n <LIST>", "how many resources, each size after the other", wholes, [100, 500, 1000])
  .option("--rounds <LIST>", "how many rounds of each size; the last goes on", wholes, [3, 3, 1])
  .option("--large <N>", "the size of the large stack in fast mode, and of registering; 0 leaves them out", whole, 5000)
  .option("--latency <MS>", "also against a platform that takes so long for each answer; 0 leaves it out", whole, 500)
  .option("--quick", "some minutes: 50 resources, two rounds, 300 for the large stack")
  .option("--out <DIR>", "where to write RESULTS.md and up.svg", path.join(work, "out"))
  .parse()
  .opts<Flags>();
const quick = { n: [50], rounds: [2], large: 300 };
const { n, rounds, large, latency, out } = { ...flags, ...(flags.quick && quick) };

async function main(): Promise<void> {
  const results: Results = { trials: [], bare: {} };
  for (const [index, count] of n.entries()) await sideBySide(results, count, rounds[index] ?? rounds.at(-1) ?? 1);
  const reference = n.includes(500) ? 500 : Math.max(...n);
  say(`settings, ${reference} resources`);
  results.settings = { count: reference, all: await withSettings(reference) };
  if (latency > 0) {
    say(`${latency} ms latency, ${reference} resources`);
    results.latency = { count: reference, milliseconds: latency, ...(await withLatency(reference, latency)) };
  }
  if (large > 0) {
    say(`registering ${large}`);
    results.registering = { count: large, ...(await registering(large, 2)) };
    say(`${large} in fast mode`);
    results.large = { count: large, floor: await largeFast("floor", large), ours: await largeFast("ours", large) };
  }
  write(results);
}

async function sideBySide(results: Results, count: number, times: number): Promise<void> {
  for (let round = 1; round <= times; round++) {
    (results.bare[count] ??= []).push(await bareApi(count, 4 * os.availableParallelism()));
    for (const line of Object.values(lines)) {
      const trial = await tryLine(line, count);
      results.trials.push(withoutOutput(trial));
      say(`${count} resources, round ${round}, ${line.name}: ${JSON.stringify(secondsIn(trial))}`);
    }
  }
}

function secondsIn({ measures }: Trial): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).map(([name, { seconds }]) => [name, Number(seconds.toFixed(1))]));
}

function withoutOutput(trial: Trial): Trial {
  for (const measure of Object.values(trial.measures)) measure.output = "";
  return trial;
}

function write(results: Results): void {
  fs.mkdirSync(out, { recursive: true });
  const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" ");
  const text = report(results, { command: command.replace(/ ?--out \S+/, ""), when: new Date() });
  fs.writeFileSync(path.join(out, "RESULTS.md"), `${text}\n`);
  fs.writeFileSync(path.join(out, "up.svg"), plot(results));
  console.log(`\n${text}\n\nWritten to ${path.relative("", out)}.`);
}

function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

void main();
