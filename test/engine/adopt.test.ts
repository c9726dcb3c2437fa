import { expect } from "chai";
import { fakeSecret } from "../support/secrets";
import { openStage, servicenow, type Stage } from "../support/stage";

describe("adoption, under the real engine", () => {
  let stage: Stage;
  let id: string;
  const password = fakeSecret("password");

  before(async () => {
    stage = await openStage("adopt");
  });
  after(() => stage.close());

  /** An instance that somebody made by hand. */
  const made = async (name: string, tags: string[] = []) =>
    String((await stage.platform.api("POST", "/instances", { ...withKey(servicenow(password)), name, tags })).id);
  const withKey = ({ element, ...rest }: Record<string, unknown>) => ({ ...rest, element: { key: element } });
  const writes = () => stage.front.calls().filter((call) => !call.startsWith("GET"));

  beforeEach(async () => {
    stage.front.recorded.length = 0;
    await stage.platform.control("POST", "reset");
    id = await made("by hand", ["old"]);
  });

  it("previews what it changes, changes only that, and keeps id and token", async () => {
    const project = stage.another("adopt-one");
    const more = { adopt: id, name: "by hand", tags: ["new"] };
    project.write({ instances: { desk: servicenow(password, more) } });
    const preview = await project.succeed(["preview"]);
    expect(preview).to.include(`instance ${id} ("by hand") is adopted. Changed on the platform: tags.`);
    expect(writes()).to.deep.equal([]);

    await project.up();
    expect(writes()).to.deep.equal([`PATCH /instances/${id}`]);
    const [instance, ...others] = await stage.platform.instances();
    expect(others).to.deep.equal([]);
    expect(instance).to.deep.include({ id: Number(id), tags: ["new"] });
    expect((await project.outputs()).desk).to.deep.include({ id, token: instance?.token });
    await project.expectNoChanges();
    await project.expectNoDrift();

    stage.front.recorded.length = 0;
    project.write({ instances: { desk: servicenow(password, { name: "by hand", tags: ["new"] }) } });
    await project.expectNoChanges();
    await project.up();
    await project.expectNoChanges();
    expect(writes(), "what the removal of adopt does").to.deep.equal([]);
    await project.destroy();
    expect(await stage.platform.instances()).to.deep.equal([]);
  });

  it("refuses another element, and an instance that is not there, in the preview", async () => {
    const project = stage.another("adopt-wrong");
    project.write({ instances: { crm: { element: "sfdc", adopt: id } } });
    expect(await project.fail(["preview"])).to.include(`it is one of the element servicenow`);
    project.write({ instances: { crm: { element: "sfdc", adopt: "99999" } } });
    expect(await project.fail(["preview"])).to.include("There is no instance 99999");
    expect(writes()).to.deep.equal([]);
  });

  it("refuses what another resource of the stack manages, whichever is declared first", async () => {
    const project = stage.another("adopt-twice");
    const own = servicenow(password, { name: "own" });
    project.write({ instances: { own } });
    await project.up();
    const managed = (await project.state()).own?.id;
    const second = servicenow(password, { adopt: managed });
    stage.front.recorded.length = 0;
    for (const instances of [
      { own, second },
      { second, own },
    ]) {
      project.write({ instances });
      expect(await project.fail(["preview"])).to.include(`instance ${managed} cannot be adopted`);
      expect(await project.failingUp()).to.include(`instance ${managed} cannot be adopted`);
    }
    expect(await project.state()).to.have.property("own");
    project.write({ instances: { a: servicenow(password, { adopt: id }), b: servicenow(password, { adopt: id }) } });
    expect(await project.fail(["preview"])).to.include(`instance ${id} cannot be adopted`);
  });

  it("hands an instance over to a resource of another name without deleting it", async () => {
    const project = stage.another("adopt-renamed");
    project.write({ instances: { before: servicenow(password, { adopt: id }) } });
    await project.up();
    project.write({ instances: { after: servicenow(password, { name: "before", adopt: id }) } });
    await project.up();
    expect(await project.state()).to.have.all.keys("after");
    expect(await stage.platform.instances()).to.have.length(1);
    await project.expectNoChanges();
    await project.destroy();
    expect(await stage.platform.instances()).to.deep.equal([]);
  });

  it("survives a forced replacement, and is destroyed with the stack", async () => {
    const project = stage.another("adopt-replaced");
    project.write({ instances: { desk: servicenow(password, { adopt: id }) } });
    await project.up();
    const { desk } = await project.state();
    await project.up("--replace", desk?.urn ?? "");
    expect(await stage.platform.instances()).to.have.length(1);
    await project.expectNoChanges();
    await project.expectNoDrift();
    await project.destroy("--run-program");
    expect(await stage.platform.instances()).to.deep.equal([]);
  });

  it("cannot turn to another instance", async () => {
    const project = stage.another("adopt-other");
    project.write({ instances: { desk: servicenow(password, { adopt: id }) } });
    await project.up();
    const other = await made("another");
    project.write({ instances: { desk: servicenow(password, { adopt: other }) } });
    expect(await project.fail(["preview"])).to.include(`manages instance ${id}, so it cannot adopt instance ${other}`);
  });
});
