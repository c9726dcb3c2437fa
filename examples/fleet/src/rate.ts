import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

const table = `create table if not exists fleet_rate (platform text primary key, next timestamptz not null)`;

// Each call takes the next free place in the row of places, whoever makes it and wherever.
const take = `
  insert into fleet_rate as rate (platform, next) values ($1, now() + $2::interval)
  on conflict (platform) do update set next = greatest(rate.next, now()) + $2::interval
  returning greatest(0, extract(epoch from next - $2::interval - now()) * 1000)::float8 as wait`;

/** Makes the table, where it is missing. */
export async function prepareRate(pool: Pool): Promise<void> {
  await pool.query(table);
}

/** Waits for this worker's turn at a platform: of all workers together, so many tenants begin in a minute, evenly. */
export async function turn(pool: Pool, platform: string, perMinute: number): Promise<void> {
  const { rows } = await pool.query<{ wait: number }>(take, [platform, `${60 / perMinute} seconds`]);
  await sleep(rows[0]?.wait ?? 0);
}
