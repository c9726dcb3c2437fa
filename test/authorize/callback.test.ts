import { expect } from "chai";
import { readCallback } from "../../provider/authorize/callback";
import { AuthorizationError, type Ending } from "../../provider/authorize/outcome";

const state = "s".repeat(43);
const requestToken = { token: "fake-request-token", secret: "fake-token-secret" };
const read = (query: string, oauth1 = false) =>
  readCallback(new URLSearchParams(query), { state, ...(oauth1 && { requestToken }) });

function endingOf(operation: () => unknown): Ending {
  try {
    operation();
  } catch (error) {
    if (error instanceof AuthorizationError) {
      expect(error.message).to.include("Nothing was stored");
      return error.ending;
    }
    throw error;
  }
  throw new Error("expected an AuthorizationError");
}

describe("what a callback brings", () => {
  it("is the code, with the state that was sent", () => {
    expect(read(`state=${state}&code=aPrx%2Ffake%3D%3D`)).to.deep.equal({ code: "aPrx/fake==" });
  });

  it("is the verifier of OAuth 1, with the token that was sent", () => {
    expect(read("oauth_token=fake-request-token&oauth_verifier=v&state=anything", true)).to.deep.equal({
      oauth_token: "fake-request-token",
      oauth_verifier: "v",
      secret: "fake-token-secret",
    });
  });

  const cases: [what: string, query: string, ending: Ending, oauth1?: boolean][] = [
    ["a denial", `state=${state}&error=access_denied&error_description=no`, "denied"],
    ["a denial of OAuth 1", "oauth_token=fake-request-token&denied=x", "denied", true],
    ["another state", `state=${"t".repeat(43)}&code=c`, "wrongState"],
    ["the element's key as state, as the guides show it", "state=sfdcdocuments&code=c", "wrongState"],
    ["a part of the state", `state=${state.slice(1)}&code=c`, "wrongState"],
    ["no state", "code=c", "wrongState"],
    ["a denial without the state", "error=access_denied", "wrongState"],
    ["another token", "oauth_token=other&oauth_verifier=v", "wrongState", true],
    ["two states", `state=${state}&state=x&code=c`, "malformed"],
    ["two codes", `state=${state}&code=c&code=d`, "malformed"],
    ["no code", `state=${state}`, "malformed"],
    ["an empty code", `state=${state}&code=`, "malformed"],
    ["no verifier", "oauth_token=fake-request-token", "malformed", true],
  ];
  for (const [what, query, ending, oauth1] of cases) {
    it(`ends with ${ending} for ${what}`, () => expect(endingOf(() => read(query, oauth1))).to.equal(ending));
  }

  it("cannot write into the terminal through the words of a denial", () => {
    let message = "";
    try {
      read(`state=${state}&error=${encodeURIComponent("a\u001b[31m\n")}&error_description=${"x".repeat(9999)}`);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).not.to.match(/[\u001b\n]/); // eslint-disable-line no-control-regex -- it is what is looked for
    expect(message.length).to.be.below(1000);
  });
});
