import os from "node:os";
import { alone } from "./lock";
import { type FleetJob, Queue } from "./queue";
import { turn } from "./rate";
import type { Settings } from "./settings";
import { operate } from "./stack";
import type { Tenant } from "./tenants";

/** The most that all workers together do at one platform. */
export interface Limits {
  /** How many tenants at once. */
  perPlatform: number;
  /** How many tenants begin in a minute. */
  perMinute: number;
}

// Below the heartbeat after which another worker takes over.
const grace = 30_000;
/** The exit status of a worker that has lost its tenant and could not let go of it: whoever started it starts it again. */
const tooLate = 75;

/** Works at whatever is queued, until it is interrupted: then it ends what it is at. */
export async function work(settings: Settings, limits: Limits, say: (line: string) => void): Promise<void> {
  const queue = await Queue.open(settings, true);
  await queue.work((job) => tell(say, job, () => once(queue, job, settings, limits)), limits.perPlatform);
  say(`worker ${process.pid} on ${os.hostname()} is ready`);
  await new Promise((resolve) => ["SIGINT", "SIGTERM"].forEach((signal) => process.once(signal, resolve)));
  say("ending what is under way");
  await queue.close();
}

async function once(queue: Queue, job: FleetJob, settings: Settings, { perMinute }: Limits): Promise<string> {
  const { operation, tenant } = job.data;
  await turn(queue.pool, platformOf(tenant), perMinute);
  return alone(tenant.tenant, async (lost) => {
    // Pulumi ends what it is at; where that takes too long, somebody else may be at it by then.
    let limit: NodeJS.Timeout | undefined;
    lost.addEventListener("abort", () => (limit = setTimeout(() => process.exit(tooLate), grace)));
    try {
      return await operate(operation, tenant, settings, lost);
    } finally {
      clearTimeout(limit);
    }
  });
}

async function tell(say: (line: string) => void, job: FleetJob, run: () => Promise<string>): Promise<string> {
  const { operation, tenant } = job.data;
  const attempt = job.retryCount > 0 ? ` (attempt ${job.retryCount + 1})` : "";
  say(`${operation} ${tenant.tenant}${attempt}`);
  try {
    const done = await run();
    say(`${operation} ${tenant.tenant}: ${done}`);
    return done;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`${operation} ${tenant.tenant} failed: ${reason}`);
    // What the queue keeps of it: the reason alone.
    throw Object.assign(new Error(reason), { stack: reason });
  }
}

/** What the limits count by: the host of the tenant's platform. */
export function platformOf({ platform }: Tenant): string {
  const url = platform || process.env.CLOUD_ELEMENTS_BASE_URL || "";
  return URL.canParse(url) ? new URL(url).host : "default";
}
