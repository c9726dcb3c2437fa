import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

const everyMs = 2_000;

/**
 * Does something while this process alone, of all on all hosts, has the tenant. The lock belongs to a connection of the
 * database: whoever is killed loses it. Where the connection is lost, the work is told to stop by its signal.
 *
 * @throws Error where another one has the tenant
 */
export async function alone<T>(tenant: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const client = new Client({ application_name: `fleet ${tenant}`, keepAlive: true, query_timeout: 10_000 });
  const lost = new AbortController();
  const ended = new AbortController();
  const lose = () => void (ended.signal.aborted || lost.abort());
  client.on("error", lose);
  client.on("end", lose);
  await client.connect();
  try {
    const { rows } = await client.query<{ has: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as has",
      [`fleet ${tenant}`],
    );
    if (!rows[0]?.has) throw new Error("another worker still has this tenant");
    void watch(client, lost, ended.signal);
    return await work(lost.signal);
  } finally {
    ended.abort();
    await client.end().catch(() => undefined);
  }
}

// A connection whose other end has gone without a word shows only when it is used.
async function watch(client: Client, lost: AbortController, ended: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await sleep(everyMs, undefined, { signal: ended });
      await client.query("select 1");
    }
  } catch {
    if (!ended.aborted) lost.abort();
  }
}
