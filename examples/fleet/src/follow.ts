import { SingleBar } from "cli-progress";
import { setTimeout as sleep } from "node:timers/promises";
import type { FleetJob, Queue } from "./queue";
import type { Tenant } from "./tenants";

/** What became of the tenants. */
export interface Summary {
  done: number;
  failed: { tenant: string; reason: string; attempts: number }[];
  seconds: number;
}

const everyMs = 1_000;
const ended = ["completed", "failed", "cancelled"];

/** Shows how far the workers are, until each of the tenants has come to an end. */
export async function follow(queue: Queue, tenants: Tenant[]): Promise<Summary> {
  const began = Date.now();
  const isTerminal = process.stderr.isTTY;
  const bar = new SingleBar({ format: "{bar} {value} of {total} tenants, {failed} failed, {working} at work" });
  if (isTerminal) bar.start(tenants.length, 0, { failed: 0, working: 0 });
  try {
    for (let shown = ""; ; await sleep(everyMs)) {
      const jobs = await latestOf(queue, tenants);
      if (!jobs) continue;
      const over = jobs.filter(({ state }) => ended.includes(state));
      const failed = over.filter(({ state }) => state !== "completed").length;
      const working = jobs.filter(({ state }) => state === "active").length;
      const line = `${over.length} of ${tenants.length} tenants, ${failed} failed, ${working} at work`;
      if (isTerminal) bar.update(over.length, { failed, working });
      else if (line !== shown) process.stderr.write(`${line}\n`);
      shown = line;
      if (over.length === tenants.length) return summaryOf(jobs, (Date.now() - began) / 1000);
    }
  } finally {
    // Its timer would keep the process.
    if (isTerminal) bar.stop();
  }
}

/** The last jobs of the tenants; undefined while the database does not answer. */
async function latestOf(queue: Queue, tenants: Tenant[]): Promise<FleetJob[] | undefined> {
  try {
    const latest = await queue.latest();
    return tenants.flatMap(({ tenant }) => latest.get(tenant) ?? []);
  } catch {
    return undefined;
  }
}

function summaryOf(jobs: FleetJob[], seconds: number): Summary {
  const failed = jobs.filter(({ state }) => state !== "completed");
  return {
    done: jobs.length - failed.length,
    failed: failed.map((job) => ({
      tenant: job.data.tenant.tenant,
      reason: reasonOf(job),
      attempts: job.retryCount + 1,
    })),
    seconds,
  };
}

/** Why a job is not done, in words. */
export function reasonOf({ output, state }: FleetJob): string {
  const { message } = (output ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : state;
}

/** The summary as a person reads it. */
export function written({ done, failed, seconds }: Summary): string {
  const lines = failed.map(({ tenant, reason, attempts }) => `  ${tenant} (${attempts} attempts): ${reason}`);
  const head = `${done} done, ${failed.length} failed in ${seconds.toFixed(0)} s.`;
  return [head, ...lines].join("\n");
}
