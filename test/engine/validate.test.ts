import { expect } from "chai";
import { oauthArgs } from "../support/platform";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type SpecProject, type Stage } from "../support/stage";

describe("a preview that knows the platform, under the real engine", () => {
  let stage: Stage;
  let project: SpecProject;
  const password = fakeSecret("password");
  const crm = { element: "sfdc", oauth: oauthArgs() };

  before(async () => {
    stage = await openStage("validate");
    project = stage.project;
  });
  after(() => stage.close());
  beforeEach(() => {
    stage.front.recorded.length = 0;
    stage.front.control.tamper = () => undefined;
  });

  const five = async () => ({
    a: servicenow(password),
    b: servicenow(password),
    c: servicenow(password),
    d: { ...crm, oauthCode: await stage.platform.code("sfdc") },
    e: { ...crm, oauthCode: await stage.platform.code("sfdc") },
  });

  it("asks once for each element of a run, without credentials, and for none where nothing changed", async () => {
    const instances = await five();
    project.write({ instances });
    await project.succeed(["preview"]);
    const once = ["GET /elements/servicenow", "GET /elements/sfdc"];
    expect(stage.front.catalogCalls()).to.have.members(once).and.to.have.length(2);
    expect(stage.front.calls()).to.deep.equal([]);
    expect(stage.front.recorded[0]?.headers).not.to.have.property("authorization");
    await project.up();
    stage.front.recorded.length = 0;
    await project.expectNoChanges();
    expect(stage.front.recorded).to.deep.equal([]);
    await project.destroy();
  });

  it("tells of an element that the platform does not have, and which is meant", async () => {
    project.write({ instances: { desk: servicenow(password, { element: "servicenwo" }) } });
    const output = await project.fail(["preview"]);
    expect(output).to.include("the platform has no element servicenwo: did you mean servicenow?");
    expect(stage.front.catalogCalls()).to.deep.equal(["GET /elements/servicenwo", "GET /elements/keys"]);
    expect(stage.front.calls()).to.deep.equal([]);
  });

  it("tells all that is wrong with an element that no guide is about, and warns of what it does not know", async () => {
    const configuration = { username: "u", "event.notification.enabled": password, "servicenow.subdomian": "s" };
    project.write({ instances: { desk: { element: "servicenow", configuration } } });
    const output = await project.fail(["preview"]);
    expect(output)
      .to.include('configuration["event.notification.enabled"] has a wrong type')
      .and.to.include(
        'the element servicenow needs configuration["password"] (secret), configuration["servicenow.subdomain"]',
      )
      .and.to.include('warning: the element servicenow has no entry configuration["servicenow.subdomian"]')
      .and.to.include("did you mean servicenow.subdomain?");
    expect(stage.front.calls()).to.deep.equal([]);
  });

  it("says once that the catalog cannot be asked, and goes on", async () => {
    stage.front.control.tamper = ({ path }) =>
      path.startsWith("/elements/") ? { status: 503, text: "<html>", type: "text/html" } : undefined;
    project.write({ instances: await five() });
    const output = await project.succeed(["preview"]);
    // The engine shows a message as it comes, and again at the end.
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    expect(diagnostics.split("catalog of elements cannot be asked")).to.have.length(2);
    expect(output).to.include("6 to create");
  });

  it("asks nothing with cloud-elements:validate false, and takes no other word for it", async () => {
    await project.setConfig("cloud-elements:validate", "false");
    project.write({ instances: { desk: { element: "servicenwo" } } });
    await project.succeed(["preview"]);
    expect(stage.front.recorded).to.deep.equal([]);
    await project.setConfig("cloud-elements:validate", "nein");
    expect(await project.fail(["preview"])).to.include("cloud-elements:validate is neither true nor false");
  });
});
