// npm run fleet -- up|preview|destroy|status|worker
import { Command } from "commander";
import { follow, reasonOf, written } from "./follow";
import { type Patience, Queue } from "./queue";
import { readSettings, whole } from "./settings";
import { type Operation, operations } from "./stack";
import { readTenants } from "./tenants";
import { type Limits, platformOf, work } from "./worker";

const program = new Command("fleet").description(
  "One stack per tenant, worked at by any number of processes on any hosts.",
);

const descriptions: Record<Operation, string> = {
  up: "brings each tenant's stack in line with the program",
  preview: "says what up would change",
  destroy: "deletes each tenant's instances, and its stack",
};
for (const operation of operations) {
  program
    .command(`${operation} <tenants.csv>`)
    .description(`${descriptions[operation]}; waits for the workers, and sums up. May be interrupted and repeated.`)
    .option("--retries <N>", "how often a tenant that fails is tried again", whole(0), 3)
    .option("--delay <SECONDS>", "before the first retry; then about twice as long each time", whole(1), 5)
    .option("--heartbeat <SECONDS>", "a worker that is silent for so long has died", whole(10), 60)
    .option("--no-wait", "only queue them")
    .action((file: string, options: Patience & { wait: boolean }) => run(operation, file, options));
}
program.command("status").description("the last that was done to each tenant").action(status);
program
  .command("worker")
  .description("works at what is queued, until it is interrupted; start as many as you like")
  .option("--per-platform <N>", "tenants at work on one platform at once, of all workers that say so", whole(1), 16)
  .option("--per-minute <N>", "tenants that begin on one platform in a minute, of all workers", whole(1), 600)
  .action((limits: Limits) =>
    work(readSettings(process.env), limits, (line) => void process.stdout.write(`${line}\n`)),
  );

async function run(
  operation: Operation,
  file: string,
  { wait, ...patience }: Patience & { wait: boolean },
): Promise<void> {
  const tenants = readTenants(file);
  const queue = await Queue.open(readSettings(process.env), false);
  let added = 0;
  for (const tenant of tenants) if (await queue.add({ operation, tenant }, platformOf(tenant), patience)) added++;
  process.stderr.write(`${added} queued, ${tenants.length - added} were queued or at work already\n`);
  if (wait) {
    const summary = await follow(queue, tenants);
    process.stdout.write(`${written(summary)}\n`);
    if (summary.failed.length > 0) process.exitCode = 1;
  }
  await queue.close();
}

async function status(): Promise<void> {
  const queue = await Queue.open(readSettings(process.env), false);
  const jobs = [...(await queue.latest()).values()].sort((a, b) =>
    a.data.tenant.tenant < b.data.tenant.tenant ? -1 : 1,
  );
  for (const job of jobs) {
    const { operation, tenant } = job.data;
    const done = (job.output as { done?: string } | null)?.done;
    const what = job.state === "completed" ? (done ?? "") : job.state === "active" ? "" : reasonOf(job);
    process.stdout.write(`${[tenant.tenant, operation, job.state, what].filter((word) => word !== "").join("\t")}\n`);
  }
  await queue.close();
}

program.parseAsync().then(
  // Whatever still holds the process is of no use any more.
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
