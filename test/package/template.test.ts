import { expect } from "chai";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execute } from "../matrix/execute";
import { pack } from "../matrix/tarball";
import { startAnyInTerminal } from "../support/cli";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { Project } from "../support/project";
import { fakeSecret } from "../support/secrets";

const template = path.resolve(__dirname, "../../examples/templates/element-instance");

// As somebody begins: in a terminal, with the answers typed.
describe("pulumi new, with the template of this repository", function () {
  this.timeout(300_000);
  let folder: string;
  let platform: Platform;
  let project: Project;
  before(async () => {
    platform = await startPlatform();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-template-"));
    const copy = path.join(folder, "template");
    fs.cpSync(template, copy, { recursive: true });
    // The version that the template names may not be published yet.
    const manifest = path.join(copy, "package.json");
    const text = fs.readFileSync(manifest, "utf8");
    expect(text).to.match(/"pulumi-cloud-elements": "\^\d/);
    fs.writeFileSync(manifest, text.replace(/("pulumi-cloud-elements": )".*"/, `$1"file:${await pack(folder)}"`));
    const { CLOUD_ELEMENTS_RETRY_SECONDS: CLOUD_ELEMENTS_LOOKUP_SECONDS = "" } = settingsFor(platform);
    project = new Project("template", { CLOUD_ELEMENTS_LOOKUP_SECONDS }, path.join(folder, "project"));
  });
  after(async () => {
    fs.rmSync(folder, { recursive: true, force: true });
    await platform.close();
  });

  it("asks for the element and the settings, the secret ones as secrets", async () => {
    const answers = {
      "cloud-elements:baseUrl": platform.baseUrl,
      "cloud-elements:organizationSecret": platform.organizationSecret,
      "cloud-elements:userSecret": platform.userSecret,
      apiKey: "fake-api-key",
      apiSecret: fakeSecret("template-api-secret"),
      callbackUrl: "",
      element: "sagelive",
    };
    const command = ["pulumi", "new", path.join(folder, "template"), "--name=fresh", "--description=d", "--stack=test"];
    const pulumi = startAnyInTerminal(project, [...command, "--force"]);
    // Its prompts ask the terminal where the cursor is, and wait for the answer.
    pulumi.child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.includes("\u001b[6n")) pulumi.child.stdin?.write("\u001b[1;1R");
    });
    for (const [key, answer] of Object.entries(answers)) {
      await pulumi.says(new RegExp(`\\(${key}\\)`));
      pulumi.child.stdin?.write(`${answer}\r`);
    }
    const { status, stdout } = await pulumi.ended;
    expect(status, stdout).to.equal(0);

    const file = fs.readFileSync(path.join(project.folder, "Pulumi.test.yaml"), "utf8");
    const isSecret = (key: string) => new RegExp(`^  [\\w-]+:${key}:\\s*\\n    secure: `, "m").test(file);
    for (const key of ["organizationSecret", "userSecret", "apiSecret"]) expect(isSecret(key), key).to.equal(true);
    expect(file).to.include("fresh:element: sagelive").and.to.include("fresh:apiKey: fake-api-key");
  });

  it("gives a project that works from up to destroy, and that TypeScript finds no fault with", async () => {
    await project.setConfig("code", await platform.code("sagelive"), true);
    await project.up();
    await project.expectNoChanges();
    const [made] = await platform.instances();
    expect(made).to.include({ name: "sagelive" });
    expect(made?.tags).to.include("test");
    await execute(project.folder, "npm", ["exec", "--offline", "--", "tsc"]);
    expect(await project.outputs()).to.include({ token: made?.token });
    await project.destroy();
    expect(await platform.instances()).to.deep.equal([]);
  });
});
