import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  getElement,
  getElementInstance,
  getElementInstanceOutput,
  getElementInstances,
  getElementInstancesOutput,
  getElementOAuthUrl,
  getElementOAuthUrlOutput,
  getElementOutput,
  getElements,
  getElementsOutput,
} from "../../provider";
import { rejectionOf } from "../support/errors";
import { type Platform, startPlatform } from "../support/platform";
import { recorder, type Recorder } from "../support/recorder";

const known = <T>(output: pulumi.Output<T>) => new Promise((resolve) => output.apply(resolve));
const mailer = (name: string, tags: string[] = []) => ({
  element: { key: "sendgrid" },
  name,
  tags,
  configuration: { "api.key": "fake-key" },
});

describe("lookups", () => {
  let platform: Platform;
  let front: Recorder;
  const app = { apiKey: "k", apiSecret: "fake+secret/=", callbackUrl: "https://www.example.com/cb" };

  before(async () => {
    platform = await startPlatform();
    front = await recorder(platform.baseUrl);
    pulumi.runtime.setAllConfig({
      "cloud-elements:baseUrl": front.baseUrl,
      "cloud-elements:userSecret": platform.userSecret,
      "cloud-elements:organizationSecret": platform.organizationSecret,
    });
  });
  after(async () => {
    pulumi.runtime.setAllConfig({});
    await front.close();
    await platform.close();
  });
  beforeEach(async () => {
    await platform.control("POST", "reset");
    front.recorded.length = 0;
  });

  it("getElement: by key and by id, without credentials", async () => {
    const sage = await getElement({ element: "sagelive" });
    expect(sage).to.include({ id: 676, key: "sagelive", hub: "sage", authenticationType: "oauth2" });
    expect(sage.configuration.find(({ key }) => key === "oauth.api.secret")).to.include({
      required: true,
      type: "PASSWORD",
    });
    expect(await getElement({ element: 676 })).to.deep.equal(sage);
    expect(await known(getElementOutput({ element: pulumi.output("sagelive") }))).to.deep.equal(sage);
    for (const { headers } of front.recorded) expect(headers).not.to.have.property("authorization");
  });

  it("getElement: an unknown element is named", async () => {
    const error = await rejectionOf(getElement({ element: "sage live/../x" }), "UNKNOWN_ELEMENT");
    expect(error.message).to.include("Could not look up the element sage live/../x");
    expect(front.catalogCalls()).to.deep.equal(["GET /elements/sage%20live%2F..%2Fx"]);
  });

  it("getElements: the whole catalog", async () => {
    const { elements } = await getElements();
    expect(elements.map(({ key }) => key)).to.include.members(["sfdc", "sagelive", "quickbooks"]);
    expect(await known(getElementsOutput())).to.deep.equal({ elements });
  });

  it("getElementOAuthUrl: what was asked, as a secret in the output form", async () => {
    const args = { element: "sagelive", ...app, scope: "full refresh_token", state: "a state & more" };
    const { oauthUrl } = await getElementOAuthUrl(args);
    const { searchParams } = new URL(oauthUrl);
    expect(Object.fromEntries(searchParams)).to.include({
      client_id: "k",
      client_secret: app.apiSecret,
      scope: args.scope,
      state: args.state,
      redirect_uri: app.callbackUrl,
    });
    const output = getElementOAuthUrlOutput({ ...args, apiSecret: pulumi.output(app.apiSecret) });
    expect(await known(output)).to.deep.equal({ oauthUrl });
    expect(await pulumi.isSecret(output)).to.equal(true);
  });

  it("getElementOAuthUrl: an error shows neither the secret nor the query", async () => {
    front.control.tamper = ({ path }) => ({
      status: 400,
      text: JSON.stringify({ message: `cannot serve ${path} ${app.apiSecret}` }),
    });
    const error = await rejectionOf(getElementOAuthUrl({ element: "sfdc", ...app }), "REJECTED");
    front.control.tamper = () => undefined;
    expect(error.message).to.include("/elements/sfdc/oauth/url");
    expect(error.path).to.equal("/elements/sfdc/oauth/url");
    expect(error.message).not.to.include(app.apiSecret).and.not.to.include(encodeURIComponent(app.apiSecret));
  });

  it("getElementInstance: with its token, as a secret in the output form, and nothing of its configuration", async () => {
    const made = await platform.api("POST", "/instances", mailer("mail", ["t"]));
    const instance = await getElementInstance({ id: String(made.id) });
    expect(instance).to.deep.include({
      id: String(made.id),
      name: "mail",
      tags: ["t"],
      element: "sendgrid",
      token: made.token,
    });
    expect(instance).to.include({ valid: true, disabled: false, elementId: 9003 });
    expect(instance).not.to.have.property("configuration");
    const output = getElementInstanceOutput({ id: pulumi.output(Number(made.id)) });
    expect(await known(output)).to.deep.equal(instance);
    expect(await pulumi.isSecret(output)).to.equal(true);
  });

  it("getElementInstance: says what is wrong with an id", async () => {
    await rejectionOf(getElementInstance({ id: 999_999 }), "NOT_FOUND");
    await rejectionOf(getElementInstance({ id: "abc" }), "INVALID_ID");
  });

  it("getElementInstances: by tags, text and element; no match is an empty list", async () => {
    for (const [name, tags] of [
      ["one", ["a"]],
      ["two", ["a", "b"]],
    ] as const) {
      await platform.api("POST", "/instances", mailer(name, [...tags]));
    }
    const names = async (args: Parameters<typeof getElementInstances>[0]) =>
      (await getElementInstances(args)).instances.map(({ name }) => name);
    expect(await names({})).to.deep.equal(["one", "two"]);
    expect(await names({ tags: ["a", "b"] })).to.deep.equal(["two"]);
    expect(await names({ searchText: "ON" })).to.deep.equal(["one"]);
    expect(await names({ element: 9003 })).to.deep.equal(["one", "two"]);
    for (const none of [{ tags: ["none"] }, { searchText: "none" }, { element: "sfdc" }, { element: "unknown" }]) {
      expect(await names(none)).to.deep.equal([]);
    }
    const output = getElementInstancesOutput({ tags: [pulumi.output("b")] });
    expect(await known(output)).to.deep.equal(await getElementInstances({ tags: ["b"] }));
    expect(await pulumi.isSecret(output)).to.equal(true);
  });

  it("getElementInstances: follows the pages to the end", async () => {
    for (let each = 0; each < 401; each++) await platform.api("POST", "/instances", mailer(`n${each}`));
    const { instances } = await getElementInstances();
    expect(instances.map(({ name }) => name)).to.deep.equal(Array.from({ length: 401 }, (_, each) => `n${each}`));
    expect(front.calls()).to.have.length(3);
  });

  it("getElementInstances: a 404 that is not the platform's own is no empty list", async () => {
    front.control.tamper = () => ({ status: 404, text: "<html>", type: "text/html" });
    await rejectionOf(getElementInstances(), "REJECTED");
    front.control.tamper = () => undefined;
  });

  it("getElementInstances: a server whose pages lead to themselves is left alone", async () => {
    front.control.tamper = () => ({ status: 200, text: "[]", headers: { "elements-next-page-token": "again" } });
    expect(await getElementInstances()).to.deep.equal({ instances: [] });
    front.control.tamper = () => undefined;
    expect(front.calls()).to.have.length(2);
  });

  it("asks for credentials only where the platform does", async () => {
    pulumi.runtime.setAllConfig({ "cloud-elements:baseUrl": front.baseUrl });
    await getElement({ element: "sfdc" });
    await rejectionOf(getElementInstances(), "NO_CREDENTIALS");
  });
});
