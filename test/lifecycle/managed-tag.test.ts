import { expect } from "chai";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { managedTag, managedTagIn, ownTags } from "../../provider/lifecycle/managed-tag";

const inputs: InstanceInputs = { element: "sfdc", name: "crm", oauthCode: "fake-code" };
const maker = { urn: "urn:pulumi:a::b::t::crm", key: "fake-user-secret" };

describe("the managed tag", () => {
  it("is the same for the same resource and code, whatever else changes", () => {
    const tag = managedTag(maker, inputs);
    expect(managedTag(maker, { ...inputs, name: "other", tags: ["t"], configuration: { a: "b" } })).to.equal(tag);
    expect(tag).to.match(/^pulumi:[\w-]{22}$/);
  });

  it("is another one for another code, resource, stack or account, and without a code", () => {
    const { oauthCode: _, ...without } = inputs;
    const tags = [
      managedTag(maker, inputs),
      managedTag(maker, { ...inputs, oauthCode: "fake-other-code" }),
      managedTag(maker, { ...without, providerData: { oauth_token: "fake" } }),
      managedTag(maker, without),
      managedTag({ ...maker, urn: "urn:pulumi:a::b::t::desk" }, inputs),
      managedTag({ ...maker, key: "fake-other-secret" }, inputs),
    ];
    expect(new Set(tags).size).to.equal(tags.length);
  });

  it("is told from people's own tags", () => {
    const tag = managedTag(maker, inputs);
    const tags = ["pulumi:mine", "a", tag, "pulumi:", `${tag}x`];
    expect(ownTags(tags)).to.deep.equal(["pulumi:mine", "a", "pulumi:", `${tag}x`]);
    expect(managedTagIn(tags)).to.equal(tag);
    expect(managedTagIn(["a"])).to.equal(undefined);
    expect(managedTagIn(undefined)).to.equal(undefined);
  });
});
