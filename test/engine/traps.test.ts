import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { providerText } from "../../provider/resource/provider-text";
import { oauthArgs } from "../support/platform";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type SpecProject, type Stage } from "../support/stage";

// Each is a way in which a dynamic provider goes wrong under Pulumi's engine (CONTRIBUTING.md lists them).
describe("the traps of dynamic providers, under the real engine", () => {
  let stage: Stage;
  const password = fakeSecret("password");

  before(async () => {
    stage = await openStage("traps");
    stage.project.write({ instances: { desk: servicenow(password) } });
    await stage.project.up();
  });
  after(async () => {
    await stage.project.destroy();
    expect(await stage.platform.instances()).to.deep.equal([]);
    await stage.close();
  });
  beforeEach(() => {
    stage.front.recorded.length = 0;
    stage.front.control.tamper = () => undefined;
    stage.front.control.edit = (_request, body) => body;
    stage.project.write({ instances: { desk: servicenow(password) } });
  });

  const id = async () => (await stage.project.state()).desk?.id ?? "";

  it("a failed check prints no value of a secret argument", async () => {
    const secret = fakeSecret("mistyped");
    stage.project.write({ instances: { desk: servicenow(password, { providerData: secret, oauthCode: [secret] }) } });
    const output = await stage.project.fail(["preview"]);
    expect(output).to.include("the argument providerData has a wrong type").and.to.include("the argument oauthCode");
    expect(output).not.to.include(secret);
    expect(stage.front.calls()).to.deep.equal([]);
  });

  it("an answer with nothing but id, name, token and element is enough", async () => {
    stage.front.control.edit = (_request, body) => {
      const { id, name, token, element } = body as Record<string, unknown>;
      if (token === undefined) return body;
      return { id, name, token, element };
    };
    const project = stage.another("bare-answers");
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    await project.expectNoChanges();
    await project.expectNoDrift();
    await project.destroy();
  });

  it("a forced replacement makes another instance, then deletes the old one", async () => {
    const before = await id();
    const urn = (await stage.project.state()).desk?.urn ?? "";
    await stage.project.up("--replace", urn);
    expect(stage.front.calls()).to.deep.equal(["POST /instances", `DELETE /instances/${before}`]);
    expect(await id()).not.to.equal(before);
    await stage.project.expectNoChanges();
  });

  it("a forced replacement with a spent code leaves the old instance as it is", async () => {
    const project = stage.another("forced");
    const crm = { element: "sfdc", oauth: oauthArgs(), oauthCode: await stage.platform.code("sfdc") };
    project.write({ instances: { crm } });
    await project.up();
    const { crm: before } = await project.state();
    expect(await project.failingUp("--replace", before?.urn ?? "")).to.include("the OAuth code was refused");
    expect((await project.state()).crm?.id).to.equal(before?.id);
    await project.expectNoChanges();
    await project.expectNoDrift();
    await project.destroy();
  });

  it("the provider in the state is one constant line, whatever the release", async () => {
    expect(providerText).to.equal('exports.handler=()=>require("pulumi-cloud-elements/provider")');
    const { desk } = await stage.project.state();
    expect(desk?.inputs.__provider).to.equal(providerText);
    expect(desk?.outputs.__provider).to.equal(providerText);
  });

  it("another text of the provider in the state shows no change, and works", async () => {
    const older = 'exports.handler = () => require("pulumi-cloud-elements/provider"); // an older release';
    const file = path.join(stage.project.folder, "edited.json");
    const exported = await stage.project.export();
    fs.writeFileSync(file, exported.replaceAll(JSON.stringify(providerText), JSON.stringify(older)));
    await stage.project.succeed(["stack", "import", "--file", file]);
    expect((await stage.project.state()).desk?.inputs.__provider).to.equal(older);
    await stage.project.expectNoChanges();
    await stage.project.expectNoDrift();
    await stage.project.up();
    expect(stage.front.calls().filter((each) => !each.startsWith("GET"))).to.deep.equal([]);
  });

  it("an import is refused, with what to do instead", async () => {
    stage.project.write({ import: { old: "123" } });
    const output = await stage.project.fail(["preview"]);
    expect(output).to.include("cannot be imported").and.to.include('ElementInstance.get("old", "123")');
    expect(output).not.to.include("toJavaScript");
  });

  it("get finds nothing to change the next time", async () => {
    const project = stage.another("get-again");
    project.write({ get: { it: await id() } });
    await project.up();
    await project.expectNoChanges();
    await project.expectNoDrift();
    await project.destroy();
    expect(stage.front.calls().filter((each) => !each.startsWith("GET"))).to.deep.equal([]);
  });

  it("get tells what is wrong with an id", async () => {
    const project = stage.another("get");
    project.write({ get: { it: "999999" } });
    expect(await project.failingUp()).to.include("There is no instance 999999");
    project.write({ get: { it: "not-a-number" } });
    expect(await project.failingUp()).to.include('"not-a-number" is no instance\'s id');
  });

  it("no stack trace reaches a person, from read or delete or the provider's own slips", async () => {
    stage.front.control.tamper = ({ method }) =>
      method === "DELETE" ? { status: 409, text: '{"message":"in use"}' } : { status: 401, text: '{"message":"no"}' };
    const refresh = await stage.project.fail(["refresh", "--yes"]);
    const destroy = await stage.project.fail(["destroy", "--yes", "--skip-preview"]);
    expect(refresh).to.include("the platform does not know these credentials");
    expect(destroy).to.include("is in use").and.to.include("formula");
    for (const output of [refresh, destroy]) expect(output).not.to.match(/^\s+at /m);
    expect(await stage.project.state(), "nothing is lost").to.have.keys("desk");
  });

  it("a 404 that is not the platform's own drops nothing from the state", async () => {
    stage.front.control.tamper = () => ({ status: 404, text: "<html>nginx</html>", type: "text/html" });
    expect(await stage.project.fail(["refresh", "--yes"])).to.include("something other than the platform");
    expect(await stage.project.fail(["destroy", "--yes", "--skip-preview"])).to.include("something other");
    expect(await stage.project.state()).to.have.keys("desk");
  });

  it("all resources of a run share one process and its connections", async () => {
    const project = stage.another("pool");
    const names = ["a", "b", "c", "d", "e", "f"];
    project.write({ instances: Object.fromEntries(names.map((name) => [name, servicenow(password)])) });
    stage.front.control.connections = 0;
    await project.up("--parallel", "1");
    expect(stage.front.calls()).to.have.length(6);
    // Six look-ups and a question to the catalog among them; a call may come a tick before a connection is free again.
    expect(stage.front.recorded).to.have.length(13);
    expect(stage.front.control.connections).to.be.at.most(2);
    await project.destroy();
  });

  describe("settings", () => {
    let project: SpecProject;
    before(() => {
      project = stage.another("settings");
      project.write({ instances: { desk: servicenow(password) } });
    });

    it("come from the stack's config, and are in no resource's state", async () => {
      const { CLOUD_ELEMENTS_BASE_URL: url = "", CLOUD_ELEMENTS_USER_SECRET: user = "" } = project.env;
      delete project.env.CLOUD_ELEMENTS_USER_SECRET;
      delete project.env.CLOUD_ELEMENTS_BASE_URL;
      await project.setConfig("cloud-elements:userSecret", user, true);
      await project.setConfig("cloud-elements:baseUrl", url);
      await project.setConfig("cloud-elements:timeoutSeconds", "30");
      await project.up();
      const { desk } = await project.state("--show-secrets");
      expect(JSON.stringify(desk)).not.to.include(user).and.not.to.include(url);
      await project.destroy();
    });

    it("are asked for where they are missing, before anything is sent", async () => {
      await project.succeed(["config", "rm", "cloud-elements:userSecret"]);
      const output = await project.failingUp();
      expect(output).to.include("pulumi config set --secret cloud-elements:userSecret");
      expect(stage.front.calls()).to.deep.equal([]);
    });

    it("that are wrong are named", async () => {
      await project.setConfig("cloud-elements:baseUrl", "https://api.cloud-elements.com");
      expect(await project.failingUp()).to.include("cloud-elements:baseUrl does not end with /elements/api-v2");
    });
  });

  it("preview names all missing entries of an instance at once, without a call", async () => {
    stage.project.write({ instances: { desk: servicenow(password), crm: { element: "sfdc" } } });
    expect(await stage.project.fail(["preview"])).to.include(
      "the element sfdc needs oauth.apiKey (oauth.api.key), oauth.apiSecret (oauth.api.secret), " +
        "oauth.callbackUrl (oauth.callback.url), oauthCode (providerData.code)",
    );
    expect(stage.front.calls()).to.deep.equal([]);
  });
});
