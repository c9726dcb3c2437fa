// npm run bench:fleet -- [--tenants N] [--workers 1,2,4] [--out FILE]
import { Command } from "commander";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmulatorProcess } from "../support/emulator-process";
import { settingsFor } from "../support/environment";
import { Postgresql } from "../support/postgresql";
import { work } from "../support/project";
import { until } from "../support/until";
import { FleetRun } from "./fleet-run";
import { Hosts } from "./hosts";

const whole = (text: string) => Number.parseInt(text, 10);
const { tenants, workers, out } = new Command("bench:fleet")
  .description(
    "A fleet of stacks, three instances each, with so many workers; one of them is killed, the database restarted.",
  )
  .option("--tenants <N>", "how many", whole, 200)
  .option("--workers <LIST>", "how many workers, one run each", (text) => text.split(",").map(whole), [1, 2, 4])
  .option("--out <FILE>", "write the table there too")
  .parse()
  .opts<{ tenants: number; workers: number[]; out?: string }>();

const names = Array.from({ length: tenants }, (_, index) => `tenant-${String(index + 1).padStart(4, "0")}`);

interface Row {
  workers: number;
  seconds: number;
  instances: number;
  duplicates: number;
  overlaps: number;
  summary: string;
}

async function runWith(count: number, hosts: Hosts | undefined): Promise<Row> {
  const emulator = await EmulatorProcess.start("--code-lifetime", "86400");
  const database = await Postgresql.start(...(hosts ? [hosts.address] : []));
  const address = hosts?.address ?? "127.0.0.1";
  const platform = new URL(emulator.ready.baseUrl);
  await hosts?.reach(Number(platform.port));
  const fleet = new FleetRun(names, {
    ...settingsFor({ ...emulator.ready, baseUrl: `http://${address}:${platform.port}${platform.pathname}` }),
    CLOUD_ELEMENTS_LOOKUP_SECONDS: "5",
    ...database.environment(address),
  });
  try {
    const codes: string[] = [];
    for (const _ of names) {
      const made = await emulator.call<{ code: string }>("POST", "/__emulator/codes", { element: "sfdc" });
      codes.push(made?.code ?? "");
    }
    fleet.giveSecrets(codes);
    const start = (index: number) => fleet.startWorker(hosts?.host(index).wrapper);
    for (let index = 0; index < count; index++) await start(index);
    const up = fleet.run("up", fleet.list, "--heartbeat", "10", "--delay", "1");
    await disturb(fleet, database, emulator, start);
    const { output, seconds } = await up;
    const made = await instancesOf(emulator);
    const all = new Set(made);
    return {
      workers: count,
      seconds,
      instances: all.size,
      duplicates: made.length - all.size,
      overlaps: fleet.overlaps().length,
      summary: /\d+ done, \d+ failed/.exec(output)?.[0] ?? output,
    };
  } finally {
    await fleet.stopWorkers();
    fleet.close();
    await database.close();
    await emulator.kill();
  }
}

/** The names of all instances: tenant by tenant, since the platform gives long lists in pages. */
async function instancesOf(emulator: EmulatorProcess): Promise<string[]> {
  const all: string[] = [];
  for (const name of names) {
    const own = (await emulator.call<{ name: string }[]>("GET", `/instances?tags[]=tenant-${name}`)) ?? [];
    all.push(...own.map((instance) => instance.name));
  }
  const total = (await emulator.call<{ totalInstances: number }>("GET", "/instances/count"))?.totalInstances;
  if (total !== all.length) throw new Error(`${total} instances, ${all.length} of them of a tenant`);
  return all;
}

/** In the middle: kills a worker that is at a tenant, and starts another; restarts the database. */
async function disturb(
  fleet: FleetRun,
  database: Postgresql,
  emulator: EmulatorProcess,
  start: (index: number) => Promise<number>,
): Promise<void> {
  const has = async (count: number) =>
    ((await emulator.call<{ totalInstances: number }>("GET", "/instances/count"))?.totalInstances ?? 0) >= count;
  await until(() => has(tenants));
  const busy = fleet.spans.find(({ ended }) => ended === Infinity);
  if (busy) fleet.kill(busy.worker);
  await start(0);
  await until(() => has(2 * tenants));
  await database.restart();
}

function table(rows: Row[], isInNamespaces: boolean): string {
  const lines = rows.map(({ workers: count, seconds, instances, duplicates, overlaps, summary }) => {
    const perMinute = (tenants / (seconds / 60)).toFixed(1);
    return `| ${[count, perMinute, seconds.toFixed(0), summary, instances, duplicates, overlaps].join(" | ")} |`;
  });
  return [
    `# ${tenants} tenants, ${new Date().toISOString().slice(0, 10)}`,
    `\`npm run bench:fleet -- --tenants ${tenants} --workers ${workers.join(",")}\`, on ${os.availableParallelism()} cores; PostgreSQL, the emulator, ` +
      `the engines and the workers share them. ${isInNamespaces ? "Each worker is in a network namespace of its own. " : ""}In each run one worker is ended by ` +
      "SIGKILL a third of the way and another one started; two thirds of the way the database is restarted.",
    [
      "| workers | tenants per minute | seconds | outcome | instances | made twice | tenants with two workers at once |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      ...lines,
    ].join("\n"),
  ].join("\n\n");
}

async function main(): Promise<void> {
  fs.mkdirSync(path.join(work, "pulumi-home"), { recursive: true });
  const rows: Row[] = [];
  let isInNamespaces = false;
  for (const count of workers) {
    const hosts = Hosts.open(count);
    isInNamespaces = hosts !== undefined;
    try {
      rows.push(await runWith(count, hosts));
    } finally {
      hosts?.close();
    }
    console.log(JSON.stringify(rows.at(-1)));
  }
  const text = table(rows, isInNamespaces);
  console.log(`\n${text}`);
  if (out !== undefined) fs.writeFileSync(out, `${text}\n`);
  const isGood = rows.every(
    ({ instances, duplicates, overlaps }) => instances === 3 * tenants && duplicates + overlaps === 0,
  );
  process.exit(isGood ? 0 : 1);
}

void main();
