import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { exampleProject, type Project, specProject } from "../support/project";
import { type Recorded, type Recorder, recorder } from "../support/recorder";
import { fakeSecret } from "../support/secrets";

// One row of the guides each: what its example must send, and another element of the same service to become.
const rows = [
  {
    example: "salesforce-documents",
    element: "sfdcdocuments",
    callback: "https://www.mycoolapp.com/auth",
    other: "sfdc",
  },
  {
    example: "salesforce-marketing-cloud",
    element: "sfdcmarketingcloud",
    callback: "https://www.demonstrab.ly/home",
    other: "sfdc",
  },
  {
    example: "salesforce-service-cloud",
    element: "sfdcservicecloud",
    callback: "https://www.demonstrab.ly/home",
    other: "sfdc",
  },
  { example: "salesforce-crm", element: "sfdc", callback: "https://www.demonstrab.ly/home", other: "sagelive" },
  { example: "sage-live", element: "sagelive", callback: "https://www.mycoolapp.com/auth", other: "sfdc" },
];

describe("the examples, under the real engine", () => {
  let platform: Platform;
  let front: Recorder;

  before(async () => {
    platform = await startPlatform();
    front = await recorder(platform.baseUrl);
  });
  after(async () => {
    await front.close();
    await platform.close();
  });

  const calls = () => front.calls();
  const sent = (method: string): Recorded => {
    const found = front.sent().find((each) => each.method === method);
    if (!found) throw new Error(`no ${method} among ${calls().join(", ")}`);
    return found;
  };

  for (const { example, element, callback, other } of rows) {
    describe(example, () => {
      let project: Project;
      const apiSecret = fakeSecret("api-secret");
      let first: { id: string; token: string };
      let code: string;

      before(async () => {
        project = exampleProject(example, settingsFor({ ...platform, baseUrl: front.baseUrl }));
        await project.setConfig("apiKey", "fake_api_key");
        await project.setConfig("apiSecret", apiSecret, true);
        code = await platform.code(element);
        await project.setConfig("code", code, true);
      });
      beforeEach(() => {
        front.recorded.length = 0;
      });

      it("up: one POST, with exactly what the guide sends", async () => {
        await project.up();
        first = (await project.outputs()) as typeof first;
        expect(calls()).to.deep.equal(["POST /instances"]);
        expect(sent("POST").headers.authorization).to.equal(
          `User ${platform.userSecret}, Organization ${platform.organizationSecret}`,
        );
        expect(sent("POST").body).to.deep.equal({
          element: { key: element },
          providerData: { code },
          configuration: {
            "oauth.callback.url": callback,
            "oauth.api.key": "fake_api_key",
            "oauth.api.secret": apiSecret,
          },
          tags: ["example", "<managed>"],
          name: example,
        });
        const [instance] = await platform.instances();
        expect(first.token).to.equal(instance?.token).and.to.have.length(44);
        expect(first.id).to.equal(String(instance?.id));
      });

      it("preview: nothing to do, and no call", async () => {
        await project.expectNoChanges();
        expect(calls()).to.deep.equal([]);
      });

      it("refresh: nothing changed, by one GET", async () => {
        await project.expectNoDrift();
        expect(calls()).to.deep.equal([`GET /instances/${first.id}`]);
      });

      it("update in place: one PATCH, the same id and token", async () => {
        edit(project, '["example"]', '["example", "changed"]');
        await project.up();
        expect(calls()).to.deep.equal([`PATCH /instances/${first.id}`]);
        expect(sent("PATCH").body).to.deep.equal({ tags: ["example", "changed", "<managed>"] });
        expect(await project.outputs()).to.deep.equal(first);
        await project.expectNoChanges();
      });

      it("get: reads the instance from another program, the token a secret", async () => {
        const reader = specProject(`get-${example}`, project.env);
        reader.write({ get: { it: first.id } });
        const output = await reader.up();
        expect(output).to.include("[secret]");
        expect(calls()).to.deep.equal([`GET /instances/${first.id}`]);
        expect((await reader.outputs()).it).to.deep.include({ token: first.token, name: example, element });
        await reader.destroy();
        expect(await platform.instances(), "what is read is not deleted").to.have.length(1);
      });

      it("replacement: another element makes another instance, then deletes the old one", async () => {
        edit(project, `element: "${element}"`, `element: "${other}"`);
        await project.setConfig("code", await platform.code(other), true);
        await project.up();
        expect(calls()).to.deep.equal(["POST /instances", `DELETE /instances/${first.id}`]);
        const second = (await project.outputs()) as typeof first;
        expect(second.id).not.to.equal(first.id);
        expect(second.token).not.to.equal(first.token);
        await project.expectNoChanges();
      });

      it("destroy: the emulator holds nothing", async () => {
        await project.destroy();
        expect(await platform.instances()).to.deep.equal([]);
        expect(calls().filter((each) => each.startsWith("DELETE"))).to.have.length(1);
      });
    });
  }

  it("servicenow-password: a user's name and password in place of a code", async () => {
    const project = exampleProject("servicenow-password", settingsFor(platform));
    await project.setConfig("username", "somebody@example.com");
    await project.setConfig("subdomain", "example");
    await project.setConfig("password", fakeSecret("password"), true);
    await project.up();
    expect(await platform.instances()).to.have.length(1);
    await project.expectNoChanges();
    await project.destroy();
    expect(await platform.instances()).to.deep.equal([]);
  });

  it("every folder of examples/ is tried here, by npm start, or in test/fleet, policy.test or package/template.test", () => {
    const folders = fs.readdirSync(path.resolve(__dirname, "../../examples"));
    const others = ["servicenow-password", "five-elements", "fleet", "policy", "templates"];
    expect(folders).to.have.members([...rows.map(({ example }) => example), ...others]);
  });
});

function edit(project: Project, before: string, after: string): void {
  const file = path.join(project.folder, "index.ts");
  const text = fs.readFileSync(file, "utf8");
  if (!text.includes(before)) throw new Error(`${file} holds no ${before}`);
  fs.writeFileSync(file, text.replace(before, after));
}
