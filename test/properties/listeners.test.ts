import { expect } from "chai";
import fc from "fast-check";
import http from "node:http";
import { faultKinds } from "cloud-elements-emulator";
import { readCallback } from "../../provider/authorize/callback";
import { listen } from "../../provider/authorize/listener";
import { AuthorizationError } from "../../provider/authorize/outcome";
import { anyJson, loosely, numRuns } from "../support/arbitraries";
import { type Platform, startPlatform } from "../support/platform";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const anyText = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 8 }));
const anySegment = fc.oneof(
  fc.constantFrom("instances", "elements", "sfdc", "sagelive", "1", "configuration", "enabled", "oauth", "url"),
  fc.constantFrom("token", "keys", "count", "__proto__", "authentication", "secrets", "hubs", "ping", "%", "..", "%00"),
  anyText.map(encodeURIComponent),
);
const anyQuery = fc
  .array(
    fc.tuple(
      fc.constantFrom("state", "code", "error", "element", "apiKey", "apiSecret", "callbackUrl", "redirect_uri"),
      fc.oneof(anyText, fc.constantFrom("sfdc", "http://127.0.0.1/callback", "javascript:alert(1)")),
    ),
    { maxLength: 4 },
  )
  .chain((pairs) =>
    fc
      .array(fc.tuple(fc.constantFrom("tags[]", "pageSize", "nextPage", "searchText", "scope"), anyText), {
        maxLength: 2,
      })
      .map((more) => new URLSearchParams([...pairs, ...more]).toString()),
  );

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** One request as no well-behaved client would make it. */
function send(origin: string, { method, path, headers, body }: Sent, agent: http.Agent) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const length = { "content-length": Buffer.byteLength(body) };
    const request = http.request(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

describe("whatever comes in over a socket", () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  after(() => agent.destroy());

  describe("the emulator", () => {
    let platform: Platform;
    before(async () => (platform = await startPlatform()));
    after(() => platform.close());

    const anyBody = fc.oneof(
      loosely(["element", "name", "tags", "configuration", "providerData", "propertyValue", "username", "works"]).map(
        (body) => JSON.stringify(body),
      ),
      loosely(["name", "tags"]).map((body) => JSON.stringify({ ...body, element: { key: "sendgrid" } })),
      anyJson.map((body) => JSON.stringify(body)),
      anyText,
    );
    const anyRequest = fc.record({
      method: fc.constantFrom(...methods),
      path: fc
        .tuple(
          fc.constantFrom("/elements/api-v2/", "/elements/api-v2/", "/services/oauth2/authorize/", "/__emulator/"),
          fc.array(anySegment, { maxLength: 4 }),
          anyQuery,
        )
        .map(([base, segments, query]) => `${base}${segments.join("/")}?${query}`),
      type: fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "nonsense"),
      isAuthorized: fc.boolean(),
      body: anyBody,
    });

    it("answers each request, never with a mistake of its own, and goes on", async () => {
      const authorization = `User ${platform.userSecret}, Organization ${platform.organizationSecret}`;
      await fc.assert(
        fc.asyncProperty(anyRequest, async ({ method, path, type, isAuthorized, body }) => {
          const headers = { "content-type": type, authorization: isAuthorized ? authorization : "User, , Element" };
          const { status } = await send(platform.baseUrl, { method, path, headers, body }, agent);
          expect(status, `${method} ${path}`).to.be.within(200, 499);
        }),
        { numRuns },
      );
      await platform.control("POST", "reset");
      expect(await platform.instances()).to.deep.equal([]);
    });

    it("takes the faults that make sense, and refuses the others", async () => {
      const anyFault = fc
        .tuple(loosely(["when", "method", "path", "count", "probability", "retryAfter", "milliseconds"]), anyJson)
        .chain(([fault, kind]) =>
          fc.oneof(fc.constantFrom<unknown>(...faultKinds), fc.constant(kind)).map((of) => ({ ...fault, kind: of })),
        );
      const headers = { "content-type": "application/json" };
      await fc.assert(
        fc.asyncProperty(fc.oneof(anyFault, anyJson, fc.array(anyFault, { maxLength: 3 })), async (faults) => {
          const body = JSON.stringify(faults);
          const sent = { method: "POST", path: "/__emulator/faults?seed=x", headers, body };
          const { status } = await send(platform.baseUrl, sent, agent);
          expect(status, body).to.be.within(200, 499);
        }),
        { numRuns },
      );
      await platform.control("DELETE", "faults");
      expect(await platform.control("GET", "faults")).to.deep.equal([]);
    });
  });

  describe("authorize", () => {
    const state = "s".repeat(43);

    it("reads a callback's parameters: a proof, or the reason why not", () => {
      const parameters = fc.array(
        fc.tuple(
          fc.constantFrom("state", "code", "error", "error_description", "oauth_token", "oauth_verifier", "denied"),
          fc.oneof(anyText, fc.constantFrom(state, "fake-request-token")),
        ),
        { maxLength: 5 },
      );
      fc.assert(
        fc.property(parameters, fc.boolean(), (pairs, isOAuth1) => {
          const requestToken = { token: "fake-request-token", secret: "fake-secret" };
          try {
            readCallback(new URLSearchParams(pairs), { state, ...(isOAuth1 && { requestToken }) });
            const proves = isOAuth1 ? ["oauth_token", "fake-request-token"] : ["state", state];
            expect(pairs).to.deep.include(proves);
          } catch (error) {
            if (!(error instanceof AuthorizationError)) throw error;
            expect(error.message).not.to.match(/\p{Cc}/u);
          }
        }),
        { numRuns },
      );
    });

    it("answers every request, and tells nobody where the link leads but who follows it", async () => {
      const target = "https://login.example/authorize?client_secret=fake-api-secret";
      const listener = await listen({ target, state, callbackUrl: new URL("http://127.0.0.1:0/callback") });
      const anyPath = fc
        .tuple(
          fc.constantFrom("/", "/start/", "/finished/", "//", "/x"),
          fc.array(anySegment, { maxLength: 3 }),
          anyQuery,
        )
        .map(([base, segments, query]) => `${base}${segments.join("/")}?${query}`);
      try {
        await fc.assert(
          fc.asyncProperty(fc.constantFrom(...methods), anyPath, anyText, async (method, path, body) => {
            const { status, text } = await send(listener.link, { method, path, headers: {}, body }, agent);
            expect(status, `${method} ${path}`).to.be.within(400, 499);
            expect(text).not.to.include("fake-api-secret");
          }),
          { numRuns },
        );
        const followed = await fetch(listener.link, { redirect: "manual" });
        expect(followed.headers.get("location")).to.equal(target);
      } finally {
        await listener.close();
      }
    });
  });
});
