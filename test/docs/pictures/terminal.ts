import type { Browser } from "playwright-core";

/** A picture of what a terminal has shown. */
export async function pictureOfTerminal(browser: Browser, command: string, shown: string, file: string): Promise<void> {
  const lines = shown.trimEnd().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const page = await browser.newPage({ viewport: { width: 1000, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(`<style>
    body { margin: 0; background: white }
    main { display: inline-block; padding: 18px 22px; border-radius: 10px; background: #0f172a; color: #e2e8f0 }
    pre { margin: 0; font: 13px/1.45 "DejaVu Sans Mono", monospace; white-space: pre-wrap; width: 920px }
    b { color: #7dd3fc }
  </style><main><pre><b>$ ${command}</b>\n${lines}</pre></main>`);
  await page.locator("main").screenshot({ path: file });
  await page.close();
}
