import { expect } from "chai";
import { oauthArgs } from "../support/platform";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type Stage } from "../support/stage";

describe("an instance's life, under the real engine", () => {
  let stage: Stage;
  const oauth = oauthArgs();
  const password = fakeSecret("password");
  let sfdc: Record<string, unknown>;

  before(async () => {
    stage = await openStage("lifecycle");
    sfdc = {
      element: "sfdc",
      name: "<b>crm</b> of a@b.example",
      tags: ["b", "<i>a</i>"],
      oauth,
      oauthCode: await stage.platform.code("sfdc"),
      configuration: {
        "event.notification.enabled": true,
        "event.poller.refresh_interval": 30,
        "bulk.relations": null,
      },
      retrieveObjectsAfterInstantiation: true,
      disabled: true,
    };
  });
  after(() => stage.close());
  beforeEach(() => {
    stage.front.recorded.length = 0;
  });

  const id = async (name: string) => (await stage.project.state())[name]?.id ?? "";
  const declare = (crm: Record<string, unknown>) => {
    stage.project.write({ instances: { crm, desk: servicenow(password) } });
  };

  it("makes two, one of them disabled, each with one POST", async () => {
    declare(sfdc);
    await stage.project.up();
    expect(stage.front.calls().filter((each) => each === "POST /instances")).to.have.length(2);
    expect(stage.front.calls())
      .to.include(`DELETE /instances/${await id("crm")}/enabled`)
      .and.to.have.length(3);
    const made = stage.front.recorded.find(
      ({ body }) => (body as { element?: { key: string } })?.element?.key === "sfdc",
    );
    expect((made?.body as { configuration: unknown }).configuration).to.deep.equal({
      "oauth.api.key": oauth.apiKey,
      "oauth.api.secret": oauth.apiSecret,
      "oauth.callback.url": oauth.callbackUrl,
      "event.notification.enabled": true,
      "event.poller.refresh_interval": "30",
      "bulk.relations": null,
    });
    const { crm } = (await stage.project.outputs()) as { crm: { objects: { name: string }[] } };
    expect(crm.objects.map(({ name }) => name)).to.include("accounts");
  });

  it("keeps quiet about HTML that the platform takes out, and about the order of tags", async () => {
    const { crm } = await stage.project.state();
    expect(crm?.outputs).to.deep.include({ name: "crm of a@b.example", tags: ["b", "a"], disabled: true });
    declare({ ...sfdc, tags: ["<i>a</i>", "b"] });
    await stage.project.expectNoChanges();
    await stage.project.expectNoDrift();
  });

  it("keeps quiet when the spent code goes from the program, and sends nothing", async () => {
    const { oauthCode: _, ...without } = sfdc;
    declare(without);
    await stage.project.expectNoChanges();
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([]);
  });

  it("enables by one PUT", async () => {
    declare({ ...sfdc, disabled: false });
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([`PUT /instances/${await id("crm")}/enabled`]);
  });

  it("changes name, tags and configuration by one PATCH of what changed", async () => {
    sfdc = { ...sfdc, name: "crm", tags: [], disabled: false };
    sfdc.configuration = { "event.notification.enabled": true, "event.poller.refresh_interval": 60 };
    declare(sfdc);
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([`PATCH /instances/${await id("crm")}`]);
    expect(stage.front.sent()[0]?.body).to.deep.equal({
      name: "crm",
      tags: ["<managed>"],
      configuration: { "event.poller.refresh_interval": "60" },
    });
    await stage.project.expectNoChanges();
    await stage.project.expectNoDrift();
  });

  it("forgets an entry that the program no longer gives, without a call", async () => {
    sfdc.configuration = { "event.poller.refresh_interval": 60 };
    declare(sfdc);
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([]);
    await stage.project.expectNoChanges();
    await stage.platform.api("PATCH", `/instances/${await id("crm")}`, {
      configuration: { "event.notification.enabled": false },
    });
    await stage.project.expectNoDrift();
  });

  it("authenticates again with a new code: one PUT, the same id and token", async () => {
    const before = await stage.project.outputs();
    sfdc.oauthCode = await stage.platform.code("sfdc");
    declare(sfdc);
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([`PUT /instances/${await id("crm")}`]);
    expect(stage.front.sent()[0]?.body).to.deep.equal({ providerData: { code: sfdc.oauthCode } });
    expect(await stage.project.outputs()).to.deep.equal(before);
    await stage.project.expectNoChanges();
  });

  it("takes the element's id for its key", async () => {
    declare({ ...sfdc, element: 23 });
    await stage.project.expectNoChanges();
  });

  it("finds drift in name, tags, disabled and given entries, says so, and sets it back", async () => {
    const crm = await id("crm");
    await stage.platform.api("PATCH", `/instances/${crm}`, {
      name: "renamed",
      tags: ["other"],
      configuration: { "event.poller.refresh_interval": "5", "pagination.max": "7" },
    });
    await stage.platform.api("DELETE", `/instances/${crm}/enabled`);
    await stage.project.fail(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    const { crm: drifted } = await stage.project.state();
    expect(drifted?.outputs).to.deep.include({
      name: "renamed",
      tags: ["other"],
      disabled: true,
      drift: ["event.poller.refresh_interval"],
    });

    await stage.project.fail(["preview", "--expect-no-changes"]);
    stage.front.recorded.length = 0;
    await stage.project.up();
    expect(stage.front.calls()).to.deep.equal([`PATCH /instances/${crm}`, `PUT /instances/${crm}/enabled`]);
    expect(stage.front.sent()[0]?.body).to.deep.equal({
      name: "crm",
      tags: ["<managed>"],
      configuration: { "event.poller.refresh_interval": "60" },
    });
    await stage.project.expectNoChanges();
    await stage.project.expectNoDrift();
  });

  it("tells a person what a refresh found", async () => {
    await stage.platform.api("PATCH", `/instances/${await id("crm")}`, { name: "renamed" });
    const output = await stage.project.refresh();
    expect(output).to.match(/instance \d+ \("crm"\) was changed on the platform: name/);
    await stage.project.up();
  });

  it("finds an instance that is gone, and makes it again", async () => {
    const desk = await id("desk");
    await stage.platform.api("DELETE", `/instances/${desk}`);
    await stage.project.refresh();
    expect(await stage.project.state()).to.have.all.keys("crm");
    await stage.project.up();
    expect(await id("desk")).not.to.equal(desk);
    await stage.project.expectNoChanges();
  });

  it("previews values that are not known yet", async () => {
    const chained = servicenow(password);
    (chained.configuration as Record<string, unknown>).username = { $token: "first" };
    const project = stage.another("unknown");
    project.write({ instances: { first: servicenow(password), second: { ...chained, tags: [{ $token: "first" }] } } });
    expect(await project.succeed(["preview"])).to.include("3 to create");
    await project.up();
    await project.expectNoChanges();
    await project.destroy();
  });

  it("destroys what it made, and nothing else", async () => {
    await stage.project.destroy();
    expect(await stage.platform.instances()).to.deep.equal([]);
  });
});
