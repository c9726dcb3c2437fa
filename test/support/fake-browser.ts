import fs from "node:fs";
import path from "node:path";

/** A program that does what a person in a browser does (`DECISION`: approve or deny), and writes down its own command line. */
export function fakeBrowser(file: string): string {
  const script = `#!/usr/bin/env node
const fs = require("node:fs");
fs.appendFileSync(${JSON.stringify(`${file}.log`)}, process.argv.slice(2).join(" ") + "\\n");
(async () => {
  const consent = await fetch(process.argv[2]);
  const html = await consent.text();
  const hidden = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const fields = [...hidden.filter(([name]) => name !== "decision"), ["decision", process.env.DECISION ?? "approve"]];
  await fetch(new URL("/services/oauth2/decision", consent.url), { method: "POST", body: new URLSearchParams(fields) });
})();
`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, script, { mode: 0o755 });
  return file;
}
