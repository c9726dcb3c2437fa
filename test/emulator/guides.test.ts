import { expect } from "chai";
import { type Json, type Platform, startPlatform } from "../support/platform";

/*
 * Every request and response that the two guides print, replayed. What had to be corrected in them:
 * - Salesforce Documents, the instance: `configDescription` holds quotes that are not escaped, so the JSON is invalid; they
 *   are escaped here. Its element has the id 39, while the guide's own heading says 177: the emulator says 177.
 * - Marketing Cloud, oauth/url: asked with `state=sfdcmarketingcloud`, the guide's URL says `state=sfdc`; the emulator
 *   gives back the state that was sent.
 * - every oauth/url: the guide prints `client_secret=xyz789` whatever secret was sent; the emulator puts the one sent.
 * - every oauth/url leads to the emulator's consent page, not to login.salesforce.com, and names the element for it.
 * - ids, tokens and the service's own values (oauth.user.*, sfdc.user.id.url) differ with each instance.
 */

const app = "https://www.mycoolapp.com/auth";
const home = "https://www.demonstrab.ly/home";

const urls = [
  { asked: "sfdc", callbackUrl: app, state: "sfdcdocuments", element: "sfdcdocuments", key: "salesforce" },
  { asked: "sfdc", callbackUrl: home, state: "sfdcmarketingcloud", element: "sfdcmarketingcloud", key: "salesforce" },
  {
    asked: "sfdcservicecloud",
    callbackUrl: home,
    state: "sfdcservicecloud",
    element: "sfdcservicecloud",
    key: "salesforce",
  },
  { asked: "sfdcdocuments", callbackUrl: home, state: "sfdc", element: "sfdc", key: "salesforce" },
  {
    asked: "sagelive",
    callbackUrl: app,
    state: "sagelive",
    element: "sagelive",
    key: "sagelive",
    scope: "full%20refresh_token",
  },
];

const common = {
  provisionInteractions: [],
  valid: true,
  disabled: false,
  maxCacheSize: 0,
  cacheTimeToLive: 0,
  cachingEnabled: false,
};

const documents = {
  name: "test",
  element: {
    name: "Salesforce.com",
    key: "sfdcdocuments",
    description:
      "The Salesforce.com allows you to deliver revolutionary Document automation functionality, such as account and contact creation, from anywhere, anytime, on any device.",
    active: true,
    deleted: false,
    typeOauth: true,
    trialAccount: false,
    configDescription:
      'If you do not have a Salesforce.com account, you can create one at <a href="http://www.salesforce.com" target="_blank">Salesforce.com Signup</a>',
    signupURL: "http://www.salesforce.com",
  },
  ...common,
};

const sageConfiguration = {
  "bulk.add_metadata": null,
  "base.url": "https://eu5.salesforce.com",
  "event.notification.subscription.id": null,
  "sfdc.user.id": "",
  "sfdc.password": "PASSWORD",
  "sfdc.api.secret": "",
  "event.vendor.type": "polling",
  "bulk.query.date_mask": "yyyy-MM-dd'T'HH:mm:ssXXX",
  "bulk.attribute.created_time": "CreatedDate",
  "crm.session.refresh.time": "",
  "pagination.type": "offset",
  "bulk.relations": null,
  "sfdc.revoke.url": "https://login.salesforce.com/services/oauth2/revoke",
  "oauth.callback.url": app,
  "event.poller.urls": "",
  "sfdc.session.signature": "",
  "oauth.user.refresh_interval": "3600",
  "oauth.api.key": "API_KEY",
  "event.notification.enabled": "false",
  "oauth.api.secret": "API_SECRET",
  "sfdc.session.api.version.uri": "",
  "bulk.query.field_name": "CreatedDate",
  "sfdc.token.url": "https://login.salesforce.com/services/oauth2/token",
  "pagination.max": "100",
  "sfdc.session.instance.url": "",
  "sfdc.username": "",
  "oauth.scope": "full refresh_token",
  "event.helper.key": "",
  "sfdc.api.key": "",
  "sfdc.user.display.name": "",
  "bulk.query.operator": ">",
  "bulk.query.download_format": "JSON",
  "event.poller.refresh_interval": "15",
  "event.notification.callback.url": null,
  "crm.session.refresh.interval": "",
  "sfdc.security.token": "",
  "oauth.user.refresh_time": "1467737443234",
  "oauth.basic.header": "true",
};
// In the guide's map too, with values that differ with each instance.
const ownValues = ["oauth.user.token", "oauth.user.refresh_token", "sfdc.user.id.url", "session.id"];

const sageElement = {
  id: 676,
  name: "Sage Live Beta",
  hookName: "SageLive",
  key: "sagelive",
  description:
    "Add a Sage Live Instance to connect your existing Sage account to the Sage Hub, allowing you to manage customers, journals, ledger accounts, etc. across multiple Sage Elements. You will need your Sage Live account information to add an instance.",
  active: true,
  deleted: false,
  typeOauth: false,
  trialAccount: false,
  configDescription: documents.element.configDescription,
  signupURL: "https://developer.salesforce.com/en/signup",
  resources: [],
  transformationsEnabled: true,
  bulkDownloadEnabled: true,
  bulkUploadEnabled: true,
  cloneable: true,
  authentication: { type: "oauth2" },
  hub: "sage",
  protocolType: "http",
  parameters: [],
};

describe("the two guides, replayed against the emulator", () => {
  let platform: Platform;
  before(async () => {
    // The guides show an older platform, which masks nothing.
    platform = await startPlatform({ masking: false });
  });
  after(() => platform.close());

  for (const { asked, callbackUrl, state, element, key, scope } of urls) {
    it(`GET /elements/${asked}/oauth/url for ${element}`, async () => {
      const [apiKey, apiSecret] = [`fake_${key}_api_key`, `fake_${key}_api_secret`];
      const query = `apiKey=${apiKey}&apiSecret=${apiSecret}${scope ? `&scope=${scope}` : ""}&callbackUrl=${callbackUrl}&state=${state}`;
      // As the guides do: no authorization, and a content type although there is no content.
      const headers = { "content-type": "application/json" };
      const response = await platform.call("GET", `/elements/${asked}/oauth/url?${query}`, undefined, headers);
      expect(response.status).to.equal(200);
      const body = (await response.json()) as { element: string; oauthUrl: string };
      expect(body).to.have.all.keys("element", "oauthUrl");
      expect(body.element).to.equal(element);
      const { origin } = new URL(platform.baseUrl);
      const printed = `response_type=code&client_id=${apiKey}&client_secret=${apiSecret}&scope=full%20refresh_token&redirect_uri=${callbackUrl}&state=${state}`;
      expect(body.oauthUrl).to.equal(`${origin}/services/oauth2/authorize?${printed}&element=${asked}`);
    });
  }

  for (const { element, callbackUrl } of urls) {
    it(`POST /instances for ${element}`, async () => {
      const made = await platform.api("POST", "/instances", {
        element: { key: element },
        providerData: { code: await platform.code(element) },
        configuration: {
          "oauth.callback.url": callbackUrl,
          "oauth.api.key": "API_KEY",
          "oauth.api.secret": "API_SECRET",
        },
        tags: ["<Add_Your_Tag>"],
        name: "test",
      });
      expect(made.id).to.be.a("number");
      expect(made.token).to.match(/^[A-Za-z0-9+/=]{40,44}$/);
      expect(made).to.deep.include({ ...common, name: "test" });
      if (element === "sfdcdocuments") expect(made.element).to.deep.include(documents.element);
      if (element === "sagelive") expectSageLive(made);
    });
  }

  function expectSageLive(made: Json): void {
    expect(made).to.include({ eventsEnabled: false, traceLoggingEnabled: false, externalAuthentication: "none" });
    const { image: _, ...element } = made.element as Json;
    expect(element).to.deep.include(sageElement);
    const configuration = made.configuration as Record<string, string | null>;
    expect(configuration).to.deep.include(sageConfiguration);
    expect(configuration).to.include.all.keys(...ownValues);
  }

  it("says which entries are missing, as the guides promise", async () => {
    const body = {
      element: { key: "sagelive" },
      name: "test",
      providerData: { code: await platform.code("sagelive") },
    };
    const response = await platform.call("POST", "/instances", body);
    expect(response.status).to.equal(400);
    const { message } = (await response.json()) as { message: string };
    for (const entry of ["oauth.api.key", "oauth.api.secret", "oauth.callback.url"]) expect(message).to.include(entry);
  });
});
