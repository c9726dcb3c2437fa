// npm run pictures: makes docs/pictures, from the real things where there is something to see.
import { instance } from "@viz-js/viz";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { startChromium } from "../../support/chromium";
import { startCli } from "../../support/cli";
import { settingsFor } from "../../support/environment";
import { startPlatform } from "../../support/platform";
import { exampleProject } from "../../support/project";
import { architecture } from "./architecture";
import { lifecycle } from "./lifecycle";
import { pictureOfTerminal } from "./terminal";

const repository = path.resolve(__dirname, "../../..");
const folder = path.join(repository, "docs/pictures");
const to = (name: string) => path.join(folder, name);

async function main(): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const viz = await instance();
  for (const [name, text] of Object.entries({ architecture, lifecycle })) {
    fs.writeFileSync(to(`${name}.svg`), viz.renderString(text, { format: "svg" }));
  }
  const browser = await startChromium();
  try {
    await pictureOfTerminal(browser, "npm start", firstStart(), to("start.png"));
    await pictureOfConsent(browser);
  } finally {
    await browser.close();
  }
}

/** What npm start shows where it has not run before. A demo that is there is put aside meanwhile. */
function firstStart(): string {
  const demo = [path.join(repository, ".work/demo"), path.join(repository, "Pulumi.demo.yaml")];
  for (const each of demo) if (fs.existsSync(each)) fs.renameSync(each, `${each}.aside`);
  try {
    const shown = execFileSync("node", ["tools/start.mjs"], { cwd: repository, encoding: "utf8" });
    return shown.replace(/(?<=^Duration: .*\n).*(?=^== Done)/ms, "\n…\n\n");
  } finally {
    for (const each of demo) {
      fs.rmSync(each, { recursive: true, force: true });
      if (fs.existsSync(`${each}.aside`)) fs.renameSync(`${each}.aside`, each);
    }
  }
}

/** The pages that a person comes to by authorize: the service's (here the emulator's), and the last. */
async function pictureOfConsent(browser: Browser): Promise<void> {
  const platform = await startPlatform();
  const page = await browser.newPage({ viewport: { width: 640, height: 420 }, deviceScaleFactor: 1.5 });
  try {
    const project = exampleProject("sage-live", settingsFor(platform));
    await project.setConfig("apiKey", "fake_api_key");
    await project.setConfig("apiSecret", "fake_api_secret", true);
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
    const run = startCli(project, args, { env: { BROWSER: "/bin/true" } });
    const [link = ""] = await run.says(/http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+/);
    await page.goto(link);
    await page.screenshot({ path: to("authorize-1.png") });
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.screenshot({ path: to("authorize-2.png") });
    await run.ended;
  } finally {
    await page.close();
    await platform.close();
  }
}

void main();
