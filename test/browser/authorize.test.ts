import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { historyOf, inspect, screenshots, startChromium } from "../support/chromium";
import { startCli } from "../support/cli";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { exampleProject, type Project } from "../support/project";
import { fakeSecret, rememberSecret } from "../support/secrets";

describe("a person with a real browser", () => {
  let platform: Platform;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let project: Project;
  const apiSecret = fakeSecret("api-secret");

  before(async () => {
    platform = await startPlatform();
    browser = await startChromium();
    project = exampleProject("sage-live", settingsFor(platform));
    await project.setConfig("apiKey", "fake_api_key");
    await project.setConfig("apiSecret", apiSecret, true);
  });
  after(async () => {
    await browser.close();
    await platform.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const args = [
    "authorize",
    "sagelive",
    "--stack",
    "test",
    "--api-key-config",
    "apiKey",
    "--api-secret-config",
    "apiSecret",
  ];

  /** Begins, and goes to the page that the command's link leads to. Another program stands in for the person's browser. */
  async function begin(...more: string[]) {
    const run = startCli(project, [...args, ...more], { env: { BROWSER: "/bin/true" } });
    const [link = ""] = await run.says(/http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+/);
    await page.goto(link);
    return run;
  }
  const heading = () => page.getByRole("heading", { level: 1 }).textContent();
  const decide = (name: string) => page.getByRole("button", { name }).click();

  it("goes the whole way: an empty stack, consent, a code in the config, up, a token, destroy", async () => {
    const run = await begin();
    expect(await heading()).to.equal("Allow access?");
    await inspect(page, "consent");
    await decide("Approve");
    await page.waitForURL(/\/finished\//);
    expect(await heading()).to.equal("Access allowed");

    const { status, stdout } = await run.ended;
    expect([status, stdout]).to.deep.equal([0, ""]);
    const code = rememberSecret("code", (await project.config("code")) ?? "");
    expect(code).to.match(/^\S{20,}$/);
    await inspect(page, "allowed");
    const everywhere = [await page.content(), await page.title(), ...(await historyOf(page))].join("\n");
    expect(everywhere).not.to.include(code).and.not.to.include("code=");

    await project.up();
    const { token } = (await project.outputs()) as { token: string };
    expect(await platform.instances()).to.have.length(1);
    expect((await platform.instances())[0]).to.deep.include({ token, valid: true });
    await project.expectNoChanges();
    await project.destroy();
    expect(await platform.instances()).to.deep.equal([]);
  });

  it("denies: nothing is stored, and page, message and exit status say so", async () => {
    const run = await begin("--config", "denied");
    await decide("Deny");
    await page.waitForURL(/\/finished\//);
    expect(await heading()).to.equal("Access not allowed");
    const { status, stderr } = await run.ended;
    expect([status, stderr.includes("The access was not allowed")]).to.deep.equal([3, true]);
    await inspect(page, "denied");
    expect(await project.config("denied")).to.equal(undefined);
  });

  it("comes back with another state: the code is refused", async () => {
    const run = await begin("--config", "tampered");
    await page.evaluate('document.querySelector("input[name=state]").value = "sagelive"');
    await decide("Approve");
    await page.waitForURL(/\/finished\//);
    expect(await heading()).to.equal("This answer is to another request");
    expect((await run.ended).status).to.equal(4);
    await inspect(page, "another-state");
    expect(await project.config("tampered")).to.equal(undefined);
  });

  it("uses the link twice: the second visit is told so", async () => {
    const run = await begin("--config", "twice");
    const second = await context.newPage();
    await second.goto((await run.says(/http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+/))[0] ?? "");
    expect(await second.getByRole("heading", { level: 1 }).textContent()).to.equal("This link was used before");
    await inspect(second, "used-link");
    await decide("Deny");
    expect((await run.ended).status).to.equal(3);
  });

  it("watches the emulator's front page: instances and requests as they come, no token", async () => {
    await page.goto(new URL("/__emulator/", platform.baseUrl).href);
    const providerData = { code: await platform.code("sagelive") };
    const configuration = {
      "oauth.api.key": "k",
      "oauth.api.secret": apiSecret,
      "oauth.callback.url": "https://www.mycoolapp.com/auth",
    };
    const made = await platform.api("POST", "/instances", {
      element: { key: "sagelive" },
      name: "seen live",
      configuration,
      providerData,
    });
    await page.getByText("seen live").first().waitFor();
    await page.getByRole("cell", { name: "POST" }).first().waitFor();
    await inspect(page, "emulator");
    const html = await page.content();
    expect(html).not.to.include(String(made.token)).and.not.to.include(apiSecret);
  });

  it("leaves a picture of every page", () => {
    const pages = ["consent", "allowed", "denied", "another-state", "used-link", "emulator"];
    const expected = pages.flatMap((name) =>
      ["light", "dark"].flatMap((scheme) => ["desk", "phone"].map((device) => `${name}-${scheme}-${device}.png`)),
    );
    expect(fs.readdirSync(screenshots)).to.have.members(expected);
    for (const file of expected) expect(fs.statSync(path.join(screenshots, file)).size).to.be.greaterThan(1000);
  });
});
