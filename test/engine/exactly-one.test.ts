import { expect } from "chai";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { selfSigned } from "../support/certificate";
import { settingsFor } from "../support/environment";
import { oauthArgs, type Platform, startPlatform } from "../support/platform";
import { specProject, work } from "../support/project";
import { killFamily } from "../support/processes";
import { serve } from "../support/server";
import { fakeSecret } from "../support/secrets";
import { servicenow, type SpecProject } from "../support/stage";
import { until } from "../support/until";

// Every declared resource has, in the end, exactly one instance, and it is the one in the state.
describe("exactly one instance, under the real engine", () => {
  let platform: Platform;
  const password = fakeSecret("password");
  const crm = { element: "sfdc", oauth: oauthArgs() };

  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.close());
  beforeEach(async () => {
    await platform.control("POST", "reset");
    await platform.control("DELETE", "faults");
  });

  const plan = (...faults: object[]) => platform.control("POST", "faults", faults);
  const opened = (name: string, more: Record<string, string> = {}) =>
    specProject(`one-${name}`, { ...settingsFor(platform), ...more });
  const coded = async () => ({ ...crm, oauthCode: await platform.code("sfdc") });

  async function expectExactlyOneEach(project: SpecProject, names: string[]): Promise<void> {
    const state = await project.state();
    expect(Object.keys(state)).to.have.members(names);
    const ids = (await platform.instances()).map(({ id }) => String(id));
    expect(ids).to.have.members(Object.values(state).map(({ id }) => id));
    await project.expectNoChanges();
    await project.expectNoDrift();
  }

  for (const kind of ["reset", "half", "500", "502", "503", "empty", "content-type", "gzip", "huge"]) {
    it(`${kind} after the effect: the instance is found in the same up`, async () => {
      const project = opened(kind);
      project.write({ instances: { crm: await coded(), desk: servicenow(password) } });
      await plan({ kind, when: "after", method: "POST", path: "/instances", count: 2 });
      await project.up();
      await expectExactlyOneEach(project, ["crm", "desk"]);
      expect(await platform.instances()).to.have.length(2);
    });
  }

  it("an answer that is lost before the effect: an error that says what is known, and the next up makes it", async () => {
    const project = opened("before");
    project.write({ instances: { crm: await coded() } });
    await plan({ kind: "reset", when: "before", method: "POST", path: "/instances", count: 1 });
    const output = await project.failingUp();
    expect(output).to.include("The platform has made no instance").and.to.include("The code may be spent");
    expect(output).to.include("looking whether the platform has made it all the same");
    await project.up();
    await expectExactlyOneEach(project, ["crm"]);
  });

  it("a platform that is busy: waits as long as it is asked to, says so, and makes one", async () => {
    const project = opened("busy", { CLOUD_ELEMENTS_RETRY_SECONDS: "30" });
    project.write({ instances: { crm: await coded() } });
    await plan({ kind: "429", retryAfter: "2", method: "POST", count: 1 }, { kind: "503", method: "PATCH", count: 2 });
    expect(await project.up()).to.match(/waiting 2\.\d s as the platform asks \(429\), then POST \/instances again/);
    await expectExactlyOneEach(project, ["crm"]);
  });

  for (const skipsCheckpoints of [false, true]) {
    const env: Record<string, string> = skipsCheckpoints
      ? { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" }
      : {};
    it(`a run that is killed while the platform works, ${skipsCheckpoints ? "without" : "with"} checkpoints`, async () => {
      const project = opened(`killed-${skipsCheckpoints}`, { ...env, CLOUD_ELEMENTS_LOOKUP_SECONDS: "20" });
      project.write({ instances: { crm: await coded(), desk: servicenow(password) } });
      await project.succeed(["stack", "ls"]);
      await plan({ kind: "hang", when: "after", method: "POST", path: "/instances", count: 2 });
      await killedUp(project, async () => (await platform.instances()).length === 2);
      await platform.control("DELETE", "faults");
      await project.pulumi(["cancel", "--yes"]);
      await project.up();
      await expectExactlyOneEach(project, ["crm", "desk"]);
      await project.destroy();
      expect(await platform.instances()).to.deep.equal([]);
    });
  }

  it("a run that is killed before the platform has made what has no code: the next up waits for it", async () => {
    const project = opened("killed-early", { CLOUD_ELEMENTS_LOOKUP_SECONDS: "20" });
    project.write({ instances: { desk: servicenow(password) } });
    await project.succeed(["stack", "ls"]);
    await plan({ kind: "slow", when: "before", milliseconds: 12_000, method: "POST", path: "/instances", count: 1 });
    const isSent = async () => ((await platform.control("GET", "faults")) as { struck: number }[])[0]?.struck === 1;
    await killedUp(project, isSent);
    expect(await platform.instances()).to.deep.equal([]);
    await project.pulumi(["cancel", "--yes"]);
    expect(await project.up()).to.include("an interrupted run was making this instance");
    await expectExactlyOneEach(project, ["desk"]);
  });

  it("a connection that is refused: an error that names it, and what exists stays in the state", async () => {
    const project = opened("refused", { CLOUD_ELEMENTS_RETRY_SECONDS: "1" });
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    project.write({ instances: { desk: servicenow(password, { tags: ["a"] }), more: servicenow(password) } });
    const gone = await serve(() => undefined);
    await gone.close();
    project.env.CLOUD_ELEMENTS_BASE_URL = gone.baseUrl;
    const output = await project.failingUp();
    expect(output).to.include("refused the connection");
    expect(await project.state()).to.have.all.keys("desk");
    Object.assign(project.env, settingsFor(platform));
    await project.up();
    await expectExactlyOneEach(project, ["desk", "more"]);
  });

  it("an empty file beside the state of a file:// backend: the engine cannot read it, until the file is deleted", async () => {
    const project = opened("empty-attributes");
    const state = path.join(project.folder, "state");
    project.env.PULUMI_BACKEND_URL = `file://${state}`;
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    const attributes = path.join(state, ".pulumi", "stacks", "spec", "test.json.attrs");
    fs.truncateSync(attributes);
    expect(await project.failingUp()).to.include("failed to load checkpoint: EOF");
    fs.rmSync(attributes);
    await expectExactlyOneEach(project, ["desk"]);
    fs.rmSync(attributes);
    project.env.PULUMI_BACKEND_URL = `file://${state}?metadata=skip`;
    await project.refresh();
    expect(fs.existsSync(attributes)).to.equal(false);
  });

  it("two instances that could be the one: INSTANCE_EXISTS names both, and nothing is made", async () => {
    const project = opened("two");
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    const [made] = await platform.instances();
    await project.succeed(["state", "delete", (await project.state()).desk?.urn ?? "", "--yes"]);
    const { configuration } = servicenow(password) as { configuration: object };
    const twin = { element: { key: "servicenow" }, name: "twin", tags: made?.tags, configuration };
    const { id } = await platform.api("POST", "/instances", twin);
    const output = await project.failingUp();
    expect(output)
      .to.include("made for this resource by an earlier run")
      .and.to.include(`adopt: "${String(made?.id)}"`);
    expect(output).to.include(String(id));
    expect(await platform.instances()).to.have.length(2);
  });

  it("a create that takes long says so under the resource, while it lasts", async () => {
    const project = opened("slow");
    project.write({ instances: { crm: await coded() } });
    await plan({ kind: "slow", when: "before", milliseconds: 10_500, method: "POST", path: "/instances", count: 1 });
    expect(await project.up()).to.match(/crm creating .*the platform has been at it for 10 s/);
    await expectExactlyOneEach(project, ["crm"]);
  });

  it("a certificate that expires: nothing is sent, and what exists stays in the state", async () => {
    // Not among what is searched for secrets afterwards: the emulator keeps its own in clear.
    const data = fs.mkdtempSync(path.join(os.tmpdir(), "emulator-"));
    const expired = await selfSigned(new Date("2020-01-01"));
    const valid = await selfSigned();
    const authorities = path.join(work, "authorities.pem");
    fs.writeFileSync(authorities, `${valid.cert}\n${expired.cert}\n`);
    const before = await startPlatform({ data, tls: valid });
    const project = specProject("one-certificate", { ...settingsFor(before), NODE_EXTRA_CA_CERTS: authorities });
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    await before.close();
    const after = await startPlatform({ data, tls: expired });
    Object.assign(project.env, settingsFor(after));
    project.write({ instances: { desk: servicenow(password, { tags: ["a"] }), more: servicenow(password) } });
    const output = await project.failingUp();
    await after.close();
    fs.rmSync(data, { recursive: true });
    expect(output).to.include("the certificate of").and.to.include("CERT_HAS_EXPIRED");
    expect(await project.state()).to.have.all.keys("desk");
  });

  it("the managed tag shows nowhere, and survives an update", async () => {
    const project = opened("tag");
    project.write({ instances: { desk: servicenow(password, { tags: ["a"] }) } });
    await project.up();
    const [made] = await platform.instances();
    const tags = made?.tags as string[];
    expect(tags).to.have.length(2);
    expect((await project.state()).desk?.outputs.tags).to.deep.equal(["a"]);
    project.write({ instances: { desk: servicenow(password, { tags: ["b"] }) } });
    await project.up();
    expect((await platform.instances())[0]?.tags).to.deep.equal(["b", tags[1]]);
    await expectExactlyOneEach(project, ["desk"]);
  });

  it("Ctrl-C once: what the platform works at is waited for, and is in the state", async () => {
    const project = opened("interrupted");
    project.write({ instances: { crm: await coded(), desk: servicenow(password) } });
    await project.succeed(["stack", "ls"]);
    await plan({ kind: "slow", when: "after", milliseconds: 3000, method: "POST", path: "/instances", count: 2 });
    const { child, ended } = startUp(project);
    await until(async () => (await platform.instances()).length === 2);
    child.kill("SIGINT");
    await ended;
    expect(await project.state()).to.have.all.keys("crm", "desk");
    await project.up();
    await expectExactlyOneEach(project, ["crm", "desk"]);
  });

  it("Ctrl-C twice: the next up finds what was left behind", async () => {
    const project = opened("interrupted-twice", { CLOUD_ELEMENTS_LOOKUP_SECONDS: "20" });
    project.write({ instances: { crm: await coded(), desk: servicenow(password) } });
    await project.succeed(["stack", "ls"]);
    await plan({ kind: "hang", when: "after", method: "POST", path: "/instances", count: 2 });
    const { child, ended } = startUp(project);
    await until(async () => (await platform.instances()).length === 2);
    child.kill("SIGINT");
    await until(async () => /SIGINT|interrupt|cancel/i.test(child.said));
    child.kill("SIGINT");
    await ended;
    await platform.control("DELETE", "faults");
    await project.pulumi(["cancel", "--yes"]);
    await project.up();
    await expectExactlyOneEach(project, ["crm", "desk"]);
  });

  /** Runs `pulumi up` and kills all of it, by the ids that it has, as soon as something is so. */
  async function killedUp(project: SpecProject, isSo: () => Promise<boolean>): Promise<void> {
    const { child, ended } = startUp(project);
    await until(isSo);
    killFamily(child.pid ?? 0);
    await ended;
  }
});

function startUp(project: SpecProject) {
  const child = Object.assign(
    spawn("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive"], {
      cwd: project.folder,
      env: project.environment(),
    }),
    { said: "" },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (child.said += chunk.toString()));
  return { child, ended: new Promise((resolve) => child.on("exit", resolve)) };
}
