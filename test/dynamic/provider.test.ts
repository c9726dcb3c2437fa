import { expect } from "chai";
import { createHash } from "node:crypto";
import * as provider from "../../provider/dynamic/provider";
import { PartialFailure, withoutStack } from "../../provider/dynamic/failures";
import { changesBetween } from "../../provider/lifecycle/changes";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import type { InstanceState } from "../../provider/lifecycle/state";
import { fromWire, stateFromWire, toWire } from "../../provider/dynamic/wire";
import { unknown } from "../../provider/lifecycle/inputs";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";

const text = "the provider's text";
const unknownOnTheWire = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const desk = {
  element: "servicenow",
  name: "desk",
  configuration: { username: "u", password: "fake-password", "servicenow.subdomain": "s" },
  __provider: text,
};

describe("the dynamic provider", () => {
  it("has exactly the operations that Pulumi's host calls", () => {
    expect(Object.keys(provider)).to.have.members(["check", "configure", "create", "delete", "diff", "read", "update"]);
  });

  // No platform is there to be asked.
  before(() => void provider.configure(requestWith({ "cloud-elements:validate": "false" })));

  it("names no property in a failure, since the engine would print its value", async () => {
    const { failures } = await provider.check(
      {},
      { element: "sfdc", name: "x", oauthCode: ["fake-code"], __provider: text },
    );
    expect(failures).to.have.length(2);
    expect(failures?.map(({ property }) => property)).to.deep.equal(["", ""]);
  });

  it("passes the inputs on as they are", async () => {
    expect((await provider.check({}, desk)).inputs).to.equal(desk);
  });

  it("tells an instance that exists by its old inputs", async () => {
    const oauth = { apiKey: "k", apiSecret: "s", callbackUrl: "https://x.example" };
    const news = { element: "sfdc", name: "x", oauth, __provider: text };
    expect((await provider.check({}, news)).failures).to.have.length(1);
    expect((await provider.check(news, news)).failures).to.deep.equal([]);
  });

  describe("with an emulator", () => {
    let platform: Platform;
    before(async () => {
      platform = await startPlatform();
      const settings = settingsFor(platform);
      const request = requestWith({
        "cloud-elements:baseUrl": settings.CLOUD_ELEMENTS_BASE_URL,
        "cloud-elements:userSecret": settings.CLOUD_ELEMENTS_USER_SECRET,
        "cloud-elements:organizationSecret": settings.CLOUD_ELEMENTS_ORGANIZATION_SECRET,
      });
      // Not awaited: the host lets other operations in before configure has returned.
      void provider.configure(request);
    });
    after(() => platform.close());

    it("stores neither the provider's text among its own values nor anything undefined", async () => {
      const { id, outs } = await provider.create(desk);
      expect(id).to.equal("123");
      expect(outs).not.to.have.property("__provider");
      expect(JSON.stringify(outs)).not.to.include("fake-password");
      expect(outs).to.deep.equal(JSON.parse(JSON.stringify(outs)));

      const olds: Record<string, unknown> = { ...outs, __provider: "another text" };
      expect(await provider.diff(id, olds, desk)).to.deep.equal({ changes: false, replaces: [] });
      expect((await provider.read(id, olds)).props).to.deep.equal(outs);
      expect((await provider.update(id, olds, { ...desk, name: "other" })).outs).to.include({ name: "other" });
      await provider.delete(id);
      expect(await provider.read(id, olds), "gone").to.deep.equal({});
      await provider.delete(id);
    });

    it("fails with the text alone where the host would print a stack", async () => {
      const outcome = await provider.read("999", { __provider: text }).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(Error);
      const { message, stack } = outcome as Error;
      expect(message).to.include("There is no instance 999");
      expect(stack).not.to.match(/\bat\b/);
    });
  });
});

describe("a partial failure", () => {
  const known: InstanceState = { element: "sfdc", name: "x", tags: [], disabled: false, valid: false };
  const state = { ...known, objects: undefined } as unknown as InstanceState;

  it("carries the provider's text, without which the resource could never be deleted", () => {
    const failure = new PartialFailure({ id: "7", state, problems: ["why"] }, { __provider: text });
    expect(failure).to.deep.include({ id: "7", reasons: ["why"] });
    expect(failure.properties).to.include({ __provider: text, valid: false });
  });

  it("carries nothing undefined, which the engine cannot write down", () => {
    const failure = new PartialFailure({ id: "7", state, problems: ["why"] }, { __provider: text });
    expect(failure.properties).not.to.have.property("objects");
  });
});

describe("the wire", () => {
  const state: InstanceState = { element: "sfdc", name: "x", tags: [], disabled: false, valid: false };

  it("gives the lifecycle its own unknown, wherever the SDK's stands, and no provider text", () => {
    const properties = {
      a: unknownOnTheWire,
      b: [unknownOnTheWire, 1],
      c: { d: unknownOnTheWire, e: null },
      __provider: text,
    };
    expect(fromWire(properties)).to.deep.equal({ a: unknown, b: [unknown, 1], c: { d: unknown, e: null } });
  });

  it("leaves out what is undefined, at any depth", () => {
    const objects = [{ name: "a", vendorName: undefined }] as unknown as NonNullable<InstanceState["objects"]>;
    const clean = toWire({ ...state, createdDate: undefined, objects });
    expect(Object.keys(clean)).to.include("objects").and.not.to.include("createdDate");
    expect(clean.objects).to.deep.equal([{ name: "a" }]);
    expect(Object.keys((clean.objects as object[])[0] ?? {})).to.deep.equal(["name"]);
  });

  it("gives a state back as it was stored, what was given among it as one text", () => {
    const whole: InstanceState = { ...state, __given: { configuration: { "a.b": "digest" }, tag: "pulumi:x" } };
    expect(toWire(whole).__given).to.be.a("string");
    expect(stateFromWire({ ...toWire(whole), __provider: text })).to.deep.equal(whole);
    expect(stateFromWire(toWire(state))).to.deep.equal(state);
  });

  it("reads the first states: a spent code is known as spent, and the configuration is sent once more", () => {
    const code = createHash("sha256").update('"fake-code"').digest("base64url").slice(0, 16);
    const older = {
      ...state,
      token: "t",
      __given: { code, configuration: { a: "0123456789abcdef" }, tag: "pulumi:x" },
    };
    const inputs: InstanceInputs = { element: "sfdc", name: "x", oauthCode: "fake-code", configuration: { a: "1" } };
    const changes = changesBetween(stateFromWire(older), inputs);
    expect([changes.authentication, changes.configuration]).to.deep.equal([false, ["a"]]);
    expect(stateFromWire(older).__given?.tag).to.equal("pulumi:x");
  });

  it("keeps a key such as __proto__ a plain key", () => {
    const odd = JSON.parse('{"configuration": {"__proto__": "x"}}') as Record<string, unknown>;
    expect(JSON.stringify(fromWire(odd))).to.equal('{"configuration":{"__proto__":"x"}}');
  });

  it("shows an error's message without its stack", () => {
    const shown = withoutStack(new Error("what happened"));
    expect(shown.message).to.equal("what happened");
    expect(shown.stack).not.to.include("what happened");
  });

  it("shows no secret in it, whatever has made the message and however it is written there", () => {
    const secret = 'fake "secret" & more/0123456789';
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    for (const form of forms) {
      const shown = withoutStack(new TypeError(`cannot read ${form} of undefined`), [secret]);
      expect(shown.message).to.include("[secret]").and.not.to.include(form.replaceAll('"', ""));
    }
  });
});

function requestWith(config: Record<string, string | undefined>) {
  return { config: { get: (key: string) => config[key], require: (key: string) => config[key] ?? "" } };
}
