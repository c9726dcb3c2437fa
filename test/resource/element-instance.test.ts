import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { withoutAnswer } from "../../provider/resource/debug-log";
import { ElementInstance } from "../../provider/resource/element-instance";
import { cutStackTraces } from "../../provider/resource/stack-traces";
import { withSecrets } from "../../provider/resource/secrets";
import { isSecretKey } from "../../provider/lifecycle/secret-keys";
import type { ElementInstanceArgs } from "../../provider/resource/args";

const oauth = { apiKey: "k", apiSecret: "s", callbackUrl: "https://x.example" };
const isSecret = (value: unknown) => pulumi.Output.isInstance(value) && pulumi.isSecret(value);

describe("the constructor's secrets", () => {
  const marked = async (args: Partial<ElementInstanceArgs>) => {
    const all = withSecrets({ element: "sfdc", ...args }) as unknown as Record<string, Record<string, unknown>>;
    return all;
  };

  it("are the code and the provider data, always", async () => {
    const { oauthCode, providerData, element } = await marked({ oauthCode: "c", providerData: { secret: "s" } });
    expect(await isSecret(oauthCode)).to.equal(true);
    expect(await isSecret(providerData)).to.equal(true);
    expect(await isSecret(element)).to.equal(false);
  });

  it("are the API secret alone of the OAuth entries, and all of them where they come together later", async () => {
    const { oauth: plain } = await marked({ oauth });
    expect(await isSecret(plain?.apiSecret)).to.equal(true);
    expect(plain).to.include({ apiKey: "k", callbackUrl: "https://x.example" });
    expect(await isSecret((await marked({ oauth: pulumi.output(oauth) })).oauth)).to.equal(true);
    expect(await isSecret((await marked({ oauth: Promise.resolve(oauth) })).oauth)).to.equal(true);
  });

  it("are the entries whose key tells it", async () => {
    const { configuration } = await marked({
      configuration: { "sfdc.password": "p", "pagination.max": 100, "sfdc.security.token": pulumi.output("t") },
    });
    expect(await isSecret(configuration?.["sfdc.password"])).to.equal(true);
    expect(await isSecret(configuration?.["sfdc.security.token"])).to.equal(true);
    expect(configuration?.["pagination.max"]).to.equal(100);
    expect(await isSecret((await marked({ configuration: pulumi.output({ a: "b" }) })).configuration)).to.equal(true);
  });

  it("leave what is not given, or of a wrong type, to check", async () => {
    expect(await marked({})).to.deep.equal({ element: "sfdc" });
    expect((await marked({ oauth: "wrong" as never })).oauth).not.to.equal(undefined);
  });

  const secretKeys = [
    "password",
    "sfdc.password",
    "oauth.api.secret",
    "sfdc.api.secret",
    "oauth.user.token",
    "oauth.user.refresh_token",
    "sfdc.security.token",
    "sfdc.session.signature",
    "event.notification.signature.key",
    "client_secret",
    "passphrase",
    "db.passwd",
    "private.key",
    "api.key",
    "apiKey",
    "sendgrid.api_key",
    "aws.accessKey",
    "credentials",
  ];
  const plainKeys = [
    "oauth.api.key",
    "oauth.callback.url",
    "username",
    "base.url",
    "event.notification.enabled",
    "event.poller.refresh_interval",
    "filter.response.nulls",
    "sfdc.user.id",
    "event.helper.key",
    "authentication.type",
    "servicenow.subdomain",
  ];
  for (const key of secretKeys) it(`${key} tells that it is one`, () => expect(isSecretKey(key)).to.equal(true));
  for (const key of plainKeys) it(`${key} does not`, () => expect(isSecretKey(key)).to.equal(false));
});

describe("ElementInstance", () => {
  it("refuses the option import before anything is registered", () => {
    expect(() => new ElementInstance("old", { element: "sfdc" }, { import: "12" })).to.throw(
      /cannot be imported.*ElementInstance\.get\("old", "12"\)/,
    );
  });

  it("registers its own type, the constant provider text, its name as default, and its secret outputs", async () => {
    const registered: { type: string; inputs: Record<string, unknown> }[] = [];
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs }) => {
        registered.push({ type, inputs: inputs as Record<string, unknown> });
        return { id: "7", state: { ...(inputs as object), token: "t" } };
      },
      call: () => ({}),
    });
    const instance = new ElementInstance("crm", { element: "sfdc" });
    const token = await new Promise((resolve) => instance.token.apply(resolve));
    expect(token).to.equal("t");
    expect(registered).to.deep.equal([
      {
        type: "pulumi-nodejs:dynamic/cloud-elements:ElementInstance",
        inputs: {
          element: "sfdc",
          name: "crm",
          __urn: "stack::project::::crm",
          __provider: 'exports.handler=()=>require("pulumi-cloud-elements/provider")',
        },
      },
    ]);
  });
});

describe("an entry that is undefined", () => {
  it("counts as not given, secret or not: null would clear it on the platform", async () => {
    let registered: unknown;
    await pulumi.runtime.setMocks({
      newResource: ({ inputs }) => {
        registered = (inputs as { configuration: unknown }).configuration;
        return { id: "7", state: {} };
      },
      call: () => ({}),
    });
    const configuration = { password: undefined, "base.url": undefined, username: "u" };
    const instance = new ElementInstance("crm", { element: "sfdc", configuration });
    await new Promise((resolve) => instance.id.apply(resolve));
    expect(registered).to.deep.equal({ username: "u" });
  });
});

describe("the SDK's stack traces of a resource", () => {
  interface Frame {
    uri: string;
    line: number;
  }
  // What the SDK's constructor does, at its place in the stack.
  class Resource {
    readonly trace: (Frame | undefined)[];
    readonly debugging = new Error("debugging").stack;
    constructor() {
      this.trace = (pulumi.Resource as unknown as { stackTrace(skip: number): (Frame | undefined)[] }).stackTrace(4);
    }
  }
  class CustomResource extends Resource {
    // V8 leaves out the frame of a constructor that is not written down.

    constructor() {
      super();
    }
  }
  class Ours extends CustomResource {
    constructor() {
      const whole = cutStackTraces();
      try {
        super();
      } finally {
        whole();
      }
    }
  }

  it("hold the line that declares it and no more, with and without a hook that maps lines, which stays", () => {
    const own = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    const { stackTraceLimit } = Error;
    // As in a program: mocha sets another.
    Error.stackTraceLimit = 10;
    const hook = (_error: Error, sites: NodeJS.CallSite[]) =>
      ["Error", ...sites.map((site) => `    at f (${site.getFileName() ?? ""}:${site.getLineNumber() ?? 0}:1)`)].join(
        "\n",
      );
    try {
      for (const before of [undefined, hook]) {
        if (before) Error.prepareStackTrace = before;
        else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
        const { trace, debugging } = new Ours();
        expect(trace).to.have.length(1);
        expect(trace[0]?.uri).to.include("element-instance.test.ts");
        expect(debugging).not.to.include(" at ");
        expect(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace")?.value).to.equal(before);
      }
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      if (own) Object.defineProperty(Error, "prepareStackTrace", own);
    }
  });

  it("take nothing from an error that is thrown meanwhile: whoever declares wrongly sees where", () => {
    const whole = cutStackTraces();
    let thrown: unknown;
    try {
      throw new Error("no such parent");
    } catch (error) {
      thrown = error;
    } finally {
      whole();
    }
    expect((thrown as Error).stack).to.include("element-instance.test.ts");
  });
});

describe("the SDK's debug log", () => {
  const type = "dynamic/cloud-elements:ElementInstance";
  it("loses the answers about our resources, and nothing else", () => {
    const ours = `RegisterResource RPC finished: resource:crm[pulumi-nodejs:${type}]; err: null, resp: urn,7,token,SECRET`;
    expect(withoutAnswer(ours, type)).to.include("resource:crm").and.not.to.include("SECRET");
    for (const other of [
      "RegisterResource RPC finished: resource:x[aws:s3/bucket:Bucket]; resp: x",
      `Registering resource: t=${type}`,
    ]) {
      expect(withoutAnswer(other, type)).to.equal(other);
    }
  });
});
