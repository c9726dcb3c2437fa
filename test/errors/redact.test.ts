import { expect } from "chai";
import { redactor } from "../../provider/errors/redact";

describe("redactor", () => {
  const awkward = 'p"ss wörd+/=\\1';
  const redact = redactor([awkward, "sixteen-long-one", "long-one", undefined, "", "abc"]);

  const forms: Record<string, string> = {
    "as it is": awkward,
    "in JSON": JSON.stringify(awkward),
    "in a URL": encodeURIComponent(awkward),
    "in a form": new URLSearchParams({ q: awkward }).toString(),
    "in base64": Buffer.from(awkward).toString("base64"),
    "in base64 for URLs": Buffer.from(awkward).toString("base64url"),
  };
  for (const [name, text] of Object.entries(forms)) {
    it(`takes a secret out ${name}`, () => {
      expect(redact(`before ${text} after`))
        .to.match(/^before .*\[secret\].* after$/)
        .and.not.to.include("ss")
        .and.not.to.include("rd");
    });
  }

  it("leaves no rest of a secret that holds another one", () => {
    expect(redact("x sixteen-long-one y long-one z")).to.equal("x [secret] y [secret] z");
  });

  it("leaves values alone that are too short to be secrets", () => {
    expect(redact("abc")).to.equal("abc");
  });

  it("takes out what looks like a credential, whoever's it is", () => {
    const header =
      "Authorization: User dXNlci1zZWNyZXQtdGhhdC1pcy1mYWtl, Organization 0123456789abcdef0123456789abcdef";
    expect(redact(header)).to.equal("Authorization: User [secret], Organization [secret]");
    expect(redact("at https://h/cb?client_secret=xyz789&code=aPrx.1&state=sfdc")).to.equal(
      "at https://h/cb?client_secret=[secret]&code=[secret]&state=sfdc",
    );
    expect(redact("refresh_token=5Aep861&x=1 password=hunter2")).to.equal(
      "refresh_token=[secret]&x=1 password=[secret]",
    );
  });

  it("leaves a plain sentence as it is", () => {
    const text = "The following required configuration entries are missing: oauth.api.secret. User 12, Organization 7.";
    expect(redact(text)).to.equal(text);
  });

  it("takes half a surrogate pair without failing", () => {
    expect(redactor(["\ud800abcd"])("x \ud800abcd y")).to.equal("x [secret] y");
  });
});
