import { expect } from "chai";
import { follow, visit } from "../support/browser";
import { type Running, startInTerminal } from "../support/cli";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { type Project, specProject } from "../support/project";
import { fakeSecret, rememberSecret, secretsIn } from "../support/secrets";

// A terminal shows what is typed unless a program tells it not to: what must not be seen is looked for in all that it shows.
describe("the command line in a terminal", () => {
  let platform: Platform;
  let project: Project;
  const apiKey = "fake_api_key";
  const apiSecret = fakeSecret("api-secret");

  before(async () => {
    platform = await startPlatform();
    project = specProject("terminal", settingsFor(platform));
    await project.setConfig("something", "else");
  });
  after(() => platform.close());

  const type = ({ child }: Running, text: string) => child.stdin?.write(`${text}\r`);
  const authorize = (...more: string[]) =>
    startInTerminal(project, ["authorize", "sfdc", "--stack", "test", ...more], { env: { BROWSER: "/bin/true" } });

  async function giveCredentials(run: Running): Promise<void> {
    await run.says(/The API key of your app \(it is not shown\): /);
    type(run, apiKey);
    await run.says(/The API secret of your app \(it is not shown\): /);
    type(run, apiSecret);
  }

  it("asks for what neither the environment nor the config has, without showing what is typed", async () => {
    const run = authorize();
    await giveCredentials(run);
    const [, link = ""] = await run.says(/open (http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+)/);
    await visit(link, "approve");
    const { status, stdout } = await run.ended;
    expect(status, stdout).to.equal(0);
    expect(stdout).to.include("Next: pulumi up").and.not.to.include(apiKey);
    expect(secretsIn(stdout)).to.deep.equal([]);
    const code = rememberSecret("code", (await project.config("code")) ?? "");
    expect(code).to.match(/^\S{20,}$/);
    expect(stdout).not.to.include(code);
  });

  it("takes the URL that the person was sent to, for a callback that is registered elsewhere", async () => {
    const callback = "https://www.mycoolapp.com/auth";
    const run = authorize("--callback-url", callback, "--config", "pasted");
    await giveCredentials(run);
    const [, link = ""] = await run.says(/open (http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+)/);
    await run.says(/Paste the whole URL that you were sent to at the end \(it is not shown\): /);
    // The person's browser cannot show that page; its address is what counts.
    let address = "";
    await visit(link, "approve", (back) => {
      address = back.href;
      return new URL(platform.baseUrl);
    });
    rememberSecret("code", new URL(address).searchParams.get("code") ?? "");
    type(run, address);
    const { status, stdout } = await run.ended;
    expect(status, stdout).to.equal(0);
    expect(secretsIn(stdout)).to.deep.equal([]);
    expect(await project.config("pasted")).to.equal(new URL(address).searchParams.get("code"));
  });

  it("ends with Ctrl-C at a question, and stores nothing", async () => {
    const run = authorize("--config", "interrupted");
    await run.says(/The API key of your app/);
    run.child.stdin?.write("\u0003");
    const { status, stdout } = await run.ended;
    expect(status).to.equal(1);
    expect(stdout)
      .to.include("Nothing was stored")
      .and.not.to.match(/^\s+at /m);
    expect(await project.config("interrupted")).to.equal(undefined);
  });

  it("shows how far an export of a thousand instances has come", async function () {
    this.timeout(300_000);
    const configuration = { username: "u", password: apiSecret, "servicenow.subdomain": "s" };
    for (let index = 0; index < 1000; index++) {
      await platform.api("POST", "/instances", {
        element: { key: "servicenow" },
        name: `number ${index}`,
        configuration,
      });
    }
    const run = startInTerminal(project, ["export", "--out", "thousand"]);
    const { status, stdout } = await run.ended;
    expect(status, stdout).to.equal(0);
    expect(stdout)
      .to.match(/#+\.+ 200 of 1000 instances/)
      .and.to.match(/#+ 1000 of 1000 instances/)
      .and.to.include(`1000 instances in 7 files of thousand`);
  });

  it("the link itself is no secret, and serves nobody twice", async () => {
    const run = authorize("--config", "denied");
    await giveCredentials(run);
    const [, link = ""] = await run.says(/open (http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+)/);
    await visit(link, "deny");
    expect((await run.ended).status).to.equal(3);
    expect(await follow(link).catch(() => "nobody listens any more")).to.equal("nobody listens any more");
  });
});
