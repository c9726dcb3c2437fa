import { execFileSync } from "node:child_process";
import path from "node:path";

// typedoc.json makes every exported name without a sentence, and every link that leads nowhere, an error.
describe("the reference of the API (npm run docs)", () => {
  it("says something about every exported name, property and parameter object", function () {
    this.timeout(120_000);
    execFileSync("typedoc", ["--emit", "none"], { cwd: path.resolve(__dirname, "../.."), stdio: "pipe" });
  });
});
