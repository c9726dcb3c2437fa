import fs from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt.mjs";
import { report } from "./report.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The program file of a Chromium for the tests that need a real browser: CHROMIUM, the machine's own, or Debian's. */
export async function findChromium(env) {
  const found = env.CHROMIUM || installed(env);
  if (found) return found;
  try {
    report("installing Chromium, for the tests with a real browser (once)");
    await aptInstall(env, ["chromium"]);
  } catch (error) {
    throw new Error(
      "The tests go through the consent pages with a real browser, and no Chromium was found or could be installed.\n" +
        `Install one (Debian and Ubuntu: apt-get install chromium), or name its program in CHROMIUM.\n${error.message}`,
      { cause: error },
    );
  }
  const now = installed(env);
  if (!now) throw new Error("Chromium was installed, yet is not on PATH.");
  return now;
}

function installed(env) {
  const onPath = env.PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...elsewhere].find((file) => fs.existsSync(file));
}
