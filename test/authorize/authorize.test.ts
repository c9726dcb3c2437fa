import { expect } from "chai";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { authorize, type AuthorizeOptions } from "../../provider/authorize/authorize";
import type { Proof } from "../../provider/authorize/callback";
import { AuthorizationError, type Ending } from "../../provider/authorize/outcome";
import { Client } from "../../provider/client/client";
import { Elements } from "../../provider/client/elements";
import { follow, visit, type Visit } from "../support/browser";
import { type Platform, startPlatform } from "../support/platform";
import { fakeSecret } from "../support/secrets";

async function freePort(): Promise<number> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("authorize, with an emulator", () => {
  let platform: Platform;
  const apiSecret = fakeSecret("api-secret");
  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.close());

  /** Runs an authorization whose person does what `person` does once a browser opens. */
  async function run(
    person: (link: string) => Promise<unknown>,
    more: Partial<AuthorizeOptions> = {},
    answer = () => "",
  ) {
    const said: string[] = [];
    let visiting: Promise<unknown> = Promise.resolve();
    const elements = new Elements(
      new Client({ baseUrl: platform.baseUrl, timeoutSeconds: 10, retrySeconds: 0, maxConcurrency: 64 }),
    );
    const callbackUrl = `http://127.0.0.1:${await freePort()}/callback`;
    const options = {
      element: "sfdc",
      apiKey: "k",
      apiSecret,
      callbackUrl,
      browser: true,
      timeoutSeconds: 20,
      ...more,
    };
    const proof = authorize(options, {
      elements,
      say: (text) => said.push(text),
      ask: () => visiting.then(answer),
      open: (link) => {
        visiting = person(link);
        return Promise.resolve();
      },
    });
    const outcome = await proof.catch((error: unknown) => error as Error);
    return { outcome, said, visited: (await visiting) as Visit };
  }
  function expectEnding(outcome: Proof | Error, ending: Ending): Error {
    if (!(outcome instanceof AuthorizationError)) throw outcome instanceof Error ? outcome : new Error("a code came");
    expect(outcome.ending).to.equal(ending);
    return outcome;
  }

  it("gives a code that makes an instance", async () => {
    const { outcome } = await run((link) => visit(link, "approve"));
    const made = await platform.api("POST", "/instances", {
      element: { key: "sfdc" },
      name: "x",
      configuration: { "oauth.api.key": "k", "oauth.api.secret": "s", "oauth.callback.url": "http://127.0.0.1/cb" },
      providerData: outcome,
    });
    expect(made.valid).to.equal(true);
  });

  it("works for OAuth 1: the request token, then the verifier", async () => {
    const { outcome } = await run((link) => visit(link, "approve"), { element: "quickbooks" });
    expect(outcome).to.have.all.keys("oauth_token", "oauth_verifier", "secret");
    const made = await platform.api("POST", "/instances", {
      element: { key: "quickbooks" },
      name: "x",
      configuration: { "oauth.api.key": "k", "oauth.api.secret": "s", "oauth.callback.url": "http://127.0.0.1/cb" },
      providerData: outcome,
    });
    expect(made.valid).to.equal(true);
  });

  it("shows the person neither the service's URL nor the secret, but a short link", async () => {
    const { said } = await run((link) => visit(link, "approve"));
    expect(said.join("\n")).to.match(/http:\/\/127\.0\.0\.1:\d+\/start\/\S{8} \(it works once\)/);
    expect(said.join("\n")).to.include("20 seconds").and.not.to.include(apiSecret).and.not.to.include("authorize?");
  });

  it("sends a state that nobody can guess, another one each time", async () => {
    const states = await Promise.all(
      [1, 2].map(async () => {
        const { visited } = await run((link) => visit(link, "approve"));
        return new URL(visited.addresses[1] ?? "").searchParams.get("state");
      }),
    );
    for (const state of states) expect(state).to.match(/^[\w-]{43}$/);
    expect(states[0]).not.to.equal(states[1]);
  });

  it("leads the browser away from the code, to a page that asks nobody for anything", async () => {
    const { visited, outcome } = await run((link) => visit(link, "approve"));
    const { code } = outcome as { code: string };
    expect(visited.addresses.at(-2)).to.include("code=");
    expect(visited.addresses.at(-1)).to.match(/\/finished\/\S{8}$/);
    expect(visited.status).to.equal(200);
    expect(visited.html)
      .to.include("Access allowed")
      .and.not.to.include(code)
      .and.not.to.match(/<script|src=|href=/);
    expect(visited.headers.get("content-security-policy")).to.include("default-src 'none'");
    expect(visited.headers.get("referrer-policy")).to.equal("no-referrer");
    expect(visited.headers.get("cache-control")).to.equal("no-store");
  });

  it("ends with a denial", async () => {
    const { outcome, visited } = await run((link) => visit(link, "deny"));
    expect(expectEnding(outcome, "denied").message).to.include("end-user denied authorization");
    expect(visited.html).to.include("Access not allowed");
  });

  it("ends with an answer whose state was changed on the way", async () => {
    const tampered = (callback: URL) => {
      callback.searchParams.set("state", "sfdc");
      return callback;
    };
    const { outcome, visited } = await run((link) => visit(link, "approve", tampered));
    expectEnding(outcome, "wrongState");
    expect(visited.html).to.include("another request");
  });

  it("takes one answer, and leads to the service once", async () => {
    let second: Visit | undefined;
    let startedAgain: Visit | undefined;
    const { outcome } = await run(async (link) => {
      const addresses: string[] = [];
      const opened = await fetch(link, { redirect: "manual" });
      startedAgain = await follow(link);
      const target = new URL(opened.headers.get("location") ?? "");
      const callback = new URL(target.searchParams.get("redirect_uri") ?? "");
      callback.search = `state=${target.searchParams.get("state")}&code=first`;
      const answered = await fetch(callback, { redirect: "manual" });
      callback.searchParams.set("code", "second");
      second = await follow(callback.href);
      return follow(new URL(answered.headers.get("location") ?? "", callback).href, addresses);
    });
    expect(outcome).to.deep.equal({ code: "first" });
    expect(startedAgain?.status).to.equal(410);
    expect(second?.status).to.equal(410);
  });

  it("survives what no browser sends", async () => {
    const { outcome } = await run(async (link) => {
      const { hostname, port } = new URL(link);
      const status = await new Promise((resolve) =>
        http.get({ hostname, port, path: "//" }, (response) => resolve(response.resume().statusCode)),
      );
      expect(status).to.equal(404);
      return visit(link, "approve");
    });
    expect(outcome).to.have.all.keys("code");
  });

  it("takes the code also where the browser never asks for the page", async () => {
    const { outcome } = await run(async (link) => {
      const opened = await fetch(link, { redirect: "manual" });
      const target = new URL(opened.headers.get("location") ?? "");
      const callback = new URL(target.searchParams.get("redirect_uri") ?? "");
      callback.search = `state=${target.searchParams.get("state")}&code=only`;
      await fetch(callback, { redirect: "manual" });
    });
    expect(outcome).to.deep.equal({ code: "only" });
  });

  it("ends when nobody comes back in the time that was told", async () => {
    const { outcome, said } = await run(() => Promise.resolve(), { timeoutSeconds: 0.2 });
    expectEnding(outcome, "timedOut");
    expect(said.join()).to.include("0.2 seconds");
  });

  it("ends before it asks anybody where the port is taken", async () => {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { outcome, said } = await run(() => Promise.reject(new Error("opened")), {
      callbackUrl: `http://localhost:${port}/cb`,
    });
    expect(expectEnding(outcome, "portTaken").message).to.include(String(port)).and.to.include("--callback-url");
    expect(said).to.deep.equal([]);
    server.close();
  });

  describe("with a callback that is registered elsewhere", () => {
    const elsewhere = { callbackUrl: "https://www.mycoolapp.com/auth" };
    const back = (query: string) => `https://www.mycoolapp.com/auth?${query}`;
    let state = "";
    const opened = async (link: string) => {
      const response = await fetch(link, { redirect: "manual" });
      state = new URL(response.headers.get("location") ?? "").searchParams.get("state") ?? "";
    };

    it("takes the URL that the person pastes, if its state is the one that was sent", async () => {
      const right = await run(opened, elsewhere, () => ` ${back(`state=${state}&code=pasted`)}\n`);
      expect(right.outcome).to.deep.equal({ code: "pasted" });
      expectEnding((await run(opened, elsewhere, () => back("state=sfdc&code=c"))).outcome, "wrongState");
      expectEnding((await run(opened, elsewhere, () => back(`state=${state}&error=access_denied`))).outcome, "denied");
      expectEnding((await run(opened, elsewhere, () => "not a URL")).outcome, "malformed");
    });

    it("works without a browser: the URL is shown, with a warning", async () => {
      const { said, outcome } = await run(
        () => Promise.resolve(),
        { ...elsewhere, browser: false },
        () => back("code=c"),
      );
      expectEnding(outcome, "wrongState");
      expect(said[0]).to.include("WARNING");
      expect(said[1]).to.include("client_secret=");
    });
  });
});
