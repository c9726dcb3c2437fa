import { expect } from "chai";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { runCli } from "../support/cli";
import { settingsFor } from "../support/environment";
import { fakeBrowser } from "../support/fake-browser";
import { type Platform, startPlatform } from "../support/platform";
import { type Project, specProject, work } from "../support/project";
import { fakeSecret, rememberSecret } from "../support/secrets";

const port = 53682;

describe("pulumi-cloud-elements authorize, with the real Pulumi", () => {
  let platform: Platform;
  let project: Project;
  let browser: string;
  const apiSecret = fakeSecret("api-secret");

  before(async () => {
    platform = await startPlatform();
    project = specProject("authorize", settingsFor(platform));
    await project.setConfig("appKey", "k");
    await project.setConfig("appSecret", apiSecret, true);
    browser = fakeBrowser(path.join(work, "browser"));
  });
  after(() => platform.close());

  const run = (args: string[], { input = "", env = {} } = {}) =>
    runCli(project, ["authorize", ...args], { input, env: { BROWSER: browser, ...env } });
  const withConfig = ["sfdc", "--stack", "test", "--api-key-config", "appKey", "--api-secret-config", "appSecret"];

  it("leads from a click to a secret in the stack's config, which makes an instance", async () => {
    const { status, stdout, stderr } = await run(withConfig);
    expect(stderr).to.include("as the secret code").and.to.include("Next: pulumi up");
    expect([status, stdout]).to.deep.equal([0, ""]);
    const config = fs.readFileSync(path.join(project.folder, "Pulumi.test.yaml"), "utf8");
    expect(config).to.match(/spec:code:\n\s+secure: /);

    const code = rememberSecret("code", (await project.config("code")) ?? "");
    const made = await platform.api("POST", "/instances", {
      element: { key: "sfdc" },
      name: "x",
      configuration: {
        "oauth.api.key": "k",
        "oauth.api.secret": apiSecret,
        "oauth.callback.url": "http://127.0.0.1/cb",
      },
      providerData: { code },
    });
    expect(made.valid).to.equal(true);
    const opened = fs.readFileSync(`${browser}.log`, "utf8");
    expect(opened, "the command line of the browser").to.match(/^http:\/\/127\.0\.0\.1:\d+\/start\/\S+$/m);
  });

  it("writes the code alone to stdout with --print, the credentials taken from the environment", async () => {
    const env = { CLOUD_ELEMENTS_OAUTH_API_KEY: "k", CLOUD_ELEMENTS_OAUTH_API_SECRET: apiSecret };
    const { status, stdout } = await run(["sagelive", "--print", "--scope", "full refresh_token"], { env });
    expect(status).to.equal(0);
    expect(stdout).to.match(/^aPrx[\w-]+\n$/);
    rememberSecret("code", stdout.trim());
  });

  it("asks the platform that the stack's config names, as the provider does, whatever the environment says", async () => {
    await project.setConfig("cloud-elements:baseUrl", platform.baseUrl);
    const env = { CLOUD_ELEMENTS_BASE_URL: "http://127.0.0.1:1/elements/api-v2" };
    const { status, stderr } = await run([...withConfig, "--config", "other"], { env });
    await project.succeed(["config", "rm", "cloud-elements:baseUrl"]);
    expect(status, stderr).to.equal(0);
  });

  it("stores nothing after a denial, and says so by its exit status", async () => {
    const { status, stderr } = await run([...withConfig, "--config", "denied"], { env: { DECISION: "deny" } });
    expect(status).to.equal(3);
    expect(stderr).to.include("The access was not allowed").and.to.include("Nothing was stored");
    expect(await project.config("denied")).to.equal(undefined);
  });

  it("says before anything else that there is no stack, no such config, or a wrong option", async () => {
    const noStack = await run(["sfdc", "--stack", "no-such-stack"]);
    expect([noStack.status, noStack.stderr.includes("no-such-stack")]).to.deep.equal([1, true]);
    const noKey = await run(["sfdc", "--stack", "test", "--api-key-config", "nothing"]);
    expect([noKey.status, noKey.stderr.includes("has no nothing for the API key")]).to.deep.equal([1, true]);
    for (const args of [
      [],
      ["sfdc", "--callback-url", "ftp://x"],
      ["sfdc", "--timeout", "0"],
      ["sfdc", "--secret", "x"],
    ]) {
      expect((await run(args)).status, args.join(" ")).to.equal(2);
    }
  });

  it("names an element that the platform does not have", async () => {
    const [, ...rest] = withConfig;
    const { status, stderr } = await run(["salesfarce", ...rest]);
    expect(status).to.equal(1);
    expect(stderr)
      .to.include("salesfarce")
      .and.not.to.match(/^\s+at /m);
  });

  it(`tells of a port that is taken`, async () => {
    const blocker = spawn("node", [
      "-e",
      `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("up"))`,
    ]);
    await new Promise((resolve) => blocker.stdout.once("data", resolve));
    const { status, stderr } = await run(withConfig);
    blocker.kill();
    expect(status).to.equal(7);
    expect(stderr).to.include(String(port)).and.to.include("--callback-url");
  });
});
