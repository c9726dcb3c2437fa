import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { work } from "./project";

/** Pictures of every page that a person sees: kept after the tests. */
export const screenshots = path.join(work, "screenshots");

/** A real browser, which the set-up has found or installed. It reaches this machine alone. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) throw new Error("CHROMIUM is not set: run the tests by npm test, which finds a browser.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Looks at a page as everybody may see it: finds nothing to fault, in light and dark, on a desk and on a phone. */
export async function inspect(page: Page, name: string): Promise<void> {
  fs.mkdirSync(screenshots, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [device, width] of Object.entries({ desk: 1024, phone: 360 })) {
      await page.setViewportSize({ width, height: 720 });
      await page.screenshot({ path: path.join(screenshots, `${name}-${colorScheme}-${device}.png`), fullPage: true });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, help }) => `${id}: ${help}`),
        `${name}, ${colorScheme}, ${device}`,
      ).to.deep.equal([]);
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow, `${name} is wider than a ${device}`).to.equal(0);
    }
  }
}

/** Every address that the browser could go back to. */
export async function historyOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  await session.detach();
  return entries.map(({ url }) => url);
}
