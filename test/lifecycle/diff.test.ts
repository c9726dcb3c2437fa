import { expect } from "chai";
import { create } from "../../provider/lifecycle/create";
import { diff } from "../../provider/lifecycle/diff";
import { type InstanceInputs, unknown } from "../../provider/lifecycle/inputs";
import type { InstanceState } from "../../provider/lifecycle/state";
import { aContext, answer, fakeInstances } from "../support/fake-instances";

const inputs: InstanceInputs = {
  element: "sfdc",
  name: "crm",
  tags: ["a", "b"],
  oauth: { apiKey: "k", apiSecret: "fake-secret", callbackUrl: "https://x.example/cb" },
  oauthCode: "fake-code",
  configuration: { "event.notification.enabled": true, "event.poller.refresh_interval": 15, empty: null },
  providerData: { more: { deep: [1, 2] } },
};

describe("diff", () => {
  let state: InstanceState;
  before(async () => {
    ({ state } = await create(fakeInstances(answer({ tags: ["b", "a"] })).instances, inputs, aContext()));
  });
  const none = { changes: false, replaces: [] };
  const update = { changes: true, replaces: [] };
  const expectDiff = (changed: Record<string, unknown>, expected: object) =>
    expect(diff(state, { ...inputs, ...changed })).to.deep.equal(expected);

  const nothing: [what: string, changed: Record<string, unknown>][] = [
    ["nothing", {}],
    ["the order of the tags", { tags: ["b", "a"] }],
    ["a tag that stands twice", { tags: ["b", "a", "b"] }],
    ["the spent code gone", { oauthCode: undefined }],
    ["the spent code empty", { oauthCode: "" }],
    ["the provider data gone", { providerData: undefined }],
    ["the order in the provider data", { providerData: { more: { deep: [1, 2] } } }],
    [
      "an entry spelled as the API has it",
      {
        configuration: {
          ...inputs.configuration,
          "event.notification.enabled": "true",
          "event.poller.refresh_interval": "15",
        },
      },
    ],
    [
      "oauth in the platform's spelling",
      {
        oauth: undefined,
        configuration: {
          ...inputs.configuration,
          "oauth.api.key": "k",
          "oauth.api.secret": "fake-secret",
          "oauth.callback.url": "https://x.example/cb",
        },
      },
    ],
    ["what counts only at creation", { externalAuthentication: "none", retrieveObjectsAfterInstantiation: true }],
    ["disabled written out", { disabled: false }],
    ["the element by its id", { element: 23 }],
    ["the element by its id as a text", { element: "23" }],
  ];
  for (const [what, changed] of nothing) {
    it(`is none for ${what}`, () => expectDiff(changed, none));
  }

  const updates: [what: string, changed: Record<string, unknown>][] = [
    ["a name", { name: "other" }],
    ["a tag", { tags: ["a"] }],
    ["no tags", { tags: undefined }],
    ["a typed entry", { oauth: { ...inputs.oauth, callbackUrl: "https://y.example/cb" } }],
    ["an entry", { configuration: { ...inputs.configuration, "event.poller.refresh_interval": 16 } }],
    ["an entry more", { configuration: { ...inputs.configuration, more: "1" } }],
    ["an entry less", { configuration: { empty: null } }],
    ["null in place of the text null", { configuration: { ...inputs.configuration, empty: "null" } }],
    ["disabled", { disabled: true }],
    ["a new code", { oauthCode: "fake-code-2" }],
    ["other provider data", { providerData: { more: {} } }],
  ];
  for (const [what, changed] of updates) {
    it(`is an update for ${what}`, () => expectDiff(changed, update));
  }

  for (const name of ["name", "tags", "oauth", "oauthCode", "configuration", "providerData", "disabled"]) {
    it(`is an update while ${name} is not known`, () => expectDiff({ [name]: unknown }, update));
  }
  it("is an update while one tag or one entry is not known", () => {
    expectDiff({ tags: ["a", unknown] }, update);
    expectDiff({ configuration: { ...inputs.configuration, empty: unknown } }, update);
  });

  it("is a replacement for another element", () =>
    expectDiff({ element: "sagelive" }, { changes: true, replaces: ["element"] }));

  it("is none where the platform names the element otherwise than the program does", async () => {
    const odd = answer({ element: { id: 39, key: "salesforce-docs" } });
    const made = await create(
      fakeInstances(odd).instances,
      { ...inputs, element: "sfdcdocuments", tags: [] },
      aContext(),
    );
    expect(diff(made.state, { ...inputs, element: "sfdcdocuments", tags: [] })).to.deep.equal(none);
  });

  it("is none for keys that every object inherits", async () => {
    const keys = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}') as Record<string, string>;
    const odd = { ...inputs, configuration: keys };
    const made = await create(fakeInstances(answer({ tags: ["a", "b"] })).instances, odd, aContext());
    expect(diff(made.state, odd)).to.deep.equal(none);
    expect(diff(made.state, { ...odd, configuration: { toString: "d" } }).changes).to.equal(true);
  });
});
