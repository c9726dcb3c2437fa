import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import type { Finding } from "../../provider/doctor/finding";
import { checkNode, checkPulumi, checkSdk, oldest } from "../../provider/doctor/versions";
import { runCli, startInTerminal } from "../support/cli";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { type Project, specProject } from "../support/project";
import { engines, peerDependencies as peers } from "../../package.json";

describe("pulumi-cloud-elements doctor", () => {
  let platform: Platform;
  let project: Project;
  before(async () => {
    platform = await startPlatform();
    const { CLOUD_ELEMENTS_BASE_URL: baseUrl = "" } = settingsFor(platform);
    project = specProject("doctor", {});
    await project.setConfig("cloud-elements:baseUrl", baseUrl);
  });
  after(() => platform.close());

  async function diagnosis(env: Record<string, string> = {}) {
    const { status, stdout, stderr } = await runCli(project, ["doctor", "--json"], { env });
    expect(stderr).to.equal("");
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
    return { status, ok, findings: Object.fromEntries(findings.map((each) => [each.check, each])) };
  }

  it("says what is not set and how to set it, looks at the rest, and ends with 1", async () => {
    const { status, ok, findings } = await diagnosis();
    expect([status, ok]).to.deep.equal([1, false]);
    expect(findings.settings?.state).to.equal("failed");
    expect(findings.settings?.found).to.include("pulumi config set --secret cloud-elements:userSecret");
    expect(findings.reachability?.state).to.equal("ok");
    expect(findings.credentials).to.deep.equal({
      check: "credentials",
      state: "skipped",
      found: "the settings have to be right first",
    });
  });

  it("warns of secrets that stand in clear, and goes on", async () => {
    for (const name of ["userSecret", "organizationSecret"] as const)
      await project.succeed(["config", "set", "--plaintext", `cloud-elements:${name}`], { input: platform[name] });
    const { status, findings } = await diagnosis();
    expect([status, findings.settings?.state]).to.deep.equal([0, "warning"]);
    expect(findings.settings?.advice).to.include("pulumi config set --secret cloud-elements:organizationSecret");
    for (const name of ["userSecret", "organizationSecret"] as const)
      await project.setConfig(`cloud-elements:${name}`, platform[name], true);
  });

  it("finds nothing wrong where nothing is, by two reads", async () => {
    const before = (await platform.requests()).length;
    const { status, ok, findings } = await diagnosis();
    expect([status, ok]).to.deep.equal([0, true]);
    expect(Object.values(findings).map(({ state }) => state)).to.deep.equal(Array(7).fill("ok"));
    expect(findings.stack?.found).to.include("the stack test");
    expect(findings.credentials?.found).to.include("0 instances");
    expect((await platform.requests()).slice(before)).to.deep.equal([
      { method: "GET", path: "/elements/keys", status: 200 },
      { method: "GET", path: "/instances/count", status: 200 },
    ]);
  });

  it("tells wrong credentials from a platform that does not answer", async () => {
    await project.setConfig("cloud-elements:organizationSecret", "0".repeat(32), true);
    const wrong = await diagnosis();
    expect([wrong.status, wrong.findings.reachability?.state]).to.deep.equal([1, "ok"]);
    expect(wrong.findings.credentials?.found).to.match(/401|secret/);
    await project.setConfig("cloud-elements:organizationSecret", platform.organizationSecret, true);

    await project.setConfig("cloud-elements:baseUrl", "http://127.0.0.1:1/elements/api-v2");
    const silent = await diagnosis();
    expect([silent.status, silent.findings.credentials?.state]).to.deep.equal([1, "skipped"]);
    expect(silent.findings.reachability?.found).to.include("127.0.0.1");
    await project.setConfig("cloud-elements:baseUrl", platform.baseUrl);
  });

  it("goes by the environment where no stack can be read", async () => {
    const { status, findings } = await diagnosis({ ...settingsFor(platform), PULUMI_CONFIG_PASSPHRASE: "another" });
    expect([status, findings.stack?.state]).to.deep.equal([0, "warning"]);
    expect(findings.settings?.state).to.equal("ok");
  });

  it("tells programs that are missing", async () => {
    const { status, findings } = await diagnosis({ ...settingsFor(platform), PATH: nodeAlone() });
    expect([status, findings.pulumi?.state]).to.deep.equal([1, "failed"]);
    expect(findings.pulumi?.advice).to.include("https://www.pulumi.com/docs/install");
  });

  it("writes for people without colours, but on a terminal that takes them", async () => {
    const plain = await runCli(project, ["doctor"]);
    expect(plain.stdout)
      .to.match(/^ok {7}node {10}Node\.js /m)
      .and.not.to.include("\u001b");
    const coloured = await startInTerminal(project, ["doctor"]).ended;
    expect(coloured.stdout).to.include("\u001b[32mok");
    const asked = await startInTerminal(project, ["doctor"], { env: { NO_COLOR: "1" } }).ended;
    expect(asked.stdout).to.include("ok ").and.not.to.include("\u001b");
  });

  it("knows which versions are too old, and which are not", () => {
    expect([`>=${oldest.node}`, `^${oldest.sdk}`]).to.deep.equal([`${engines.node}.0.0`, peers["@pulumi/pulumi"]]);
    const state = (finding: Finding) => finding.state;
    expect([checkNode("20.20.2"), checkNode("22.0.0"), checkNode("26.10.0")].map(state)).to.deep.equal([
      "failed",
      "ok",
      "ok",
    ]);
    expect([checkPulumi("v3.199.9"), checkPulumi("3.200.0"), checkPulumi("v4.0.0-rc.1")].map(state)).to.deep.equal([
      "failed",
      "ok",
      "ok",
    ]);
    expect([checkSdk(undefined), checkSdk("3.248.0"), checkSdk("3.249.0")].map(state)).to.deep.equal([
      "failed",
      "failed",
      "ok",
    ]);
  });
});

/** A PATH on which there is Node.js, and no Pulumi. */
function nodeAlone(): string {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.filter((each) => !fs.existsSync(path.join(each, "pulumi"))).join(path.delimiter);
}
