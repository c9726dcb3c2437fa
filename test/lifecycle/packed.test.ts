import { expect } from "chai";
import fc from "fast-check";
import type { Given } from "../../provider/lifecycle/given";
import { pack, unpack } from "../../provider/lifecycle/packed";
import { numRuns, objectOf } from "../support/arbitraries";

const digest = fc.stringMatching(/^[\w-]{8}$/);
const echo = fc.oneof(digest, fc.tuple(digest, digest));
const anyGiven = fc
  .record(
    {
      name: echo,
      tags: echo,
      code: digest,
      providerData: digest,
      tag: digest.map((text) => `pulumi:${text}`),
      pending: fc.constant(true as const),
      configuration: objectOf(echo),
    },
    { requiredKeys: ["configuration"] },
  )
  .map((given) => given as Given);

describe("what was given, packed", () => {
  it("comes back as it was, whatever its keys are", () => {
    fc.assert(
      fc.property(anyGiven, (given) => void expect(unpack(pack(given))).to.deep.equal(given)),
      { numRuns },
    );
  });

  it("is short, and can be read", () => {
    const given: Given = { configuration: { "oauth.api.key": "AbCdEf12", "b c": ["x", "y"] }, code: "Zz-_0000" };
    expect(pack(given)).to.equal("code=Zz-_0000&_oauth.api.key=AbCdEf12&_b+c=x.y");
  });

  it("is something, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => void expect(unpack(text).configuration).to.be.an("object")),
      { numRuns },
    );
  });
});
