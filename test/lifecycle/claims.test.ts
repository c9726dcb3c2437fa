import { expect } from "chai";
import { Claims } from "../../provider/lifecycle/claims";
import { unknown } from "../../provider/lifecycle/inputs";
import { codeOf, rejectionOf } from "../support/errors";

describe("claims", () => {
  let claims: Claims;
  beforeEach(() => (claims = new Claims()));

  it("lets a resource adopt what nobody has, checked once or twice", () => {
    expect(claims.want("7", "a")).to.equal(undefined);
    expect(claims.want("7", "a")).to.equal(undefined);
  });

  it("refuses a second resource that adopts the same", async () => {
    claims.want("7", "a");
    expect(claims.want("7", "b")).to.include("already manages or adopts it");
    await claims.take("7", () => Promise.resolve());
    await rejectionOf(
      claims.take("7", () => Promise.resolve()),
      "INVALID_INPUT",
    );
  });

  it("refuses what a resource of the stack manages, whichever is declared first", () => {
    claims.manage("7", undefined);
    expect(claims.want("7", "b")).to.include("instance 7 cannot be adopted");
    const others = new Claims();
    others.want("7", "b");
    codeOf(() => others.manage("7", undefined), "INVALID_INPUT");
    const known = new Claims();
    known.manage("7", "7");
    codeOf(() => known.manage("7", undefined), "INVALID_INPUT");
  });

  it("lets a resource keep the id that it has adopted, and no other one", () => {
    claims.manage("7", "7");
    claims.manage("8", "8");
    claims.manage("9", unknown);
    const error = codeOf(() => claims.manage("10", "11"), "INVALID_INPUT");
    expect(error.message).to.include("manages instance 10, so it cannot adopt instance 11");
  });

  it("keeps what was adopted in this run, or is declared as adopted, from being deleted with its former resource", async () => {
    await claims.take("7", () => Promise.resolve());
    claims.manage("8", "8");
    claims.manage("9", undefined);
    expect(["7", "8", "9", "10"].filter((id) => claims.isKept(id))).to.deep.equal(["7", "8"]);
  });

  it("forgets an adoption that failed", async () => {
    const failure = new Error("no");
    await claims.take("7", () => Promise.reject(failure)).catch((error) => expect(error).to.equal(failure));
    expect(claims.isKept("7")).to.equal(false);
    await claims.take("7", () => Promise.resolve());
  });
});
