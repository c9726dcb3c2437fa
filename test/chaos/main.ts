// npm run chaos -- [--runs N] [--seed S] [--parallel P] [--out FILE]
import { Command } from "commander";
import fs from "node:fs";
import os from "node:os";
import { type Result, runChaos } from "./run";
import { report } from "./report";

const whole = (text: string) => Number.parseInt(text, 10);
const { runs, seed, parallel, out } = new Command("chaos")
  .description("Whole stacks through the real engine while things go wrong. A run is repeated alone by its seed.")
  .option("--runs <N>", "how many runs", whole, 10)
  .option("--seed <S>", "the seed of the first run; each further one has the next", whole, 1)
  .option("--parallel <P>", "how many at once", whole, os.availableParallelism())
  .option("--out <FILE>", "write the table there too")
  .parse()
  .opts<{ runs: number; seed: number; parallel: number; out?: string }>();

const results: Result[] = [];
let next = seed;

async function worker(): Promise<void> {
  while (next < seed + runs) {
    const result = await runChaos(next++);
    results.push(result);
    const { scenario, problems, ups, seconds, struck } = result;
    const total = Object.values(struck).reduce((sum, each) => sum + each, 0);
    const ending = problems.length === 0 ? "nothing lost" : `LOST: ${problems.join("; ")}`;
    console.log(
      `seed ${scenario.seed}: ${scenario.elements.length} resources, ${total} faults, ${ups} ups, ${seconds.toFixed(0)} s` +
        `${scenario.skipsCheckpoints ? ", without checkpoints" : ""}: ${ending}`,
    );
  }
}

async function main(): Promise<void> {
  await Promise.all(Array.from({ length: parallel }, worker));
  const text = report(results, seed);
  console.log(`\n${text}`);
  if (out !== undefined) fs.writeFileSync(out, text);
  process.exit(results.every(({ problems }) => problems.length === 0) ? 0 : 1);
}

void main();
