import { expect } from "chai";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import { changesBetween, hasChanges } from "../../provider/lifecycle/changes";
import { create } from "../../provider/lifecycle/create";
import { read } from "../../provider/lifecycle/read";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { managedTag } from "../../provider/lifecycle/managed-tag";
import { rejectionOf } from "../support/errors";
import { aContext, answer, fakeInstances, none } from "../support/fake-instances";

const inputs: InstanceInputs = { element: "sfdc", name: "crm", oauthCode: "fake-code" };

describe("create", () => {
  it("sends what was given and nothing else", async () => {
    const fake = fakeInstances(answer());
    await create(
      fake.instances,
      {
        element: "23",
        name: "crm",
        oauth: { apiKey: "k", apiSecret: "s", callbackUrl: "https://x.example" },
        oauthCode: "fake-code",
        providerData: { state: "sfdc" },
        configuration: { on: true, off: false, many: 7, none: null, text: "t" },
        externalAuthentication: "none",
        retrieveObjectsAfterInstantiation: false,
      },
      aContext(),
    );
    expect(fake.calls).to.deep.equal(["POST /instances"]);
    const { tags, ...body } = fake.bodies[0] as { tags: string[] };
    expect(tags).to.have.length(1);
    expect(tags[0]).to.match(/^pulumi:[\w-]{22}$/);
    expect(body).to.deep.equal({
      element: { id: 23 },
      name: "crm",
      configuration: {
        "oauth.api.key": "k",
        "oauth.api.secret": "s",
        "oauth.callback.url": "https://x.example",
        on: true,
        off: false,
        many: "7",
        none: null,
        text: "t",
      },
      providerData: { state: "sfdc", code: "fake-code" },
      externalAuthentication: "none",
      retrieveObjectsAfterInstantiation: false,
    });
  });

  it("keeps no configuration of the platform, no secret of the program, and nothing undefined", async () => {
    const leaking = answer({ configuration: { "oauth.user.token": "vendor-token", "sfdc.password": "fake-password" } });
    const { state, problems } = await create(
      fakeInstances(leaking).instances,
      {
        ...inputs,
        oauthCode: "fake-code",
        configuration: { "sfdc.password": "fake-password" },
      },
      aContext(),
    );
    expect(problems).to.deep.equal([]);
    expect(JSON.stringify({ ...state, token: undefined })).not.to.match(/vendor-token|fake-/);
    expect(state).to.include({ token: "fake-token-7", elementId: 23, element: "sfdc", valid: true, disabled: false });
    expect(Object.values(state)).not.to.include(undefined);
  });

  it("keeps digests of what was given that nobody can guess by: another token gives others, no token none", async () => {
    const given = { ...inputs, configuration: { "sfdc.password": "fake-password" } };
    const digestWith = async (token: string | undefined) => {
      const { state } = await create(fakeInstances(answer({ token })).instances, given, aContext());
      return state.__given?.configuration["sfdc.password"];
    };
    const one = await digestWith("fake-token-1");
    expect(one)
      .to.match(/^[\w-]{8}$/)
      .and.to.equal(await digestWith("fake-token-1"));
    expect(await digestWith("fake-token-2")).not.to.equal(one);
    expect(await digestWith(undefined)).to.equal("");
  });

  it("sends again what it could keep no digest of, and finds no drift in it", async () => {
    const given = { ...inputs, configuration: { a: "1" } };
    const { state } = await create(fakeInstances(answer({ token: undefined })).instances, given, aContext());
    expect(changesBetween(state, given).configuration).to.deep.equal(["a"]);
    const later = await read(fakeInstances(answer({ configuration: { a: "1" } })).instances, "7", state);
    expect(later?.drift).to.equal(undefined);
    expect(changesBetween(later ?? state, given).configuration).to.deep.equal(["a"]);
  });

  for (const [what, odd] of Object.entries({
    "valid: false": { valid: false },
    "something that the platform waits for": {
      provisionInteractions: [{ message: "confirm fake-password-1 by mail" }],
    },
  })) {
    it(`keeps an instance with ${what}, and says why without a secret`, async () => {
      const configuration = { "sfdc.password": "fake-password-1" };
      const { id, state, problems } = await create(
        fakeInstances(answer(odd)).instances,
        { ...inputs, configuration },
        aContext(),
      );
      expect(id).to.equal("7");
      expect(state).to.include({ valid: false, token: "fake-token-7" });
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include("Instance 7").and.not.to.include("fake-password");
    });
  }

  it("keeps an instance that could not be disabled", async () => {
    const failed = new CloudElementsError("SERVER_ERROR", "Could not disable instance 7");
    const fake = fakeInstances(answer(), failed);
    const { state, problems } = await create(fake.instances, { ...inputs, disabled: true }, aContext());
    expect(fake.calls).to.deep.equal(["POST /instances", "DELETE /instances/7/enabled"]);
    expect(problems).to.deep.equal(["Could not disable instance 7"]);
    expect(state.disabled).to.equal(false);
  });

  describe("where the answer was lost", () => {
    const lost = new CloudElementsError("CONNECTION_FAILED", "The connection broke.", { isInDoubt: true });
    const spent = new CloudElementsError("CODE_REJECTED", "The code was refused.");
    const found = [answer({ id: 9, token: "fake-token-9" })];

    it("takes the instance that the platform has made all the same, once it is there", async () => {
      const fake = fakeInstances(lost, none, none, found);
      const { id, state, problems } = await create(fake.instances, inputs, aContext());
      expect([id, state.token, problems]).to.deep.equal(["9", "fake-token-9", []]);
      expect(hasChanges(changesBetween(state, inputs))).to.equal(false);
      const [, lookup = ""] = fake.calls;
      expect(fake.calls).to.deep.equal(["POST /instances", lookup, lookup, lookup]);
      expect(lookup).to.equal("GET /instances");
    });

    it("takes what somebody has changed meanwhile for drift, not for the platform's own rewriting", async () => {
      const renamed = answer({ id: 9, name: "renamed by somebody" });
      const fake = fakeInstances(lost, [renamed], answer({ id: 9, name: "crm" }));
      const { state, problems } = await create(fake.instances, inputs, aContext());
      expect([state.name, problems]).to.deep.equal(["crm", []]);
      expect(fake.calls.slice(-1)).to.deep.equal(["PATCH /instances/9"]);
    });

    it("loses none that it has found, whatever fails afterwards", async () => {
      const failed = new CloudElementsError("SERVER_ERROR", "The platform failed.");
      const fake = fakeInstances(lost, [answer({ id: 9, name: "other", valid: false })], failed);
      const { id, state, problems } = await create(fake.instances, inputs, aContext());
      expect([id, state.token]).to.deep.equal(["9", "fake-token-7"]);
      expect(problems).to.have.length(2);
      expect(problems.join()).to.include("The platform failed.").and.to.include("valid: false");
      expect(hasChanges(changesBetween(state, inputs)), "the next update tries again").to.equal(true);
    });

    it("says what is known where there is none, after as long as it may take", async () => {
      const context = aContext();
      const fake = fakeInstances(lost, ...Array.from({ length: 20 }, () => none));
      const began = context.now();
      const error = await rejectionOf(create(fake.instances, inputs, context), "CONNECTION_FAILED");
      expect(error.message).to.include("The platform has made no instance").and.to.include("The code may be spent");
      expect((context.now() - began) / 1000).to.equal(30);
      expect(fake.calls.slice(1).every((call) => call.startsWith("GET"))).to.equal(true);
      expect(context.told).to.have.length(1);
    });

    it("takes what an interrupted run has made with the same code, and brings it in line", async () => {
      const fake = fakeInstances(spent, none, found, answer({ id: 9, name: "renamed" }));
      const renamed = { ...inputs, name: "renamed" };
      const { id, state } = await create(fake.instances, renamed, aContext());
      expect([id, state.name]).to.deep.equal(["9", "renamed"]);
      expect(fake.calls.slice(-1)).to.deep.equal(["PATCH /instances/9"]);
      expect(hasChanges(changesBetween(state, renamed)), "the spent code is not given again").to.equal(false);
    });

    it("says that it is not known where looking for it fails too", async () => {
      const down = new CloudElementsError("SERVER_ERROR", "The platform failed.", { isInDoubt: true });
      const error = await rejectionOf(
        create(fakeInstances(lost, down).instances, inputs, aContext()),
        "CONNECTION_FAILED",
      );
      expect(error.message)
        .to.include("The connection broke.")
        .and.to.include("is not known: looking for it failed too")
        .and.to.include("The platform failed.");
    });

    it("looks as long after a time-out as after anything else: the request may be the last of several", async () => {
      const slow = new CloudElementsError("TIMEOUT", "no answer", { isInDoubt: true });
      const fake = fakeInstances(slow, none, none, found);
      expect((await create(fake.instances, inputs, aContext())).id).to.equal("9");
    });

    it("leaves alone what is being replaced: a spent code stays an error", async () => {
      const fake = fakeInstances(spent, found);
      await rejectionOf(create(fake.instances, inputs, aContext({ state: ["9"] })), "CODE_REJECTED");
      expect(fake.calls).to.have.length(2);
    });

    it("asks a person where it cannot be known, and makes nothing", async () => {
      const context = aContext({ isInState: () => Promise.resolve(undefined) });
      const error = await rejectionOf(
        create(fakeInstances(spent, found).instances, inputs, context),
        "INSTANCE_EXISTS",
      );
      expect(error.message).to.include("Instance 9 was made for this resource").and.to.include('adopt: "9"');
      const two = fakeInstances(spent, [...found, answer({ id: 10 })]);
      const both = await rejectionOf(create(two.instances, inputs, aContext()), "INSTANCE_EXISTS");
      expect(both.message).to.include("Instances 9 and 10");
    });

    it("is sure of what the platform has refused, and looks for nothing", async () => {
      for (const code of ["REJECTED", "RATE_LIMITED", "UNAUTHORIZED"] as const) {
        const fake = fakeInstances(new CloudElementsError(code, "no"));
        await rejectionOf(create(fake.instances, inputs, aContext()), code);
        expect(fake.calls).to.deep.equal(["POST /instances"]);
      }
    });
  });

  describe("without a code", () => {
    const desk: InstanceInputs = { element: "servicenow", name: "desk", configuration: { username: "u" } };
    const found = [answer({ id: 9, element: { id: 9002, key: "servicenow" }, name: "desk" })];
    const fresh = answer({ id: 10, element: { id: 9002, key: "servicenow" }, name: "desk" });

    it("looks before it makes one", async () => {
      const fake = fakeInstances(none, fresh);
      expect((await create(fake.instances, desk, aContext())).id).to.equal("10");
      expect(fake.calls).to.deep.equal(["GET /instances", "POST /instances"]);
    });

    it("takes what an interrupted run has left behind", async () => {
      const fake = fakeInstances(found, answer({ ...found[0], configuration: { username: "u" } }));
      expect((await create(fake.instances, desk, aContext())).id).to.equal("9");
      expect(fake.calls).to.deep.equal(["GET /instances", "PATCH /instances/9"]);
    });

    it("waits for what a run that was killed has under way, and takes it", async () => {
      const killed = aContext({ sleep: () => new Promise(() => undefined) });
      const lost = new CloudElementsError("TIMEOUT", "no answer", { isInDoubt: true });
      const run = fakeInstances(none, lost, none);
      void create(run.instances, desk, killed);
      while (run.calls.length < 3) await Promise.resolve();
      const next = { ...killed, ...aContext(), attempts: killed.attempts };
      const fake = fakeInstances(none, none, found, { ...found[0], configuration: { username: "u" } });
      expect((await create(fake.instances, desk, next)).id).to.equal("9");
      expect(next.told.join()).to.include("an interrupted run was making this instance");
      expect(killed.noted.size, "and forgets it").to.equal(0);
    });

    it("waits no longer than a creation can take, and for nothing of which the end is known", async () => {
      const context = aContext();
      await context.attempts.note(managedTag(context, desk));
      const began = context.now();
      const fake = fakeInstances(...Array.from({ length: 10 }, () => none), fresh);
      expect((await create(fake.instances, desk, context)).id).to.equal("10");
      expect((context.now() - began) / 1000).to.equal(30);
      for (const end of [fresh, new CloudElementsError("REJECTED", "no")]) {
        const settled = aContext();
        await create(fakeInstances(none, end).instances, desk, settled).catch(() => undefined);
        expect(settled.noted.size).to.equal(0);
      }
    });

    it("keeps its note where nobody knows what has come of it", async () => {
      const context = aContext();
      const lost = new CloudElementsError("TIMEOUT", "no answer", { isInDoubt: true });
      const fake = fakeInstances(none, lost, new CloudElementsError("SERVER_ERROR", "down"));
      await rejectionOf(create(fake.instances, desk, context), "TIMEOUT");
      expect(context.noted.size).to.equal(1);
    });

    it("makes another one where the first is in the state: it is being replaced", async () => {
      const fake = fakeInstances(found, fresh);
      expect((await create(fake.instances, desk, aContext({ state: ["9"] }))).id).to.equal("10");
    });

    it("tells its own from the one that is being replaced, where the answer was lost", async () => {
      const lost = new CloudElementsError("TIMEOUT", "no answer", { isInDoubt: true });
      const fake = fakeInstances(found, lost, found, [...found, fresh], { ...fresh, configuration: { username: "u" } });
      const context = aContext({ state: ["9"] });
      expect((await create(fake.instances, desk, context)).id).to.equal("10");
    });
  });
});
