import { expect } from "chai";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import { create } from "../../provider/lifecycle/create";
import { diff } from "../../provider/lifecycle/diff";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import type { InstanceState } from "../../provider/lifecycle/state";
import { update } from "../../provider/lifecycle/update";
import { rejectionOf } from "../support/errors";
import { aContext, answer, fakeInstances } from "../support/fake-instances";

const inputs: InstanceInputs = {
  element: "sfdc",
  name: "crm",
  oauthCode: "fake-code",
  configuration: { a: "1", b: "2" },
};
const spent = new CloudElementsError("CODE_REJECTED", "the OAuth code was refused");

async function made(given: InstanceInputs = inputs, first: Record<string, unknown> = answer()): Promise<InstanceState> {
  return (await create(fakeInstances(first).instances, given, aContext())).state;
}

describe("update", () => {
  it("makes no call where nothing changed", async () => {
    const fake = fakeInstances();
    const state = await made();
    expect(await update(fake.instances, "7", state, inputs)).to.deep.equal({ id: "7", state, problems: [] });
  });

  it("sends settings, then the code that may belong to them, then the flag", async () => {
    const news = {
      ...inputs,
      name: "other",
      oauthCode: "fake-code-2",
      disabled: true,
      configuration: { a: "1", b: "3" },
    };
    const fake = fakeInstances(answer({ name: "other" }), answer({ name: "other" }), {});
    const { state, problems } = await update(fake.instances, "7", await made(), news);
    expect(fake.calls).to.deep.equal(["PATCH /instances/7", "PUT /instances/7", "DELETE /instances/7/enabled"]);
    expect(fake.bodies).to.deep.equal([
      { name: "other", configuration: { b: "3" } },
      { providerData: { code: "fake-code-2" } },
      undefined,
    ]);
    expect(problems).to.deep.equal([]);
    expect(state).to.include({ name: "other", disabled: true, token: "fake-token-7" });
    expect(diff(state, news).changes).to.equal(false);
  });

  it("takes another token where the platform gives one, and keeps the old one where it gives none", async () => {
    const news = { ...inputs, name: "other" };
    const renewed = fakeInstances(answer({ name: "other", token: "fake-token-8" }));
    expect((await update(renewed.instances, "7", await made(), news)).state.token).to.equal("fake-token-8");
    const silent = fakeInstances(answer({ name: "other", token: undefined }));
    expect((await update(silent.instances, "7", await made(), news)).state.token).to.equal("fake-token-7");
  });

  it("fails as a whole where the first call fails", async () => {
    const fake = fakeInstances(spent);
    await rejectionOf(
      update(fake.instances, "7", await made(), { ...inputs, oauthCode: "fake-code-2" }),
      "CODE_REJECTED",
    );
  });

  it("keeps what it has reached where a later call fails, and the code as not used", async () => {
    const news = { ...inputs, name: "other", oauthCode: "fake-code-2" };
    const fake = fakeInstances(answer({ name: "other" }), spent);
    const { state, problems } = await update(fake.instances, "7", await made(), news);
    expect(problems).to.deep.equal(["the OAuth code was refused"]);
    expect(state.name).to.equal("other");
    const again = fakeInstances(answer({ name: "other" }));
    await update(again.instances, "7", state, news);
    expect(again.calls).to.deep.equal(["PUT /instances/7"]);
  });

  it("remembers a code as used after the program has dropped it", async () => {
    const { oauthCode: _, ...dropped } = { ...inputs, name: "other" };
    const { state } = await update(fakeInstances(answer({ name: "other" })).instances, "7", await made(), dropped);
    expect(diff(state, { ...inputs, name: "other" }).changes).to.equal(false);
  });

  it("takes what was sent for what is, where the answer repeats nothing of it", async () => {
    const news = { ...inputs, name: "other", tags: ["t"], configuration: { a: "1", b: "3" } };
    const bare = fakeInstances({ id: 7, name: "other", token: "fake-token-7", element: { key: "sfdc" } });
    const { state } = await update(bare.instances, "7", await made(), news);
    expect(state).to.deep.include({ name: "other", tags: ["t"], valid: true });
    expect(diff(state, news).changes).to.equal(false);
  });

  it("forgets the drift of an entry that the program no longer gives, without a call", async () => {
    const state: InstanceState = { ...(await made()), drift: ["b"] };
    const { state: after } = await update(fakeInstances().instances, "7", state, {
      ...inputs,
      configuration: { a: "1" },
    });
    expect(after).not.to.have.property("drift");
    expect(diff(after, { ...inputs, configuration: { a: "1" } }).changes).to.equal(false);
  });

  it("does not take what somebody changed meanwhile for the platform's own rewriting", async () => {
    const state = await made(inputs, answer({ configuration: { a: "1", b: "2" } }));
    const renaming = { ...inputs, name: "other" };
    const changed = answer({ name: "other", tags: ["theirs"], configuration: { a: "1", b: "theirs" } });
    const { state: renamed } = await update(fakeInstances(changed).instances, "7", state, renaming);
    expect(renamed).to.deep.include({ tags: ["theirs"], drift: ["b"] });
    const mending = fakeInstances(answer({ name: "other", configuration: { a: "1", b: "2" } }));
    const { state: mended } = await update(mending.instances, "7", renamed, renaming);
    // The list is replaced as a whole: the managed tag goes with it.
    expect(mending.bodies).to.deep.equal([{ tags: [state.__given?.tag], configuration: { b: "2" } }]);
    expect(diff(mended, renaming).changes).to.equal(false);

    const configuring = { ...inputs, configuration: { a: "1", b: "3" } };
    const theirs = answer({ name: "theirs", configuration: { a: "1", b: "3" } });
    const { state: configured } = await update(fakeInstances(theirs).instances, "7", state, configuring);
    expect(diff(configured, configuring).changes, "the name is not the program's").to.equal(true);
  });

  it("does not plan again what the platform has rewritten", async () => {
    const news = { ...inputs, name: "<b>x</b>", configuration: { a: "https://X.example", b: "2" } };
    const rewritten = answer({ name: "x", configuration: { a: "https://x.example", b: "********" } });
    const { state } = await update(fakeInstances(rewritten).instances, "7", await made(), news);
    expect(state.name).to.equal("x");
    expect(diff(state, news).changes).to.equal(false);
  });

  describe("of an instance that never worked", () => {
    const broken = () => made(inputs, answer({ valid: false }));

    it("looks whether it was mended, and makes no other call if so", async () => {
      const fake = fakeInstances(answer());
      const { state, problems } = await update(fake.instances, "7", await broken(), inputs);
      expect(fake.calls).to.deep.equal(["GET /instances/7"]);
      expect(problems).to.deep.equal([]);
      expect(diff(state, inputs).changes).to.equal(false);
    });

    it("tries again with what the program has, and reports it as long as it fails", async () => {
      const fake = fakeInstances(answer({ valid: false }), answer({ valid: false }));
      const { state, problems } = await update(fake.instances, "7", await broken(), inputs);
      expect(fake.calls).to.deep.equal(["GET /instances/7", "PUT /instances/7"]);
      expect(fake.bodies[1]).to.deep.equal({ configuration: { a: "1", b: "2" }, providerData: { code: "fake-code" } });
      expect(problems).to.have.length(1);
      expect(diff(state, inputs).changes, "the next up tries again").to.equal(true);
    });

    it("is repaired by a corrected configuration alone", async () => {
      const news = { ...inputs, configuration: { a: "1", b: "right" } };
      const fake = fakeInstances(answer());
      const { state, problems } = await update(fake.instances, "7", await broken(), news);
      expect(fake.calls).to.deep.equal(["PATCH /instances/7"]);
      expect(problems).to.deep.equal([]);
      expect(diff(state, news).changes).to.equal(false);
    });
  });

  it("of an instance whose access was revoked later does what was asked, and blames nobody for the rest", async () => {
    const news = { ...inputs, name: "other" };
    const fake = fakeInstances(answer({ name: "other", valid: false }));
    const { state, problems } = await update(fake.instances, "7", await made(), news);
    expect(problems).to.deep.equal([]);
    expect(state.valid).to.equal(false);
    expect(diff(state, news).changes).to.equal(false);
  });
});
