import { expect } from "chai";
import { create } from "../../provider/lifecycle/create";
import { driftBetween } from "../../provider/lifecycle/drift";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { read } from "../../provider/lifecycle/read";
import type { InstanceState } from "../../provider/lifecycle/state";
import { aContext, answer, fakeInstances, none } from "../support/fake-instances";

const inputs: InstanceInputs = {
  element: "sfdc",
  name: "crm",
  configuration: { "sfdc.password": "fake-password", interval: 15, url: "https://x.example" },
};
// The platform has rewritten one of them.
const stored = {
  "sfdc.password": "fake-password",
  interval: "15",
  url: "https://x.example/",
  "oauth.user.token": "vendor-token",
};

describe("read", () => {
  let state: InstanceState;
  before(async () => {
    ({ state } = await create(fakeInstances(none, answer({ configuration: stored })).instances, inputs, aContext()));
  });
  const reading = async (more: Record<string, unknown>, known: InstanceState | undefined = state) => {
    const fake = fakeInstances(answer(more));
    const found = await read(fake.instances, "7", known);
    expect(fake.calls).to.deep.equal(["GET /instances/7"]);
    if (!found) throw new Error("nothing was read");
    return found;
  };

  it("finds nothing where nothing changed", async () => {
    expect(await reading({ configuration: stored })).to.deep.equal(state);
  });

  it("takes masks, defaults, rewritten values and what is left out for no drift", async () => {
    const odd = { "sfdc.password": "********", url: "https://x.example/", "pagination.max": "200" };
    expect(await reading({ configuration: odd })).to.deep.equal(state);
    expect(await reading({ configuration: undefined })).to.deep.equal(state);
  });

  it("finds an entry that was changed, by its name alone", async () => {
    const found = await reading({ configuration: { ...stored, interval: "30", "sfdc.password": "another-password" } });
    expect(found.drift).to.deep.equal(["interval", "sfdc.password"]);
    expect(JSON.stringify(found)).not.to.include("another-password").and.not.to.include("vendor-token");
    expect(driftBetween(state, found)).to.deep.equal(['configuration["interval"]', 'configuration["sfdc.password"]']);
  });

  it("finds an entry that was set to null", async () => {
    expect((await reading({ configuration: { ...stored, interval: null } })).drift).to.deep.equal(["interval"]);
  });

  it("finds name, tags and the rest, and says which", async () => {
    const found = await reading({ name: "x", tags: ["t"], disabled: true, valid: false, configuration: stored });
    expect(found).to.deep.include({ name: "x", tags: ["t"], disabled: true, valid: false });
    expect(driftBetween(state, found)).to.deep.equal(["name", "tags", "disabled", "no longer valid"]);
  });

  it("forgets drift that is gone again", async () => {
    const drifted = await reading({ configuration: { ...stored, interval: "30" } });
    expect(await reading({ configuration: stored }, drifted)).to.deep.equal(state);
  });

  it("takes a token that the platform has renewed, and keeps one that it leaves out", async () => {
    expect((await reading({ token: "fake-token-8", configuration: stored })).token).to.equal("fake-token-8");
    expect((await reading({ token: undefined, configuration: stored })).token).to.equal("fake-token-7");
  });

  it("reads an instance of which nothing is known", async () => {
    const fake = fakeInstances(answer({ configuration: stored }));
    expect(await read(fake.instances, "7")).to.deep.equal({
      element: "sfdc",
      elementId: 23,
      name: "crm",
      tags: [],
      valid: true,
      disabled: false,
      token: "fake-token-7",
    });
  });
});
