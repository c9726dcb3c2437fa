import { type JobWithMetadata, PgBoss } from "pg-boss";
import { Pool } from "pg";
import { alone } from "./lock";
import { prepareRate } from "./rate";
import type { Settings } from "./settings";
import { type Operation, prepareBackend } from "./stack";
import type { Tenant } from "./tenants";

/** What is to be done to whom. */
export interface Task {
  operation: Operation;
  tenant: Tenant;
}
export type FleetJob = JobWithMetadata<Task>;

/** How often a tenant is tried, and how long to wait in between. */
export interface Patience {
  retries: number;
  /** Seconds before the first retry; each further wait is about twice as long, up to five minutes. */
  delay: number;
  /** After so many seconds without a word of its worker a tenant is given to another one. At least 10. */
  heartbeat: number;
}

const name = "fleet";
const most = 100_000;

/** The queue: a table of the same database that holds the stacks. */
export class Queue {
  private constructor(
    readonly boss: PgBoss,
    readonly pool: Pool,
  ) {}

  /** Opens it, and makes what it needs where it is missing. Supervising gives the tenants of a dead worker to another. */
  static async open(settings: Settings, supervise: boolean): Promise<Queue> {
    const pool = new Pool({ max: 2 });
    // An idle connection that the database closes is replaced by the pool.
    pool.on("error", () => undefined);
    const boss = new PgBoss({
      max: 4,
      supervise,
      schedule: false,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
    });
    boss.on("error", (error) => process.stderr.write(`queue: ${error.message}\n`));
    await untilFree(async () => {
      await prepareRate(pool);
      await prepareBackend(settings);
      await boss.start();
      // One job of a tenant at a time, queued or at work.
      await boss.createQueue(name, { policy: "exclusive" });
    });
    return new Queue(boss, pool);
  }

  /** Queues a tenant; one that is queued or at work already stays as it is. Tells whether it was queued. */
  async add(task: Task, platform: string, { retries, delay, heartbeat }: Patience): Promise<boolean> {
    const id = await this.boss.send(name, task, {
      singletonKey: task.tenant.tenant,
      group: { id: platform },
      retryLimit: retries,
      retryDelay: delay,
      retryBackoff: true,
      retryDelayMax: 300,
      heartbeatSeconds: heartbeat,
      expireInSeconds: 3600,
    });
    return id !== null;
  }

  /** The last job of each tenant. */
  async latest(): Promise<Map<string, FleetJob>> {
    const jobs = await this.boss.findJobs<Task>(name, { limit: most });
    const latest = new Map<string, FleetJob>();
    for (const job of jobs) {
      const known = latest.get(job.data.tenant.tenant);
      if (!known || known.createdOn <= job.createdOn) latest.set(job.data.tenant.tenant, job);
    }
    return latest;
  }

  /** Takes jobs one after the other, until it is closed. `perPlatform` bounds how many are at work on one platform. */
  async work(handler: (job: FleetJob) => Promise<string>, perPlatform: number): Promise<void> {
    const options = {
      batchSize: 1,
      includeMetadata: true as const,
      pollingIntervalSeconds: 1,
      heartbeatRefreshSeconds: 3,
      groupConcurrency: perPlatform,
    };
    await this.boss.work<Task, { done: string }, typeof options>(name, options, async ([job]) => {
      return { done: job ? await handler(job) : "" };
    });
  }

  /** Lets a job that is at work end, for a while. */
  async close(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 60_000 });
    await this.pool.end();
  }
}

// Whoever comes first makes the tables; the others wait.
async function untilFree(prepare: () => Promise<void>): Promise<void> {
  const taken = /another worker/;
  for (let attempt = 1; ; attempt++) {
    try {
      return await alone("preparing", prepare);
    } catch (error) {
      if (!taken.test(String(error)) || attempt === 240) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
