import { expect } from "chai";
import { check } from "../../provider/lifecycle/check";
import { unknown } from "../../provider/lifecycle/inputs";

const oauth = { apiKey: "k", apiSecret: "fake-secret", callbackUrl: "https://www.mycoolapp.com/auth" };
const good = { element: "sfdc", name: "crm", oauth, oauthCode: "fake-code" };

describe("check", () => {
  it("finds nothing wrong with what the guides send", () => {
    for (const element of ["sfdcdocuments", "sfdcmarketingcloud", "sfdcservicecloud", "sfdc", "sagelive", 177, "23"]) {
      expect(check({ ...good, element })).to.deep.equal([]);
    }
  });

  it("takes the entries in the platform's spelling too", () => {
    const configuration = {
      "oauth.api.key": "k",
      "oauth.api.secret": "s",
      "oauth.callback.url": "http://127.0.0.1:1/cb",
    };
    expect(check({ element: "sagelive", name: "x", configuration, providerData: { code: "c" } })).to.deep.equal([]);
  });

  it("names all that is missing at once, for each of the five elements, by key and by id", () => {
    for (const element of ["sfdcdocuments", "sfdcmarketingcloud", "sfdcservicecloud", "sfdc", "sagelive", 676, "29"]) {
      expect(check({ element, name: "x" })).to.deep.equal([
        `the element ${element} needs oauth.apiKey (oauth.api.key), oauth.apiSecret (oauth.api.secret), ` +
          `oauth.callbackUrl (oauth.callback.url), oauthCode (providerData.code); npx pulumi-cloud-elements authorize ${element} gets a code`,
      ]);
    }
  });

  it("counts an empty text and null as missing", () => {
    expect(check({ ...good, oauth: { ...oauth, apiKey: "" }, oauthCode: "" })).to.deep.equal([
      "the element sfdc needs oauth.apiKey (oauth.api.key), oauthCode (providerData.code); npx pulumi-cloud-elements authorize sfdc gets a code",
    ]);
    expect(check({ ...good, oauth: undefined, configuration: { "oauth.api.key": null } })[0]).to.include(
      "oauth.apiKey",
    );
  });

  it("leaves other elements to the platform", () => {
    expect(check({ element: "hubspot", name: "x" })).to.deep.equal([]);
  });

  it("asks for no code where an instance exists, and for one where the element changes", () => {
    const { oauthCode: _, ...spent } = good;
    expect(check(spent, good)).to.deep.equal([]);
    expect(check({ ...spent, element: "sagelive" }, good)).to.deep.equal([
      "the element sagelive needs oauthCode (providerData.code); npx pulumi-cloud-elements authorize sagelive gets a code",
    ]);
  });

  it("asks for no code with external authentication, and for a name and password with oauth2Password", () => {
    expect(check({ ...good, oauthCode: undefined, externalAuthentication: "initial" })).to.deep.equal([]);
    const configuration = { "authentication.type": "oauth2Password" };
    expect(check({ element: "sfdc", name: "x", configuration })).to.deep.equal([
      'the element sfdc needs configuration["username"], configuration["password"] (secret)',
    ]);
  });

  it("tolerates values that are not known yet, wherever they stand", () => {
    expect(check({ ...good, element: unknown })).to.deep.equal([]);
    for (const name of ["name", "tags", "oauth", "oauthCode", "configuration", "providerData", "disabled"]) {
      expect(check({ ...good, [name]: unknown }), name).to.deep.equal([]);
    }
    expect(check({ ...good, oauth: { ...oauth, callbackUrl: unknown, apiKey: unknown } })).to.deep.equal([]);
    expect(check({ ...good, tags: [unknown], configuration: { a: unknown } })).to.deep.equal([]);
  });

  const wrong: [what: string, inputs: Record<string, unknown>, words: string][] = [
    ["no element", { element: undefined }, "the argument element is missing"],
    ["an element that is a list", { element: ["sfdc"] }, "the argument element has a wrong type"],
    ["an element with a slash", { element: "sfdc/../x" }, "the argument element has a wrong type"],
    ["an empty name", { name: " " }, "the argument name has a wrong type"],
    ["tags that are a text", { tags: "a" }, "the argument tags has a wrong type"],
    ["a tag that is a number", { tags: ["a", 1] }, "the argument tags has a wrong type"],
    ["oauth that is a text", { oauth: "k" }, "the argument oauth has a wrong type"],
    ["an OAuth entry that is a number", { oauth: { ...oauth, apiKey: 7 } }, "oauth.apiKey has a wrong type"],
    ["a misspelled OAuth entry", { oauth: { ...oauth, apikey: "k" } }, "oauth has no apikey"],
    ["a code that is a number", { oauthCode: 7 }, "the argument oauthCode has a wrong type"],
    ["configuration that is a list", { configuration: [] }, "the argument configuration has a wrong type"],
    ["an entry that is an object", { configuration: { a: {} } }, 'configuration["a"] has a wrong type'],
    ["the platform's mask", { configuration: { "sfdc.password": "********" } }, "is the mask"],
    ["provider data that is a text", { providerData: "x" }, "the argument providerData has a wrong type"],
    ["an unknown kind of authentication", { externalAuthentication: "later" }, '"none" or "initial"'],
    ["disabled that is a text", { disabled: "false" }, "true or false"],
    ["a misspelled argument", { oauthcode: "x" }, "there is no argument oauthcode"],
    ["a callback that is no URL", { oauth: { ...oauth, callbackUrl: "mycoolapp.com/auth" } }, "no http or https URL"],
    [
      "a callback of another scheme",
      { oauth: { ...oauth, callbackUrl: "javascript:alert(1)" } },
      "no http or https URL",
    ],
    ["one entry in two spellings", { configuration: { "oauth.api.key": "k" } }, "are one entry"],
    ["one code in two places", { providerData: { code: "c" } }, "are one value"],
  ];
  for (const [what, inputs, words] of wrong) {
    it(`refuses ${what}`, () => {
      expect(check({ ...good, ...inputs }).join("; ")).to.include(words);
    });
  }

  it("tells everything that is wrong at once, and shows no value", () => {
    const problems = check({
      element: 1.5,
      name: 7,
      oauthCode: ["fake-code"],
      providerData: "fake-data",
      configuration: { password: ["fake-password"] },
    });
    expect(problems).to.have.length(5);
    expect(problems.join()).not.to.include("fake-");
  });
});
