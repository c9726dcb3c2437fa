import { expect } from "chai";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execute } from "../matrix/execute";
import { pack } from "../matrix/tarball";

// Outside the repository, so that nothing of its node_modules can help; a path with a space, as users have them.
describe("the package as a stranger installs it", () => {
  let folder: string;

  before(async function () {
    this.timeout(300_000);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi cloud elements "));
    const tarball = await pack(folder);
    fs.writeFileSync(path.join(folder, "package.json"), '{ "name": "stranger", "private": true }\n');
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    await execute(folder, "npm", ["install", ...flags, "@pulumi/pulumi@3.270.0", tarball]);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("holds the compiled provider, its types, and nothing of the emulator, the tests or the tools", () => {
    const installed = path.join(folder, "node_modules", "pulumi-cloud-elements");
    const names = fs.readdirSync(installed).filter((name) => name !== "node_modules");
    expect(names).to.have.members(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
    const files = fs.readdirSync(path.join(installed, "dist"), { recursive: true }).map(String);
    expect(files).to.include("index.d.ts").and.to.include(path.join("dynamic", "provider.js"));
    expect(fs.readdirSync(path.join(folder, "node_modules")))
      .to.include("undici")
      .and.not.to.include("fastify");
  });

  it("is no plugin of its own, which the language host would then look for", () => {
    const manifest = JSON.parse(
      fs.readFileSync(path.join(folder, "node_modules/pulumi-cloud-elements/package.json"), "utf8"),
    ) as Record<string, unknown>;
    expect(manifest).not.to.have.property("pulumi");
    expect(manifest.dependencies).to.have.all.keys(
      "@bomb.sh/tab",
      "cli-progress",
      "commander",
      "open",
      "read",
      "undici",
    );
    expect(manifest.peerDependencies).to.have.all.keys("@pulumi/pulumi");
  });

  it("gives its names to require and to import, without loading an HTTP library into the program", () => {
    const list = "JSON.stringify([typeof ElementInstance, typeof CloudElementsError])";
    const cjs = `const { ElementInstance, CloudElementsError } = require("pulumi-cloud-elements");
      console.log(${list}, Object.keys(require.cache).some((file) => file.includes("undici")))`;
    const esm = `import { ElementInstance, CloudElementsError } from "pulumi-cloud-elements"; console.log(${list})`;
    expect(node(folder, "--eval", cjs)).to.equal('["function","function"] false\n');
    expect(node(folder, "--input-type=module", "--eval", esm)).to.equal('["function","function"]\n');
  });

  it("loads undici into the provider process, and no other package beside Pulumi's own", () => {
    const script = `require("@pulumi/pulumi"); const before = new Set(Object.keys(require.cache));
      require("pulumi-cloud-elements/provider");
      const packages = Object.keys(require.cache).filter((file) => !before.has(file)).map((file) => /node_modules.((?:@[^/]+.)?[^/]+)(?!.*node_modules)/.exec(file)[1]);
      console.log(JSON.stringify([...new Set(packages)].sort()))`;
    expect(JSON.parse(node(folder, "--eval", script))).to.deep.equal(["pulumi-cloud-elements", "undici"]);
  });
});

function node(cwd: string, ...args: string[]): string {
  return execFileSync("node", args, { cwd, encoding: "utf8" });
}
