import { expect } from "chai";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import { create } from "../../provider/lifecycle/create";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { rejectionOf } from "../support/errors";
import { answer, fakeInstances } from "../support/fake-instances";

const inputs: InstanceInputs = { element: "sfdc", name: "crm" };

describe("create", () => {
  it("sends what was given and nothing else", async () => {
    const fake = fakeInstances(answer());
    await create(fake.instances, {
      element: "23",
      name: "crm",
      oauth: { apiKey: "k", apiSecret: "s", callbackUrl: "https://x.example" },
      oauthCode: "fake-code",
      providerData: { state: "sfdc" },
      configuration: { on: true, off: false, many: 7, none: null, text: "t" },
      externalAuthentication: "none",
      retrieveObjectsAfterInstantiation: false,
    });
    expect(fake.calls).to.deep.equal(["POST /instances"]);
    expect(fake.bodies[0]).to.deep.equal({
      element: { id: 23 },
      name: "crm",
      tags: [],
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
    const { state, problems } = await create(fakeInstances(leaking).instances, {
      ...inputs,
      oauthCode: "fake-code",
      configuration: { "sfdc.password": "fake-password" },
    });
    expect(problems).to.deep.equal([]);
    expect(JSON.stringify({ ...state, token: undefined })).not.to.match(/vendor-token|fake-/);
    expect(state).to.include({ token: "fake-token-7", elementId: 23, element: "sfdc", valid: true, disabled: false });
    expect(Object.values(state)).not.to.include(undefined);
  });

  for (const [what, odd] of Object.entries({
    "valid: false": { valid: false },
    "something that the platform waits for": {
      provisionInteractions: [{ message: "confirm fake-password-1 by mail" }],
    },
  })) {
    it(`keeps an instance with ${what}, and says why without a secret`, async () => {
      const configuration = { "sfdc.password": "fake-password-1" };
      const { id, state, problems } = await create(fakeInstances(answer(odd)).instances, { ...inputs, configuration });
      expect(id).to.equal("7");
      expect(state).to.include({ valid: false, token: "fake-token-7" });
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include("Instance 7").and.not.to.include("fake-password");
    });
  }

  it("keeps an instance that could not be disabled", async () => {
    const failed = new CloudElementsError("SERVER_ERROR", "Could not disable instance 7");
    const fake = fakeInstances(answer(), failed);
    const { state, problems } = await create(fake.instances, { ...inputs, disabled: true });
    expect(fake.calls).to.deep.equal(["POST /instances", "DELETE /instances/7/enabled"]);
    expect(problems).to.deep.equal(["Could not disable instance 7"]);
    expect(state.disabled).to.equal(false);
  });

  it("tries nothing a second time", async () => {
    const fake = fakeInstances(new CloudElementsError("TIMEOUT", "no answer"));
    await rejectionOf(create(fake.instances, inputs), "TIMEOUT");
    expect(fake.calls).to.deep.equal(["POST /instances"]);
  });
});
