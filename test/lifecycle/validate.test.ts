import { expect } from "chai";
import { Elements } from "../../provider/client/elements";
import { Catalog } from "../../provider/lifecycle/catalog";
import { unknown } from "../../provider/lifecycle/inputs";
import { nearest } from "../../provider/lifecycle/nearest";
import { validate } from "../../provider/lifecycle/validate";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import type { Call } from "../../provider/client/call";
import type { Reader } from "../../provider/client/client";

const entry = (key: string, more: Record<string, unknown> = {}) => ({ key, required: false, ...more });
const known: Record<string, unknown> = {
  sfdc: {
    id: 23,
    key: "sfdc",
    authentication: { type: "oauth2" },
    configuration: [
      entry("oauth.api.key", { required: true }),
      entry("base.url", { required: true, defaultValue: "https://eu5.salesforce.com" }),
      entry("event.notification.enabled", { type: "BOOLEAN" }),
      entry("filter.response.nulls", { type: "BOOLEAN_YESNO" }),
      entry("sfdc.password", { type: "PASSWORD" }),
      entry("event.poller.refresh_interval", { type: "TEXTFIELD_32" }),
    ],
  },
  quickbooks: { id: 9004, key: "quickbooks", authentication: { type: "oauth1" }, configuration: [] },
  sendgrid: {
    id: 9003,
    key: "sendgrid",
    authentication: { type: "apiKey" },
    configuration: [entry("api.key", { required: true }), entry("region", { required: true })],
  },
};

function aCatalog(failing?: CloudElementsError) {
  const calls: string[] = [];
  const told: string[] = [];
  const elements = new Elements({
    send<T>({ path }: Call, read: Reader<T>): Promise<T> {
      calls.push(path);
      if (failing) return Promise.reject(failing);
      const body = path === "/elements/keys" ? Object.keys(known) : known[path.slice("/elements/".length)];
      const found = read(body, {});
      return found === undefined
        ? Promise.reject(new CloudElementsError("UNKNOWN_ELEMENT", "no"))
        : Promise.resolve(found);
    },
  });
  const catalog = new Catalog(elements, (text) => told.push(text));
  const run = (news: Record<string, unknown>, olds?: Record<string, unknown>) => validate(news, olds, () => catalog);
  return { calls, told, run };
}

const oauth = { apiKey: "k", apiSecret: "fake-secret", callbackUrl: "https://www.mycoolapp.com/auth" };
const crm = { element: "sfdc", name: "crm", oauth, oauthCode: "fake-code" };
const problemsOf = async (news: Record<string, unknown>, olds?: Record<string, unknown>) =>
  (await aCatalog().run(news, olds)).problems;

describe("validate, with the platform's catalog", () => {
  it("finds nothing wrong with what is right, and asks for each element once", async () => {
    const { run, calls } = aCatalog();
    const configuration = { "event.notification.enabled": "true", "filter.response.nulls": "no", "sfdc.password": "p" };
    for (let i = 0; i < 3; i++) {
      expect(await run({ ...crm, configuration })).to.deep.equal({ problems: [], warnings: [] });
    }
    expect(calls).to.deep.equal(["/elements/sfdc"]);
  });

  it("tells an unknown element, and the nearest key", async () => {
    const { run, calls } = aCatalog();
    expect((await run({ ...crm, element: "sdfc" })).problems).to.deep.equal([
      "the platform has no element sdfc: did you mean sfdc?",
    ]);
    expect((await run({ ...crm, element: "hubspot" })).problems[0]).to.match(
      /no element hubspot: the argument element/,
    );
    expect(calls).to.deep.equal(["/elements/sdfc", "/elements/keys", "/elements/hubspot", "/elements/keys"]);
  });

  it("names what any element requires, unless the platform has a default for it", async () => {
    expect(await problemsOf({ element: "sendgrid", name: "x" })).to.deep.equal([
      'the element sendgrid needs configuration["api.key"] (secret), configuration["region"]',
    ]);
    expect(await problemsOf(crm)).to.deep.equal([]);
  });

  it("asks for a code by authentication.type, and for OAuth 1's two parts", async () => {
    expect(await problemsOf({ ...crm, oauthCode: undefined })).to.deep.equal([
      "the element sfdc needs oauthCode (providerData.code); npx pulumi-cloud-elements authorize sfdc gets a code",
    ]);
    expect(await problemsOf({ element: "quickbooks", name: "x" })).to.deep.equal([
      "the element quickbooks needs providerData.oauth_token, providerData.oauth_verifier; " +
        "npx pulumi-cloud-elements authorize quickbooks gets a code",
    ]);
    const providerData = { oauth_token: "fake-token", oauth_verifier: "fake-verifier", secret: "fake-secret" };
    expect(await problemsOf({ element: "quickbooks", name: "x", providerData })).to.deep.equal([]);
    const configuration = { "authentication.type": "oauth2Password", username: "u", password: "fake-password" };
    expect(await problemsOf({ element: "sfdc", name: "x", configuration })).to.deep.equal([]);
  });

  it("names values of a wrong type, without the values, beside everything else that is wrong", async () => {
    const configuration = {
      "event.notification.enabled": "fake-maybe",
      "filter.response.nulls": "fake-perhaps",
      "sfdc.password": true,
      "event.poller.refresh_interval": 15,
    };
    const problems = await problemsOf({ ...crm, oauthCode: undefined, disabled: "no", configuration });
    expect(problems).to.deep.equal([
      "the argument disabled has a wrong type: it takes true or false",
      'configuration["event.notification.enabled"] has a wrong type: the element sfdc takes true or false (BOOLEAN)',
      'configuration["filter.response.nulls"] has a wrong type: the element sfdc takes true, false, yes or no (BOOLEAN_YESNO)',
      'configuration["sfdc.password"] has a wrong type: the element sfdc takes a text (PASSWORD)',
      "the element sfdc needs oauthCode (providerData.code); npx pulumi-cloud-elements authorize sfdc gets a code",
    ]);
  });

  it("warns of entries that the element does not have", async () => {
    const configuration = { "event.notification.enable": true, "something.else": "x" };
    expect(await aCatalog().run({ ...crm, configuration })).to.deep.equal({
      problems: [],
      warnings: [
        'the element sfdc has no entry configuration["event.notification.enable"] in the platform\'s catalog; ' +
          "did you mean event.notification.enabled?",
        'the element sfdc has no entry configuration["something.else"] in the platform\'s catalog',
      ],
    });
  });

  it("asks nothing about inputs that have not changed, and misses nothing of an instance that exists", async () => {
    const { run, calls } = aCatalog();
    const { oauthCode: _, ...spent } = crm;
    await run(spent, crm);
    await run({ ...crm, name: "other", tags: ["a"], oauthCode: "fake-next-code" }, crm);
    expect(calls).to.deep.equal([]);
    const without = { element: "sfdc", name: "crm" };
    expect((await run(without, crm)).problems).to.deep.equal([]);
    expect((await run({ ...without, configuration: { "oauth.api.key": "" } }, crm)).problems).to.have.length(1);
    expect(calls).to.deep.equal(["/elements/sfdc"]);
  });

  it("misses nothing of an instance that is adopted", async () => {
    expect(await problemsOf({ element: "sfdc", name: "crm", adopt: "7" })).to.deep.equal([]);
    expect(await problemsOf({ element: "sfdc", name: "crm", adopt: unknown })).to.deep.equal([]);
    expect(await problemsOf({ element: "sfdc", name: "crm", adopt: "seven" })).to.have.length(1);
  });

  it("says once that the catalog cannot be asked, and goes on with what the guides require", async () => {
    const { run, told, calls } = aCatalog(new CloudElementsError("TIMEOUT", "No answer came."));
    const both = await Promise.all([run(crm), run({ ...crm, element: "hubspot" })]);
    expect(both.flatMap(({ problems }) => problems)).to.deep.equal([]);
    expect((await run({ element: "sagelive", name: "x" })).problems).to.have.length(1);
    expect(told).to.have.length(1);
    expect(told[0]).to.include("No answer came.").and.to.include("cloud-elements:validate false");
    expect(calls, "the third is not tried").to.have.length(2);
  });

  it("waits for what is not known yet, and for what is no element", async () => {
    const { run, calls } = aCatalog();
    expect((await run({ ...crm, element: unknown })).problems).to.deep.equal([]);
    expect((await run({ ...crm, element: { a: 1 } })).problems).to.have.length(1);
    expect(calls).to.deep.equal([]);
  });
});

describe("nearest", () => {
  it("finds what a slip of the keyboard stands for, and nothing that is far off", () => {
    expect(nearest("sfcd", ["sfdc", "sfdcdocuments"])).to.equal("sfdc");
    expect(nearest("SageLife", ["sage", "sagelive", "sageone"])).to.equal("sagelive");
    expect(nearest("salesforce", ["sfdc", "sage"])).to.equal(undefined);
    expect(nearest("", ["sfdc"])).to.equal(undefined);
    expect(nearest("x", [])).to.equal(undefined);
    expect(nearest("😀sfdc", ["😀sfd"])).to.equal("😀sfd");
  });
});
