import { expect } from "chai";
import { Pool } from "pg";
import { alone } from "../../examples/fleet/src/lock";
import { prepareRate, turn } from "../../examples/fleet/src/rate";
import { Postgresql } from "../support/postgresql";
import { until } from "../support/until";

// What keeps workers on different hosts out of each other's way, without their engines.
describe("the limits that all workers of a fleet share", () => {
  let database: Postgresql;
  let pools: Pool[];
  const original = { ...process.env };

  before(async () => {
    database = await Postgresql.start();
    Object.assign(process.env, database.environment());
    pools = [new Pool({ max: 2 }), new Pool({ max: 2 })];
    for (const pool of pools) pool.on("error", () => undefined);
  });
  after(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.close();
    for (const name of Object.keys(database.environment())) {
      if (original[name] === undefined) delete process.env[name];
      else process.env[name] = original[name];
    }
  });

  it("each turn at a platform is a place of its own in one row, whoever takes it; another platform has another row", async () => {
    const [one, other] = pools as [Pool, Pool];
    await prepareRate(one);
    const next = async (platform: string) => {
      const { rows } = await one.query<{ at: number }>(
        "select extract(epoch from next)::float8 as at from fleet_rate where platform = $1",
        [platform],
      );
      return rows[0]?.at ?? NaN;
    };
    await turn(one, "a", 600);
    const first = await next("a");
    await Promise.all([one, other, one, other, one].map((pool) => turn(pool, "a", 600)));
    // Six places of a tenth of a second each: the five after the first are behind it, none is shared.
    expect((await next("a")) - first).to.be.at.least(0.5 - 1e-6);
    const row = await next("a");
    await turn(other, "b", 600);
    expect(await next("a")).to.equal(row);
  });

  it("one worker has a tenant; another is refused, until the first is done; who loses the database is told", async () => {
    let release = () => {};
    let hasIt = false;
    const first = alone("acme", async () => {
      hasIt = true;
      await new Promise<void>((resolve) => (release = resolve));
    });
    await until(() => hasIt);
    const refused = await alone("acme", () => Promise.resolve("taken")).catch((error: Error) => error.message);
    expect(refused).to.equal("another worker still has this tenant");
    expect(await alone("globex", () => Promise.resolve("another tenant"))).to.equal("another tenant");
    release();
    await first;
    let restarted: Promise<void> | undefined;
    const told = alone("acme", async (lost) => {
      restarted = database.restart();
      await new Promise((resolve) => lost.addEventListener("abort", resolve));
      return "told";
    });
    expect(await told).to.equal("told");
    await restarted;
  });
});
