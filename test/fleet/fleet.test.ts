import { expect } from "chai";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { Postgresql } from "../support/postgresql";
import { until } from "../support/until";
import { FleetRun } from "./fleet-run";
import { Hosts } from "./hosts";

const tenants = Array.from({ length: 12 }, (_, index) => `tenant-${String(index + 1).padStart(2, "0")}`);
// A worker that was killed is missed after ten seconds, the least that the queue knows.
const patience = ["--heartbeat", "10", "--delay", "1"];

describe("a fleet of stacks: real PostgreSQL, real engines, several workers", function () {
  this.timeout(15 * 60_000);
  let platform: Platform;
  let database: Postgresql;
  let fleet: FleetRun;
  // Each worker in a network namespace of its own, where the machine allows it.
  let hosts: Hosts | undefined;

  before(async () => {
    hosts = Hosts.open(4);
    const address = hosts?.address ?? "127.0.0.1";
    platform = await startPlatform();
    const url = new URL(platform.baseUrl);
    await hosts?.reach(Number(url.port));
    database = await Postgresql.start(...(hosts ? [address] : []));
    fleet = new FleetRun(tenants, {
      ...settingsFor({ ...platform, baseUrl: `http://${address}:${url.port}${url.pathname}` }),
      CLOUD_ELEMENTS_LOOKUP_SECONDS: "5",
      ...database.environment(address),
    });
    fleet.giveSecrets(await Promise.all(tenants.map(() => platform.code("sfdc"))));
  });
  after(async () => {
    fleet.close();
    await database.close();
    await platform.close();
    hosts?.close();
  });

  const names = async () => (await platform.instances()).map(({ name }) => String(name)).sort();
  const wanted = tenants.flatMap((tenant) => ["crm", "desk", "mail"].map((each) => `${tenant} ${each}`)).sort();

  it("says what is missing before it does anything", async () => {
    const empty = new FleetRun(["a b", "a b"], { PGHOST: "127.0.0.1" });
    const { status, output } = await empty.run("up", empty.list);
    expect(status).to.equal(1);
    expect(output).to.include('row 1: "a b" cannot be a stack\'s name');
    const unset = await empty.run("status");
    expect(unset.output).to.include("Not set: PGDATABASE, PGUSER");
    empty.close();
  });

  it("12 tenants, 4 workers, one killed in the middle, the database restarted: exactly one instance each", async () => {
    const workers: number[] = [];
    for (let index = 0; index < 4; index++) workers.push(await fleet.startWorker(hosts?.host(index).wrapper));
    const up = fleet.run("up", fleet.list, ...patience);
    const busy = () => fleet.spans.find(({ ended }) => ended === Infinity);
    // In the middle: it has made one instance at least, and is not yet done.
    await until(async () => busy() !== undefined && (await platform.instances()).length > 2);
    fleet.kill(busy()?.worker ?? 0);
    await until(async () => (await platform.instances()).length > 9);
    await database.restart();
    const { status, output } = await up;
    expect(output).to.include("12 done, 0 failed");
    expect(status).to.equal(0);
    expect(await names()).to.deep.equal(wanted);
    expect(fleet.overlaps()).to.deep.equal([]);
    // Whoever was killed has left a tenant to another.
    const helped = fleet.spans.filter(({ worker }) => worker !== workers[0]).map(({ tenant }) => tenant);
    expect(new Set(helped).size).to.be.greaterThan(3);
  });

  it("finds nothing to do afterwards, and tells the state of each", async () => {
    const { output } = await fleet.run("preview", fleet.list, ...patience);
    expect(output).to.include("12 done, 0 failed");
    const { output: status } = await fleet.run("status");
    expect(status.trim().split("\n")).to.have.length(12);
    for (const line of status.trim().split("\n")) expect(line).to.match(/^tenant-\d\d\tpreview\tcompleted\t4 same$/);
  });

  it("goes on with the others where one fails, and says why; what was interrupted goes on, too", async () => {
    const [first = "", ...others] = tenants;
    fleet.takeSecrets(first);
    const queued = await fleet.run("up", fleet.list, "--no-wait", "--retries", "1", ...patience);
    expect(queued.output).to.include("12 queued, 0 were");
    // As whoever repeats a command that was interrupted.
    const { status, output } = await fleet.run("up", fleet.list, "--retries", "1", ...patience);
    expect(output).to.match(/\d+ queued, \d+ were queued or at work already/);
    expect(output).to.include(`${others.length} done, 1 failed`);
    expect(output).to.match(
      new RegExp(`${first} \\(2 attempts\\): .*FLEET_SECRETS has no servicenowPassword, .* of ${first}`),
    );
    expect(status).to.equal(1);
  });

  it("destroys all of them, and the workers end when they are asked to", async () => {
    const { output } = await fleet.run("destroy", fleet.list, ...patience);
    expect(output).to.include("12 done, 0 failed");
    expect(await names()).to.deep.equal([]);
    expect(fleet.overlaps()).to.deep.equal([]);
    await fleet.stopWorkers();
  });
});
