import { expect } from "chai";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import { adopt, previewAdoption } from "../../provider/lifecycle/adopt";
import { changesBetween, hasChanges } from "../../provider/lifecycle/changes";
import { create } from "../../provider/lifecycle/create";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { rejectionOf } from "../support/errors";
import { aContext, answer, fakeInstances } from "../support/fake-instances";

const inputs: InstanceInputs = { element: "sfdc", name: "crm", adopt: "7" };

describe("adopt", () => {
  it("takes what is in line already by one GET, and finds nothing to do afterwards", async () => {
    const wanted = { ...inputs, tags: ["b", "a"], configuration: { "event.notification.enabled": true, x: null } };
    const there = answer({ tags: ["a", "b"], configuration: { "event.notification.enabled": "true", other: "y" } });
    const { instances, calls } = fakeInstances(there);
    const outcome = await create(instances, wanted, aContext());
    expect(calls).to.deep.equal(["GET /instances/7"]);
    expect(outcome.id).to.equal("7");
    expect(outcome.state).to.deep.include({ token: "fake-token-7", name: "crm", tags: ["a", "b"], element: "sfdc" });
    const { adopt: _, ...afterwards } = wanted;
    expect(hasChanges(changesBetween(outcome.state, afterwards))).to.equal(false);
  });

  it("brings name, tags, entries and disabled in line, and sends what cannot be compared", async () => {
    const configuration = { a: "1", b: "2", password: "fake-password" };
    const wanted = { ...inputs, name: "new", tags: ["t"], configuration, disabled: true };
    const current = { a: "1", b: "old", password: "********" };
    const { instances, calls, bodies } = fakeInstances(
      answer({ configuration: current }),
      answer({ name: "new", tags: ["t"], configuration: { ...current, b: "2" } }),
      true as never,
    );
    const outcome = await adopt(instances, "7", wanted);
    expect(calls).to.deep.equal(["GET /instances/7", "PATCH /instances/7", "DELETE /instances/7/enabled"]);
    expect(bodies[1]).to.deep.equal({ name: "new", tags: ["t"], configuration: { b: "2", password: "fake-password" } });
    expect(outcome.problems).to.deep.equal([]);
    expect(outcome.state).to.deep.include({ name: "new", disabled: true, token: "fake-token-7" });
    expect(hasChanges(changesBetween(outcome.state, wanted))).to.equal(false);
  });

  it("tells in a preview what it would change, by keys alone", async () => {
    const configuration = { b: "fake-value", password: "fake-password" };
    const there = answer({ name: "old\nname", configuration: { b: "old", password: "********" }, disabled: true });
    const { instances, calls } = fakeInstances(there);
    expect(
      await previewAdoption(instances, "7", { ...inputs, tags: ["t"], configuration, oauthCode: "fake-code" }),
    ).to.equal(
      'instance 7 ("old name") is adopted. Changed on the platform: name, tags, disabled, configuration["b"], ' +
        "its authentication, by the new code. " +
        'Sent, since the platform shows only asterisks for it: configuration["password"].',
    );
    expect(calls).to.deep.equal(["GET /instances/7"]);
    const same = fakeInstances(answer({ valid: false }));
    expect(await previewAdoption(same.instances, "7", inputs)).to.equal(
      'instance 7 ("crm") is adopted. Nothing that can be compared changes. It does not work now (valid: false, or the ' +
        "platform waits for something).",
    );
  });

  it("refuses an instance of another element, by key and by id, and one that is not there", async () => {
    for (const element of ["sagelive", 676]) {
      const { instances, calls } = fakeInstances(answer());
      const error = await rejectionOf(adopt(instances, "7", { ...inputs, element }), "INVALID_INPUT");
      expect(error.message).to.include(`as an instance of ${element}: it is one of the element sfdc`);
      expect(calls).to.have.length(1);
    }
    const byId = fakeInstances(answer());
    expect((await adopt(byId.instances, "7", { ...inputs, element: 23 })).state.element).to.equal("sfdc");
    const gone = fakeInstances(new CloudElementsError("NOT_FOUND", "gone"));
    expect((await rejectionOf(adopt(gone.instances, "7", inputs), "NOT_FOUND")).message).to.include("no instance 7");
  });

  it("keeps the instance where a later step fails, and loses nothing where the first one does", async () => {
    const wanted = { ...inputs, name: "new", disabled: true };
    const half = fakeInstances(answer(), answer({ name: "new" }), new CloudElementsError("SERVER_ERROR", "failed"));
    const outcome = await adopt(half.instances, "7", wanted);
    expect(outcome.problems).to.deep.equal(["failed"]);
    expect(outcome.state).to.deep.include({ name: "new", disabled: false });
    const first = fakeInstances(answer(), new CloudElementsError("SERVER_ERROR", "failed"));
    await rejectionOf(adopt(first.instances, "7", wanted), "SERVER_ERROR");
  });

  it("goes on by the next update where the platform gave no token", async () => {
    const { instances } = fakeInstances(answer({ token: undefined }));
    const outcome = await adopt(instances, "7", inputs);
    expect(outcome.problems[0]).to.include("gave no token");
    expect(hasChanges(changesBetween(outcome.state, inputs))).to.equal(true);
  });
});
