import { expect } from "chai";
import fc from "fast-check";
import { expanded, shortened, type } from "../../provider/urn";
import { numRuns } from "../support/arbitraries";

describe("the URN of a resource, shortened", () => {
  it("comes back as it was, with parents or without, whatever the resource is called", () => {
    const word = fc.stringMatching(/^[\w.-]{1,12}$/);
    const parents = fc.array(fc.stringMatching(/^[\w/-]{1,6}:[\w/-]{1,6}:[\w]{1,6}\$$/), { maxLength: 2 });
    const anyName = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("a::b", "::", type, `${type}::x`, "urn:pulumi:"),
    );
    fc.assert(
      fc.property(word, word, parents, anyName, (stack, project, above, name) => {
        const urn = `urn:pulumi:${stack}::${project}::${above.join("")}${type}::${name}`;
        expect(expanded(shortened(urn))).to.equal(urn);
        expect(shortened(urn)).not.to.match(/^urn:/);
      }),
      { numRuns },
    );
  });

  it("is short", () => {
    expect(shortened(`urn:pulumi:dev::shop::my:Customer$${type}::crm`)).to.equal("dev::shop::my:Customer$::crm");
    expect(shortened(`urn:pulumi:dev::shop::${type}::crm`)).to.equal("dev::shop::::crm");
  });

  it("is told from what is none", () => {
    for (const text of ["", "crm", "a::b", "a::b::c"]) expect(expanded(text)).to.equal(undefined);
  });
});
