import { login } from "cloud-elements-emulator";
import { expect } from "chai";
import { type Json, type Platform, startPlatform } from "../support/platform";

const oauth = {
  "oauth.api.key": "fake-key",
  "oauth.api.secret": "fake-api-secret",
  "oauth.callback.url": "https://www.mycoolapp.com/auth",
};
const desk = {
  element: { key: "servicenow" },
  name: "desk",
  configuration: { username: "u", password: "fake-password", "servicenow.subdomain": "s" },
};

// One test for each row of the contract, as far as a client can see it.
describe("the emulator's contract", () => {
  let platform: Platform;
  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.close());
  beforeEach(() => platform.control("POST", "reset"));

  const make = (body: unknown = desk) => platform.api("POST", "/instances", body);
  const crm = async (more: object = {}) => ({
    element: { key: "sfdc" },
    name: "crm",
    configuration: oauth,
    providerData: { code: await platform.code("sfdc") },
    ...more,
  });
  async function expectProblem(answer: Promise<Response>, status: number, message?: string | RegExp): Promise<Json> {
    const response = await answer;
    expect(response.status).to.equal(status);
    const body = (await response.json()) as Json;
    expect(body.requestId).to.match(/^[0-9a-f]{24}$/);
    expect(response.headers.get("elements-request-id")).to.equal(body.requestId);
    if (typeof message === "string") expect(body.message).to.equal(message);
    else if (message) expect(body.message).to.match(message);
    return body;
  }
  const with401 = "Invalid Organization or User secret, or invalid Element token provided.";

  describe("authorization", () => {
    const get = (authorization?: string) =>
      platform.call("GET", "/instances/count", undefined, authorization ? { authorization } : {});
    it("takes the parts in any order, with whatever else among them", async () => {
      const { userSecret, organizationSecret } = platform;
      for (const header of [
        `User ${userSecret}, Organization ${organizationSecret}`,
        `Organization ${organizationSecret},User ${userSecret}`,
        `Element bm8tc3VjaC10b2tlbg==, Organization ${organizationSecret}, User ${userSecret}`,
      ]) {
        expect((await get(header)).status, header).to.equal(200);
      }
    });

    it("is 401, in the platform's words, where it is missing or wrong", async () => {
      const { userSecret, organizationSecret } = platform;
      for (const header of [
        undefined,
        "",
        `User ${userSecret}`,
        `User x, Organization ${organizationSecret}`,
        `Bearer ${userSecret}`,
      ]) {
        await expectProblem(get(header), 401, with401);
      }
    });

    it("still makes a new instance with an Element part in the header", async () => {
      const { token, id } = await make();
      const authorization = `User ${platform.userSecret}, Organization ${platform.organizationSecret}, Element ${String(token)}`;
      const response = await platform.call("POST", "/instances", desk, { authorization });
      expect(((await response.json()) as Json).id).to.equal(Number(id) + 1);
    });

    it("leads from a user's name and password to the secrets", async () => {
      const answer = await platform.call("POST", "/authentication", login, {});
      const { token } = (await answer.json()) as { token: string };
      const secrets = await platform.call("GET", "/authentication/secrets", undefined, {
        authorization: `Bearer ${token}`,
      });
      const { userSecret, organizationSecret } = platform;
      expect(await secrets.json()).to.deep.equal({ userSecret, organizationSecret });
      await expectProblem(platform.call("POST", "/authentication", { ...login, password: "x" }, {}), 401);
      await expectProblem(
        platform.call("GET", "/authentication/secrets", undefined, { authorization: "Bearer x" }),
        401,
      );
    });

    it("has secrets and tokens of the platform's shapes", async () => {
      expect(platform.userSecret).to.match(/^[A-Za-z0-9+/]{43}=$/);
      expect(platform.organizationSecret).to.match(/^[0-9a-f]{32}$/);
      expect((await make()).token).to.match(/^[A-Za-z0-9+/]{43}=$/);
    });

    it("is not asked for by the catalog", async () => {
      for (const path of ["/elements", "/elements/keys", "/elements/sfdc", "/elements/23"]) {
        expect((await platform.call("GET", path, undefined, {})).status, path).to.equal(200);
      }
    });
  });

  describe("POST /instances", () => {
    it("answers 200 with what the vendor's own schema asks for, and more", async () => {
      const response = await platform.call("POST", "/instances", await crm({ tags: ["t"] }));
      expect(response.status).to.equal(200);
      const body = (await response.json()) as Json;
      expect(body).to.include({
        name: "crm",
        valid: true,
        disabled: false,
        elementId: 23,
        externalAuthentication: "none",
      });
      expect(body).to.include({
        maxCacheSize: 0,
        cacheTimeToLive: 0,
        cachingEnabled: false,
        eventsEnabled: false,
        traceLoggingEnabled: false,
      });
      expect(body.element).to.include({ id: 23, key: "sfdc" }).and.not.to.have.property("configuration");
      expect(body.user).to.have.all.keys("id", "emailAddress", "firstName", "lastName");
      expect(body).to.deep.include({ tags: ["t"], provisionInteractions: [] });
      expect(body.createdDate).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(body).not.to.have.property("providerData");
    });

    it("takes the element's id, and either spelling of the path", async () => {
      expect((await make({ ...desk, element: { id: 9002 } })).elementId).to.equal(9002);
      const { element: _, ...rest } = desk;
      expect((await platform.api("POST", "/elements/servicenow/instances", rest)).elementId).to.equal(9002);
      expect((await platform.api("POST", "/elements/9002/instances/", rest)).elementId).to.equal(9002);
    });

    it("counts ids up, and allows the same name twice", async () => {
      const [first, second] = [await make(), await make()];
      expect(second.id).to.equal(Number(first.id) + 1);
      expect(second.name).to.equal(first.name);
      expect(second.token).not.to.equal(first.token);
    });

    it("makes a tag of the name where none are given", async () => {
      expect((await make()).tags).to.deep.equal(["desk"]);
      expect((await make({ ...desk, tags: [] })).tags).to.deep.equal([]);
    });

    it("merges the element's defaults in, as strings and nulls, with other people's secrets among them", async () => {
      const { configuration } = (await make(
        await crm({ configuration: { ...oauth, "event.notification.enabled": true, "bulk.relations": null } }),
      )) as {
        configuration: Record<string, string | null>;
      };
      expect(Object.keys(configuration).length).to.be.greaterThan(40);
      for (const value of Object.values(configuration))
        expect(value === null || typeof value === "string").to.equal(true);
      expect(configuration).to.include({
        "event.notification.enabled": "true",
        "pagination.max": "100",
        "bulk.relations": null,
      });
      expect(configuration["oauth.user.token"]).to.match(/^vendor-token-/);
    });

    it("masks three entries on newer platforms, and shows them on older ones", async () => {
      const mask = "********";
      expect((await make(await crm())).configuration).to.include({ "oauth.api.key": mask, "oauth.api.secret": mask });
      expect((await make()).configuration).to.include({ password: mask, username: "u" });
      const older = await startPlatform({ masking: false });
      expect((await older.api("POST", "/instances", desk)).configuration).to.include({ password: "fake-password" });
      await older.close();
    });

    it("strips HTML from name and tags, and keeps an @", async () => {
      const body = await make({ ...desk, name: '<a href="x">a@b</a>', tags: ["<b>x</b>", "1 < 2"] });
      expect(body).to.deep.include({ name: "a@b", tags: ["x", "1 < 2"] });
    });

    it("gives the service's objects where they are asked for", async () => {
      const { objects } = (await make(await crm({ retrieveObjectsAfterInstantiation: true }))) as { objects: Json[] };
      expect(objects[0]).to.have.all.keys("name", "vendorName", "type");
      expect(await make()).not.to.have.property("objects");
    });

    it("refuses an OAuth element without a code, in the platform's words", async () => {
      const message = "You must provide an OAuth code in order to create an instance of this element";
      await expectProblem(platform.call("POST", "/instances", await crm({ providerData: undefined })), 400, message);
      await expectProblem(platform.call("POST", "/instances", await crm({ providerData: {} })), 400, message);
    });

    it("names every missing entry", async () => {
      const body = await crm({ configuration: { "oauth.api.key": "k" } });
      await expectProblem(platform.call("POST", "/instances", body), 400, /oauth\.api\.secret, oauth\.callback\.url$/);
    });

    it("takes a code once", async () => {
      const body = await crm();
      await make(body);
      const problem = await expectProblem(platform.call("POST", "/instances", body), 400);
      expect(problem.providerMessage).to.include("invalid_grant");
    });

    it("takes a code for a while only, and at its own service only", async () => {
      let now = Date.now();
      const timed = await startPlatform({ codeLifetimeSeconds: 600, now: () => now });
      const body = { element: { key: "sfdc" }, name: "x", configuration: oauth };
      const attempt = async (code: string) =>
        (await timed.call("POST", "/instances", { ...body, providerData: { code } })).status;
      const [late, early] = [await timed.code("sfdc"), await timed.code("sfdcdocuments")];
      expect(await attempt(early), "the guides ask one element for another's code").to.equal(200);
      now += 600_000;
      expect(await attempt(late)).to.equal(400);
      expect(await attempt("never-given")).to.equal(400);
      await timed.close();
    });

    it("keeps the code where something else of the request is wrong", async () => {
      const body = await crm();
      await expectProblem(platform.call("POST", "/instances", { ...body, configuration: {} }), 400);
      expect((await make(body)).valid).to.equal(true);
    });

    it("makes an instance that is not valid of a code that turns out to be worth nothing", async () => {
      const body = await make(await crm({ providerData: { code: await platform.code("sfdc", false) } }));
      expect(body.valid).to.equal(false);
      expect(body.provisionInteractions).to.have.length(1);
    });

    it("needs no code for external authentication, or a name and password", async () => {
      const tokens = { ...oauth, "oauth.user.token": "fake-1", "oauth.user.refresh_token": "fake-2" };
      const external = await crm({ providerData: undefined, externalAuthentication: "initial", configuration: tokens });
      expect(await make(external)).to.include({ valid: true, externalAuthentication: "initial" });
      await expectProblem(
        platform.call("POST", "/instances", { ...external, configuration: oauth }),
        400,
        /oauth\.user\.token/,
      );
      const configuration = { "authentication.type": "oauth2Password", username: "u", password: "p" };
      expect((await make({ element: { key: "sfdc" }, name: "x", configuration })).valid).to.equal(true);
      await expectProblem(
        platform.call("POST", "/instances", {
          element: { key: "sfdc" },
          name: "x",
          configuration: { ...configuration, password: "" },
        }),
        400,
        /password$/,
      );
    });

    it("takes an API key, and OAuth 1's token and verifier", async () => {
      expect(
        (await make({ element: { key: "sendgrid" }, name: "x", configuration: { "api.key": "fake" } })).valid,
      ).to.equal(true);
      const query = new URLSearchParams({ apiKey: "k", apiSecret: "s", callbackUrl: "http://127.0.0.1/cb" });
      const given = await platform.api<{ token: string; secret: string }>(
        "GET",
        `/elements/quickbooks/oauth/token?${query.toString()}`,
      );
      expect(given).to.have.all.keys("token", "secret");
      const proof = await platform.control("POST", "codes", { element: "quickbooks" });
      expect(proof).to.have.all.keys("oauth_token", "oauth_verifier", "secret");
      const body = { element: { key: "quickbooks" }, name: "x", configuration: oauth, providerData: proof };
      expect((await make(body)).valid).to.equal(true);
      await expectProblem(platform.call("POST", "/instances", body), 400);
    });

    const refused: [what: string, body: unknown, status: number, message?: RegExp][] = [
      [
        "an unknown element",
        { ...desk, element: { key: "salesfarce" } },
        404,
        /^No element found with key salesfarce$/,
      ],
      ["no element", { ...desk, element: {} }, 400],
      ["no name", { ...desk, name: "<b></b>" }, 400],
      ["a list", [], 400],
      ["a number among the configuration", { ...desk, configuration: { a: 1 } }, 400],
      ["tags that are a text", { ...desk, tags: "t" }, 400],
    ];
    for (const [what, body, status, message] of refused) {
      it(`refuses ${what}`, () => expectProblem(platform.call("POST", "/instances", body), status, message).then());
    }

    it("refuses what is not JSON, is of another type, is too large, or is asked for in another type", async () => {
      const authorization = `User ${platform.userSecret}, Organization ${platform.organizationSecret}`;
      const post = (text: string, type: string, accept = "*/*") =>
        fetch(`${platform.baseUrl}/instances`, {
          method: "POST",
          body: text,
          headers: { authorization, "content-type": type, accept },
        });
      await expectProblem(post('{"name":', "application/json"), 400);
      await expectProblem(post("", "application/json"), 400);
      await expectProblem(post("<x/>", "text/xml"), 415);
      await expectProblem(post("name=x", "text/plain"), 415);
      await expectProblem(post(JSON.stringify({ name: "x".repeat(9 << 20) }), "application/json"), 429);
      await expectProblem(post("{}", "application/json", "text/html"), 406);
      await expectProblem(platform.call("PUT", "/instances/count"), 405);
      await expectProblem(platform.call("GET", "/no/such/thing"), 404);
    });
  });

  describe("the rest of /instances", () => {
    let id: string;
    let token: string;
    const own = () => ({ authorization: `User ${platform.userSecret}, Element ${token}` });
    beforeEach(async () => {
      const made = await make(await crm());
      [id, token] = [String(made.id), String(made.token)];
    });
    const read = () => platform.api("GET", `/instances/${id}`);

    it("GET: one, by id and below its element; 404 for any other", async () => {
      expect(await read()).to.deep.include({ id: Number(id), name: "crm", token });
      expect(await platform.api("GET", `/elements/sfdc/instances/${id}`)).to.deep.equal(await read());
      for (const path of ["/instances/99999", "/instances/abc", `/elements/sagelive/instances/${id}`]) {
        await expectProblem(platform.call("GET", path), 404);
      }
    });

    it("PATCH: replaces tags, merges configuration, leaves out what is not given, keeps the token", async () => {
      const patched = await platform.api("PATCH", `/instances/${id}`, {
        tags: ["x"],
        configuration: { "pagination.max": "7" },
      });
      expect(patched).to.deep.include({ name: "crm", tags: ["x"], token });
      expect(patched.configuration).to.include({ "pagination.max": "7", "pagination.type": "offset" });
      expect(patched).not.to.have.property("providerData");
      expect(await read()).to.deep.equal(patched);
    });

    it("PATCH: the mask written back changes nothing", async () => {
      await platform.api("PATCH", `/instances/${id}`, { configuration: { "oauth.api.secret": "********" } });
      const older = (await platform.api<Json[]>("GET", `/instances/${id}/configuration`)).find(
        ({ key }) => key === "oauth.api.secret",
      );
      expect(older?.propertyValue).to.equal("********");
    });

    it("PUT: authenticates again under the same id and token; PATCH does so too", async () => {
      for (const method of ["PUT", "PATCH"]) {
        const body = { providerData: { code: await platform.code("sfdc") } };
        expect(await platform.api(method, `/instances/${id}`, body)).to.include({ id: Number(id), token, valid: true });
        await expectProblem(platform.call(method, `/instances/${id}`, body), 400);
      }
    });

    it("PUT: clears tags, and updates without authenticating below the element", async () => {
      expect((await platform.api("PUT", `/instances/${id}`, { tags: [] })).tags).to.deep.equal([]);
      const body = { ...(await crm({ name: "renamed" })), providerData: { code: "spent" } };
      const changed = await platform.api("PUT", `/elements/sfdc/instances/${id}?reAuthenticate=false`, body);
      expect(changed).to.include({ name: "renamed", valid: true });
    });

    it("PUT, PATCH and DELETE without an id: the instance of the token", async () => {
      expect(((await (await platform.call("PATCH", "/instances", { name: "a" }, own())).json()) as Json).name).to.equal(
        "a",
      );
      expect(((await (await platform.call("PUT", "/instances", { name: "b" }, own())).json()) as Json).name).to.equal(
        "b",
      );
      expect((await platform.call("DELETE", "/instances", undefined, own())).status).to.equal(200);
      await expectProblem(platform.call("GET", `/instances/${id}`), 404);
      await expectProblem(platform.call("PATCH", "/instances", { name: "c" }, own()), 401, with401);
    });

    it("DELETE: 200 with an empty body, then 404; 409 while in use", async () => {
      await platform.control("PUT", `instances/${id}/in-use`);
      await expectProblem(platform.call("DELETE", `/instances/${id}`), 409);
      await platform.control("DELETE", `instances/${id}/in-use`);
      const response = await platform.call("DELETE", `/instances/${id}`);
      expect([response.status, await response.text()]).to.deep.equal([200, ""]);
      await expectProblem(platform.call("DELETE", `/instances/${id}`), 404);
      const other = await make();
      expect((await platform.call("DELETE", `/elements/servicenow/instances/${String(other.id)}`)).status).to.equal(
        200,
      );
    });

    it("DELETE and PUT enabled: by id and by token; a disabled instance answers 403, a deleted one 401", async () => {
      const ping = () => platform.call("GET", "/hubs/crm/ping", undefined, own());
      expect((await ping()).status).to.equal(200);
      const off = await platform.call("DELETE", `/instances/${id}/enabled`);
      expect([off.status, await off.text()]).to.deep.equal([200, ""]);
      expect((await read()).disabled).to.equal(true);
      await expectProblem(ping(), 403);
      expect((await platform.call("PUT", "/instances/enabled", undefined, own())).status).to.equal(200);
      expect((await read()).disabled).to.equal(false);
      expect((await platform.call("DELETE", "/instances/enabled", undefined, own())).status).to.equal(200);
      expect((await platform.call("PUT", `/instances/${id}/enabled`)).status).to.equal(200);
      expect((await ping()).status).to.equal(200);
      await platform.api("DELETE", `/instances/${id}`);
      await expectProblem(ping(), 401, with401);
    });

    it("configuration entries: the list, one, and a change to one", async () => {
      const entries = await platform.api<Json[]>("GET", `/instances/${id}/configuration`);
      const entry = entries.find(({ key }) => key === "pagination.max");
      expect(entry).to.include({ propertyValue: "100", required: false, active: true, hideFromConsole: false });
      expect(entry).to.include.all.keys("id", "key", "name", "type", "description");
      const path = `/instances/${id}/configuration/${String(entry?.id)}`;
      expect((await platform.api("PATCH", path, { propertyValue: "5" })).propertyValue).to.equal("5");
      expect((await platform.api("GET", path)).propertyValue).to.equal("5");
      await expectProblem(platform.call("PATCH", path, { propertyValue: {} }), 400);
      await expectProblem(platform.call("GET", `/instances/${id}/configuration/1`), 404);
    });

    it("a list that matches nothing is 404, in the words that clients look for", async () => {
      await expectProblem(platform.call("GET", "/instances?searchText=nothing-like-it"), 404, /^No (.*) found$/);
      await expectProblem(platform.call("GET", "/elements/sagelive/instances"), 404, /^No (.*) found$/);
    });

    it("lists by tags, by text in the name or the element's key, and below an element", async () => {
      await make({ ...desk, name: "Help Desk", tags: ["a", "b"] });
      const names = async (query: string) => (await platform.api<Json[]>("GET", query)).map(({ name }) => name);
      expect(await names("/instances")).to.deep.equal(["crm", "Help Desk"]);
      expect(await names("/instances?tags[]=a")).to.deep.equal(["Help Desk"]);
      expect(await names("/instances?tags[]=a&tags[]=b")).to.deep.equal(["Help Desk"]);
      expect(await names("/instances?tags%5B%5D=crm")).to.deep.equal(["crm"]);
      expect(await names("/instances?searchText=desk")).to.deep.equal(["Help Desk"]);
      expect(await names("/instances?searchText=sfdc")).to.deep.equal(["crm"]);
      expect(await names("/elements/servicenow/instances")).to.deep.equal(["Help Desk"]);
      const [lean] = await platform.api<Json[]>("GET", "/instances?hydrate=false");
      expect(lean).to.have.property("createdDate");
      expect(lean).not.to.have.property("configuration");
    });

    it("pages, with the three headers", async () => {
      for (let each = 0; each < 4; each++) await make({ ...desk, name: `desk ${each}` });
      const seen: unknown[] = [];
      let next = "";
      const counts: (string | null)[] = [];
      do {
        const response = await platform.call("GET", `/instances?pageSize=2&nextPage=${next}`);
        seen.push(...((await response.json()) as Json[]).map(({ name }) => name));
        counts.push(response.headers.get("elements-returned-count"), response.headers.get("elements-total-count"));
        next = response.headers.get("elements-next-page-token") ?? "";
      } while (next);
      expect(seen).to.deep.equal(["crm", "desk 0", "desk 1", "desk 2", "desk 3"]);
      expect(counts).to.deep.equal(["2", "5", "2", "5", "1", "5"]);
      await expectProblem(platform.call("GET", "/instances?pageSize=none"), 400);
      await expectProblem(platform.call("GET", "/instances?nextPage=none"), 400);
    });

    it("gives no page of more than 200", async () => {
      for (let each = 0; each < 201; each++) await make();
      const response = await platform.call("GET", "/instances?pageSize=1000");
      expect(await response.json()).to.have.length(200);
      expect(response.headers.get("elements-total-count")).to.equal("202");
    });

    it("counts", async () => {
      await make();
      expect(await platform.api("GET", "/instances/count")).to.deep.equal({
        totalInstances: 2,
        elementInstances: { sfdc: 1, servicenow: 1 },
      });
    });
  });

  describe("elements", () => {
    it("are the five of the guides, and one each for the other kinds of authentication", async () => {
      const elements = await platform.api<(Json & { authentication: { type: string } })[]>("GET", "/elements");
      const kinds = Object.fromEntries(elements.map(({ key, authentication }) => [key, authentication.type]));
      expect(kinds).to.deep.equal({
        sfdcdocuments: "oauth2",
        sfdcmarketingcloud: "oauth2",
        sfdcservicecloud: "oauth2",
        sfdc: "oauth2",
        sagelive: "oauth2",
        servicenow: "basic",
        sendgrid: "apiKey",
        quickbooks: "oauth1",
      });
      expect(elements.find(({ key }) => key === "sagelive")).to.include({ id: 676, typeOauth: false, hub: "sage" });
    });

    it("have ids, configuration with types, and metadata", async () => {
      const ids = { sfdcdocuments: 177, sfdcservicecloud: 29, sfdc: 23, sagelive: 676 };
      for (const [key, id] of Object.entries(ids))
        expect((await platform.api("GET", `/elements/${key}`)).id).to.equal(id);
      const { configuration } = await platform.api<{ configuration: Json[] }>("GET", "/elements/23");
      expect(configuration.find(({ key }) => key === "oauth.api.secret")).to.include({
        required: true,
        type: "PASSWORD",
      });
      const forms = await platform.api<Record<string, Json[]>>("GET", "/elements/sfdc/configuration");
      expect(forms.providerData?.[0]).to.include({ key: "code", mandatory: true });
      expect(forms.configuration?.[0]).to.include.all.keys(
        "key",
        "name",
        "mandatory",
        "configDataType",
        "defaultValue",
      );
      const metadata = await platform.api<Json>("GET", "/elements/23/metadata");
      expect(metadata).to.deep.include({
        id: 23,
        key: "sfdc",
        events: { supported: true, methods: ["polling", "webhook"] },
      });
      await expectProblem(platform.call("GET", "/elements/nothing"), 404, "No element found with key nothing");
      await expectProblem(platform.call("GET", "/elements/nothing/metadata"), 404);
    });

    it("oauth/url asks for three parameters, and puts the element's key for a missing state", async () => {
      await expectProblem(platform.call("GET", "/elements/sfdc/oauth/url?apiKey=k"), 400, /apiSecret, callbackUrl$/);
      const query = "apiKey=k&apiSecret=s&callbackUrl=http://127.0.0.1/cb&siteAddress=https://test.salesforce.com";
      const { oauthUrl } = await platform.api<{ oauthUrl: string }>("GET", `/elements/sfdc/oauth/url?${query}`);
      const { searchParams } = new URL(oauthUrl);
      expect(searchParams.get("state")).to.equal("sfdc");
      expect(searchParams.get("siteAddress")).to.equal("https://test.salesforce.com");
      await expectProblem(platform.call("GET", "/elements/sfdc/oauth/token?apiKey=k&apiSecret=s&callbackUrl=x"), 400);
    });
  });

  describe("the consent page", () => {
    const open = async (state: string, callbackUrl = "http://127.0.0.1:1/cb") => {
      const query = new URLSearchParams({ apiKey: "k", apiSecret: "fake-shown", callbackUrl, state });
      const { oauthUrl } = await platform.api<{ oauthUrl: string }>(
        "GET",
        `/elements/sfdc/oauth/url?${query.toString()}`,
      );
      return fetch(oauthUrl);
    };
    async function decide(decision: string): Promise<URL> {
      const html = await (await open('my "state" & <more>')).text();
      const hidden = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        unescape(value),
      ]);
      const response = await fetch(new URL("/services/oauth2/decision", platform.baseUrl), {
        method: "POST",
        body: new URLSearchParams([...hidden.filter(([name]) => name !== "decision"), ["decision", decision]] as [
          string,
          string,
        ][]),
        redirect: "manual",
      });
      expect(response.status).to.equal(302);
      return new URL(response.headers.get("location") ?? "");
    }
    const unescape = (text: string) =>
      text.replace(
        /&(amp|lt|gt|quot|#39);/g,
        (_all, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? "",
      );

    it("approved, sends the state and a code back that makes an instance", async () => {
      const back = await decide("approve");
      expect(`${back.origin}${back.pathname}`).to.equal("http://127.0.0.1:1/cb");
      expect(back.searchParams.get("state")).to.equal('my "state" & <more>');
      expect((await make(await crm({ providerData: { code: back.searchParams.get("code") } }))).valid).to.equal(true);
    });

    it("denied, sends an error back in place of a code", async () => {
      const { searchParams } = await decide("deny");
      expect(searchParams.get("error")).to.equal("access_denied");
      expect(searchParams.has("code")).to.equal(false);
    });

    it("runs nothing that it was given, and asks nobody else for anything", async () => {
      const response = await open("<script>alert(1)</script>");
      expect(response.headers.get("content-security-policy")).to.include("default-src 'none'");
      expect(await response.text())
        .not.to.include("<script")
        .and.not.to.include("fake-shown");
      await expectProblem(
        fetch(new URL("/services/oauth2/authorize?element=sfdc&redirect_uri=javascript:alert(1)", platform.baseUrl)),
        400,
      );
    });
  });

  describe("the front page", () => {
    const open = (path: string) => fetch(new URL(path, platform.baseUrl));

    it("shows elements, instances and requests, and no secret", async () => {
      const made = await make({ ...desk, name: "<img src=x onerror=alert(1)>desk", tags: ["a", "b"] });
      const response = await open("/__emulator/overview");
      const text = await response.text();
      const overview = JSON.parse(text) as Record<string, Json[]>;
      expect(overview.instances).to.have.length(1);
      expect(overview.instances?.[0]).to.include({
        id: made.id,
        name: "desk",
        element: "servicenow",
        tags: "a, b",
        state: "enabled",
      });
      expect(overview.requests?.[0]).to.deep.equal({ method: "POST", path: "/instances", status: 200 });
      expect(overview.elements?.find(({ key }) => key === "servicenow")).to.include({ instances: 1 });
      for (const secret of [made.token, "fake-password", platform.userSecret, platform.organizationSecret]) {
        expect(text).not.to.include(String(secret));
      }
    });

    it("runs its own script alone, and asks nobody else for anything", async () => {
      for (const path of ["/__emulator", "/__emulator/"]) {
        const response = await open(path);
        expect(response.status).to.equal(200);
        const html = await response.text();
        const nonce = /<script nonce="([^"]+)">/.exec(html)?.[1] ?? "none";
        expect(response.headers.get("content-security-policy"))
          .to.include("default-src 'none'")
          .and.to.include(`'nonce-${nonce}'`);
        expect(html).not.to.match(/https?:|innerHTML/);
      }
    });
  });

  it("logs method, path and status of each call of the API, and no query", async () => {
    await make();
    await platform.call("GET", "/instances?searchText=fake-secret-in-a-query");
    await platform.call("GET", "/instances/99999");
    expect(await platform.requests()).to.deep.equal([
      { method: "POST", path: "/instances", status: 200 },
      { method: "GET", path: "/instances", status: 404 },
      { method: "GET", path: "/instances/99999", status: 404 },
    ]);
  });
});
