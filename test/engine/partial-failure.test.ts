import { expect } from "chai";
import { providerText } from "../../provider/resource/provider-text";
import { oauthArgs } from "../support/platform";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type Stage } from "../support/stage";

describe("an instance that exists and does not work, under the real engine", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage("partial-failure");
  });
  after(() => stage.close());
  beforeEach(() => {
    stage.front.recorded.length = 0;
    stage.front.control.tamper = () => undefined;
  });

  const sfdc = oauthArgs();
  const declare = async (works: boolean) => {
    const oauthCode = await stage.platform.code("sfdc", works);
    stage.project.write({ instances: { crm: { element: "sfdc", oauth: sfdc, oauthCode } } });
  };

  it("stays in the state, with the reason", async () => {
    await declare(false);
    const output = await stage.project.failingUp();
    expect(output).to.match(/Instance 123 \(sfdc instance "crm"\) exists, but .* \(valid: false\)/);
    expect(output).to.include("a new OAuth code");
    const { crm } = await stage.project.state();
    expect(crm?.id).to.equal("123");
    expect(crm?.outputs).to.include({ valid: false, __provider: providerText });
    expect(crm?.initErrors).to.have.length(1);
  });

  it("is tried again by the next up, and by the one after a refresh", async () => {
    expect(await stage.project.failingUp()).to.include("the OAuth code was refused");
    expect(stage.front.calls()).to.deep.equal(["GET /instances/123", "PUT /instances/123"]);
    await stage.project.refresh();
    expect(await stage.project.failingUp()).to.include("get a new one");
    expect(await stage.platform.instances()).to.have.length(1);
  });

  it("is repaired by a new code, under the same id", async () => {
    await declare(true);
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal(["PUT /instances/123"]);
    const { crm } = await stage.project.state();
    expect(crm?.initErrors ?? []).to.deep.equal([]);
    expect(crm?.outputs.valid).to.equal(true);
    await stage.project.expectNoChanges();
    await stage.project.expectNoDrift();
  });

  it("is found mended where a person did that on the platform", async () => {
    await declare(false);
    await stage.project.failingUp();
    await stage.platform.api("PUT", "/instances/123", { providerData: { code: await stage.platform.code("sfdc") } });
    stage.front.recorded.length = 0;
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal(["GET /instances/123"]);
    await stage.project.expectNoChanges();
  });

  it("can be destroyed right after it failed", async () => {
    await declare(false);
    await stage.project.failingUp();
    await stage.project.destroy();
    expect(await stage.platform.instances()).to.deep.equal([]);
  });

  it("is kept where only the second call of its creation failed", async () => {
    const project = stage.another("second-call");
    project.write({ instances: { desk: servicenow(fakeSecret("password"), { disabled: true }) } });
    stage.front.control.tamper = ({ path }) => (path.endsWith("/enabled") ? { status: 500, text: "{}" } : undefined);
    expect(await project.failingUp()).to.match(/Could not disable instance \d+: the platform failed/);
    expect((await project.state()).desk?.outputs.disabled).to.equal(false);

    stage.front.control.tamper = () => undefined;
    stage.front.recorded.length = 0;
    await project.up();
    expect(stage.front.calls())
      .to.have.length(1)
      .and.to.match(/^DELETE .*\/enabled/);
    await project.expectNoChanges();
    await project.destroy();
  });

  it("keeps what an update has reached before a later call failed", async () => {
    const project = stage.another("half-update");
    const password = fakeSecret("password");
    project.write({ instances: { desk: servicenow(password) } });
    await project.up();
    project.write({ instances: { desk: servicenow(password, { name: "renamed", disabled: true }) } });
    stage.front.control.tamper = ({ path }) => (path.endsWith("/enabled") ? { status: 503, text: "" } : undefined);
    await project.failingUp();
    expect((await project.state()).desk?.outputs).to.include({ name: "renamed", disabled: false });

    stage.front.control.tamper = () => undefined;
    stage.front.recorded.length = 0;
    await project.up();
    expect(stage.front.calls().map((each) => each.split(" ")[0])).to.deep.equal(["DELETE"]);
    await project.destroy();
  });

  it("is kept where the platform gave no token for it", async () => {
    const project = stage.another("no-token");
    project.write({ instances: { desk: servicenow(fakeSecret("password")) } });
    stage.front.control.edit = (_request, body) => ({ ...(body as object), token: undefined });
    expect(await project.failingUp()).to.include("gave no token");
    stage.front.control.edit = (_request, body) => body;
    expect(await project.state()).to.have.keys("desk");
    await project.up();
    expect(((await project.outputs()).desk as { token: string }).token).to.have.length(44);
    await project.destroy();
  });
});
