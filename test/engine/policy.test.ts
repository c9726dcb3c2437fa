import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { type Platform, startPlatform } from "../support/platform";
import { settingsFor } from "../support/environment";
import { specProject } from "../support/project";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type Stage } from "../support/stage";

const pack = path.resolve(__dirname, "../../examples/policy");

describe("the example of a policy pack, by the real engine", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage("policy");
  });
  after(() => stage.close());

  const password = fakeSecret("policy-password");
  const instances = async () => (await stage.platform.instances()).length;

  it("forbids an instance without tags, before anything is made", async () => {
    stage.project.write({ instances: { desk: servicenow(password) } });
    const said = await stage.project.failingUp("--policy-pack", pack);
    expect(said).to.include("instances-are-tagged").and.to.include('The element instance "desk" has no tags');
    expect(await instances()).to.equal(0);
  });

  it("lets one with tags, and with a code of which ElementInstance makes a secret", async () => {
    const oauthCode = await stage.platform.code("sfdc");
    const oauth = { apiKey: "k", apiSecret: fakeSecret("policy-api-secret"), callbackUrl: "https://example.com/cb" };
    const crm = { element: "sfdc", tags: ["customer-42"], oauth, oauthCode };
    stage.project.write({ instances: { desk: servicenow(password, { tags: ["customer-42"] }), crm } });
    await stage.project.up("--policy-pack", pack);
    expect(await instances()).to.equal(2);
    await stage.project.destroy();
  });
});

describe("the same, of a resource that goes around the class", () => {
  let platform: Platform;
  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.close());

  it("forbids a code in clear, and does not repeat it", async () => {
    const project = specProject("policy-around", settingsFor(platform));
    fs.writeFileSync(
      path.join(project.folder, "index.js"),
      `const pulumi = require("@pulumi/pulumi");
const type = "pulumi-nodejs:dynamic/cloud-elements:ElementInstance";
const __provider = 'exports.handler=()=>require("pulumi-cloud-elements/provider")';
const args = { element: "sfdc", name: "crm", tags: ["a"], oauthCode: process.env.CODE_IN_CLEAR, __provider };
new pulumi.CustomResource(type, "crm", args);
`,
    );
    const code = await platform.code("sfdc");
    const said = await project.fail(["up", "--yes", "--skip-preview", "--policy-pack", pack], {
      env: { CODE_IN_CLEAR: code },
    });
    expect(said).to.include("is given oauthCode in clear").and.to.include("pulumi config set --secret code");
    expect(said).not.to.include(code);
    expect(await platform.instances()).to.deep.equal([]);
  });
});
