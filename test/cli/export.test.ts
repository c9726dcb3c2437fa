import { expect } from "chai";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { runCli } from "../support/cli";
import { settingsFor } from "../support/environment";
import { type Json, type Platform, startPlatform } from "../support/platform";
import { Project, work } from "../support/project";
import { recorder, type Recorder } from "../support/recorder";
import { fakeSecret, rememberSecret } from "../support/secrets";

const names = [
  `O'Reilly "quoted" \`back\` \${ticks} \\ end`,
  "Ünïcödé 🚀👩‍👩‍👧 名前 \u202eright to left",
  "two\nlines\r\nand\ta tab",
  "x".repeat(200),
  "constructor",
  "*/ process.exit(1) //",
];

describe("pulumi-cloud-elements export, adopted by the real engine", () => {
  let platform: Platform;
  let front: Recorder;
  let project: Project;
  let folder: string;
  let existing: Json[];
  const apiKey = fakeSecret("api-key");
  const apiSecret = fakeSecret("api-secret");
  const password = fakeSecret("password");

  before(async () => {
    platform = await startPlatform();
    front = await recorder(platform.baseUrl);
    const settings = settingsFor({ ...platform, baseUrl: front.baseUrl });
    folder = path.join(work, "exports", "mixed set");
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    project = new Project("export", settings, path.dirname(folder));
    await makeMixedSet();
    existing = await platform.instances();
  });
  after(async () => {
    await front.close();
    await platform.close();
  });
  beforeEach(() => {
    front.recorded.length = 0;
  });

  const make = async (element: string, name: string, more: Json) =>
    String((await platform.api("POST", "/instances", { element: { key: element }, name, ...more })).id);
  const oauth = {
    "oauth.api.key": apiKey,
    "oauth.api.secret": apiSecret,
    "oauth.callback.url": "https://www.mycoolapp.com/auth",
  };

  /** Two of everything: what is masked and what is not, defaults and what differs from them, odd names. */
  async function makeMixedSet() {
    for (const name of names) {
      const configuration = { username: `user of ${name}`, password, "servicenow.subdomain": "s" };
      await make("servicenow", name, { configuration, tags: [name, `it's "a" tag`] });
    }
    for (const element of ["sfdc", "sagelive"]) {
      const providerData = { code: await platform.code(element) };
      const configuration = { ...oauth, "event.notification.enabled": true, "filter.response.nulls": null };
      await make(element, "Orders", { configuration, providerData, tags: [] });
    }
    const disabled = await make("sendgrid", "Orders", { configuration: { "api.key": apiKey } });
    await platform.api("DELETE", `/instances/${disabled}/enabled`);
    const providerData = { code: await platform.code("sfdc", false) };
    await make("sfdc", "never worked", { configuration: oauth, providerData });
    for (const instance of await platform.instances()) {
      const configuration = instance.configuration as Record<string, string>;
      rememberSecret("token", String(instance.token));
      for (const key of ["oauth.user.token", "oauth.user.refresh_token", "session.id"]) {
        if (configuration[key]) rememberSecret(key, configuration[key]);
      }
    }
  }

  it("writes a program that type-checks, without a secret, and changes nothing on the platform", async () => {
    const { status, stderr, stdout } = await runCli(project, ["export", "--out", "mixed set"]);
    expect([status, stdout], stderr).to.deep.equal([0, ""]);
    expect(stderr)
      .to.include(`${existing.length} instances in `)
      .and.to.include("pulumi config set --secret sfdc.oauth.api.secret")
      .and.to.include(`pulumi config set cloud-elements:baseUrl ${front.baseUrl}`);
    expect(new Set(front.recorded.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    expect(fs.readdirSync(path.join(folder, "instances"))).to.have.members(
      ["servicenow", "sfdc", "sagelive", "sendgrid"].map((each) => `${each}.ts`),
    );
    // As TypeScript itself would: with nothing but the written tsconfig.json.
    execFileSync("tsc", ["--project", folder], { encoding: "utf8" });
  });

  it("gives the same program again, and writes over it only where it is told to", async () => {
    const again = await runCli(project, ["export", "--out", "mixed set"]);
    expect(again.status).to.equal(1);
    expect(again.stderr).to.include("--force");
    const text = () => fs.readFileSync(path.join(folder, "instances", "servicenow.ts"), "utf8");
    const first = text();
    expect((await runCli(project, ["export", "--out", "mixed set", "--force"])).status).to.equal(0);
    expect(text()).to.equal(first);
  });

  it("exports what fits, by tags and by element, and says where nothing does", async () => {
    const one = await runCli(project, ["export", "--out", "one", "--element", "sfdc", "--tags", "never worked"]);
    expect(one.stderr).to.match(/^1 instance in /m);
    const none = await runCli(project, ["export", "--out", "none", "--tags", "a", "b"]);
    expect([none.status, none.stderr.trim()]).to.deep.equal([0, "No instance fits. Nothing was written."]);
    expect(fs.existsSync(path.join(project.folder, "none"))).to.equal(false);
  });

  it("adopts everything by the first up, and changes nothing; the second is empty; adopt may go", async () => {
    const exported = new Project("mixed-set", project.env, folder);
    const secrets: Record<string, string> = { "servicenow.password": password, "sendgrid.api.key": apiKey };
    for (const element of ["sfdc", "sagelive"]) {
      secrets[`${element}.oauth.api.key`] = apiKey;
      secrets[`${element}.oauth.api.secret`] = apiSecret;
    }
    for (const [key, value] of Object.entries(secrets)) await exported.setConfig(key, value, true);
    front.recorded.length = 0;
    const preview = await exported.succeed(["preview"]);
    expect(preview).not.to.include("Changed on the platform").and.not.to.include("warning");
    await exported.up();
    expect(front.calls().filter((call) => call.startsWith("POST"))).to.deep.equal([]);
    expect(await platform.instances()).to.deep.equal(existing);
    const { tokens } = (await exported.outputs()) as { tokens: Record<string, string> };
    expect(Object.values(tokens)).to.have.members(existing.map(({ token }) => token));
    await exported.expectNoChanges();
    await exported.expectNoDrift();

    for (const file of fs.readdirSync(path.join(folder, "instances"))) {
      const target = path.join(folder, "instances", file);
      fs.writeFileSync(target, fs.readFileSync(target, "utf8").replace(/^ +adopt: .*\n/gm, ""));
    }
    await exported.expectNoChanges();
    await exported.destroy();
    expect(await platform.instances()).to.deep.equal([]);
  });

  it("takes the settings from a stack's config, and says what is missing", async () => {
    const bare = new Project("export-settings", {});
    fs.writeFileSync(path.join(bare.folder, "Pulumi.yaml"), "name: bare\nruntime: nodejs\n");
    const none = await runCli(bare, ["export"]);
    expect([none.status, none.stderr.includes("userSecret and organizationSecret")]).to.deep.equal([1, true]);
    await bare.setConfig("cloud-elements:baseUrl", platform.baseUrl);
    await bare.setConfig("cloud-elements:userSecret", platform.userSecret, true);
    await bare.setConfig("cloud-elements:organizationSecret", platform.organizationSecret, true);
    const { status, stderr } = await runCli(bare, ["export", "--stack", "test"]);
    expect([status, stderr.trim()]).to.deep.equal([0, "No instance fits. Nothing was written."]);
  });
});
