import fs from "node:fs";
import path from "node:path";

/** This package's version. */
export function version(): string {
  const file = path.join(__dirname, "../../package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}
