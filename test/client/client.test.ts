import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { Agent } from "undici";
import { Client } from "../../provider/client/client";
import type { Call } from "../../provider/client/call";
import { Instances } from "../../provider/client/instances";
import type { Settings } from "../../provider/client/settings";
import type { ErrorCode } from "../../provider/errors/cloud-elements-error";
import { rejectionOf } from "../support/errors";
import { selfSigned } from "../support/certificate";
import { type Handler, serve, type Server } from "../support/server";

const userSecret = "fake-user-secret-0123456789";
const organizationSecret = "fake-organization-secret-0123456789";
const code = "aPrx.fake-code-0123456789";
const password = 'fake "password" 0123456789';
const once = { timeoutSeconds: 10, retrySeconds: 0, maxConcurrency: 64 };
const about = { subject: 'sfdc instance "crm"', secrets: [code, password] };
const body = { name: "crm", providerData: { code } };

describe("the client, against a real server", () => {
  const servers: Server[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  async function instancesAt(handler: Handler, settings: Partial<Settings> = {}): Promise<Instances> {
    const server = await serve(handler);
    servers.push(server);
    return instances({ baseUrl: server.baseUrl, ...settings });
  }
  function instances(settings: Partial<Settings>): Instances {
    return new Instances(new Client({ ...once, baseUrl: "", userSecret, organizationSecret, ...settings }));
  }
  const answering =
    (status: number, text: string, headers: Record<string, string> = {}): Handler =>
    (_request, response) =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);

  describe("what it sends", () => {
    it("each call's method, path, headers and body, once", async () => {
      const seen: string[] = [];
      const api = await instancesAt((request, response) => {
        const { authorization, accept, "content-type": type = "-" } = request.headers;
        expect(authorization).to.equal(`User ${userSecret}, Organization ${organizationSecret}`);
        expect(accept).to.equal("application/json");
        seen.push([request.method, request.url, type, request.text].join(" "));
        const empty = request.method === "DELETE" || request.url?.endsWith("/enabled");
        response.end(empty ? "" : '{"id": 7}');
      });
      await api.create(body, about);
      await api.get("7");
      await api.patch("7", { tags: [] }, about);
      await api.reauthenticate("7", { providerData: { code } }, about);
      await api.setEnabled("7", true);
      await api.setEnabled("7", false);
      await api.delete("7");
      const instance = "/elements/api-v2/instances/7";
      expect(seen).to.deep.equal([
        `POST /elements/api-v2/instances application/json ${JSON.stringify(body)}`,
        `GET ${instance} - `,
        `PATCH ${instance} application/json {"tags":[]}`,
        `PUT ${instance} application/json {"providerData":{"code":"${code}"}}`,
        `PUT ${instance}/enabled - `,
        `DELETE ${instance}/enabled - `,
        `DELETE ${instance} - `,
      ]);
    });

    it("nothing for an id that is no number", async () => {
      const api = await instancesAt(() => expect.fail("a request arrived"));
      for (const id of ["", "abc", "12/../13", "1e3", "-1", " 1"]) {
        const error = await rejectionOf(api.get(id), "INVALID_ID");
        expect(error.message).to.include("an id is a number");
      }
    });

    it("no secret to where a redirect leads", async () => {
      let requests = 0;
      const elsewhere = await serve(() => requests++);
      servers.push(elsewhere);
      const api = await instancesAt(answering(302, "", { location: elsewhere.baseUrl }));
      await rejectionOf(api.get("7"), "REJECTED");
      expect(requests).to.equal(0);
    });
  });

  describe("what it reads", () => {
    it("an id beyond what a number holds exactly, digit by digit", async () => {
      const api = await instancesAt(answering(200, '{"id": 12345678901234567890, "name": "x"}'));
      expect((await api.create(body, about)).id).to.equal("12345678901234567890");
    });

    it("404 from the platform as gone, for GET and DELETE", async () => {
      const api = await instancesAt(answering(404, '{"message": "whatever"}'));
      expect(await api.get("7")).to.equal(undefined);
      await api.delete("7");
    });

    it("404 with the platform's header alone as gone, and a stranger's as an error", async () => {
      const platforms = await instancesAt(answering(404, "", { "elements-request-id": "aa" }));
      expect(await platforms.get("7")).to.equal(undefined);
      const strangers = await instancesAt(answering(404, "<html>"));
      await rejectionOf(strangers.get("7"), "REJECTED");
      await rejectionOf(strangers.delete("7"), "REJECTED");
    });

    it("properties of a wrong type as absent", async () => {
      const odd = { id: "8", name: 1, token: {}, element: [], tags: "x", configuration: [], valid: "yes", objects: {} };
      const api = await instancesAt(answering(200, JSON.stringify(odd)));
      expect(await api.get("8")).to.deep.equal({ id: "8", provisionInteractions: [] });
    });
  });

  describe("what becomes an error", () => {
    const statuses: [status: number, code: ErrorCode, words: string][] = [
      [400, "REJECTED", "Correct what it names"],
      [401, "UNAUTHORIZED", "cloud-elements:userSecret"],
      [403, "FORBIDDEN", "administrator"],
      [405, "REJECTED", "refused the request"],
      [409, "IN_USE", "formula"],
      [429, "RATE_LIMITED", "Wait"],
      [500, "SERVER_ERROR", "platform's side"],
      [502, "SERVER_ERROR", "platform's side"],
      [503, "SERVER_ERROR", "platform's side"],
    ];
    for (const [status, expected, words] of statuses) {
      it(`${status} is ${expected}, with all its facts`, async () => {
        const text = JSON.stringify({ requestId: "0123456789abcdef01234567", message: "some words" });
        const api = await instancesAt(answering(status, text));
        const error = await rejectionOf(api.patch("7", { name: "x" }, about), expected);
        expect(error).to.include({
          status,
          requestId: "0123456789abcdef01234567",
          method: "PATCH",
          path: "/instances/7",
        });
        expect(error.message)
          .to.include('Could not update instance 7 (sfdc instance "crm")')
          .and.to.include(`PATCH /instances/7 answered ${status}: "some words", request 0123456789abcdef01234567`)
          .and.to.include(words);
      });
    }

    it("404 on an update says that the instance is gone", async () => {
      const api = await instancesAt(answering(404, '{"message":"x"}'));
      expect((await rejectionOf(api.patch("7", {}, about), "NOT_FOUND")).message).to.include("pulumi refresh");
    });

    it("404 on a create names the element as the cause", async () => {
      const api = await instancesAt(answering(404, '{"message":"No element found with key salesfarce"}'));
      expect((await rejectionOf(api.create(body, about), "UNKNOWN_ELEMENT")).message).to.include("salesfarce");
    });

    it("a missing entry is repeated in the platform's words", async () => {
      const api = await instancesAt(answering(400, '{"message":"missing: oauth.api.key, oauth.api.secret"}'));
      const error = await rejectionOf(api.create({ name: "x" }, about), "REJECTED");
      expect(error.message).to.include("missing: oauth.api.key, oauth.api.secret");
    });

    it("a missing code says how to get one", async () => {
      const message = "You must provide an OAuth code in order to create an instance of this element";
      const api = await instancesAt(answering(400, JSON.stringify({ message })));
      expect((await rejectionOf(api.create({ name: "x" }, about), "CODE_REQUIRED")).message).to.include("oauthCode");
    });

    it("a spent code says how to get a new one, whatever the service's words are", async () => {
      const api = await instancesAt(answering(400, '{"message":"Failed","providerMessage":"ungültig"}'));
      for (const call of [api.create(body, about), api.reauthenticate("7", body, about)]) {
        const error = await rejectionOf(call, "CODE_REJECTED");
        expect(error.message)
          .to.include("get a new one")
          .and.to.include("ungültig")
          .and.to.include("pulumi config set --secret");
      }
    });

    const unreadable: [what: string, text: string | Buffer, headers?: Record<string, string>][] = [
      ["is not JSON", "<html>hello</html>"],
      ["is cut off", '{"id": 7, "na'],
      ["is empty", ""],
      ["has no id", '{"name": "x"}'],
      ["is a list", "[]"],
      ["is compressed although nobody asked for it", gzipSync('{"id":7}'), { "content-encoding": "gzip" }],
    ];
    for (const [what, text, headers] of unreadable) {
      it(`an answer that ${what}: what was asked may have been done`, async () => {
        const api = await instancesAt((_request, response) => void response.writeHead(200, headers).end(text));
        const error = await rejectionOf(api.create(body, about), "INVALID_RESPONSE");
        expect(error.isInDoubt).to.equal(true);
      });
    }

    it("an answer whose connection breaks in the middle", async () => {
      const api = await instancesAt((_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"id": 7,', () => response.destroy());
      });
      expect((await rejectionOf(api.create(body, about), "INVALID_RESPONSE")).message).to.include("cut off");
    });

    it("an answer without end", async () => {
      const api = await instancesAt((_request, response) => {
        const block = Buffer.alloc(1 << 20, " ");
        const more = () => {
          while (!response.destroyed && response.write(block));
          response.once("drain", more);
        };
        more();
      });
      expect((await rejectionOf(api.get("7"), "INVALID_RESPONSE")).message).to.include("larger than");
    });

    it("a connection that breaks before any answer", async () => {
      const api = await instancesAt((request) => void request.socket.destroy());
      const error = await rejectionOf(api.create(body, about), "CONNECTION_FAILED");
      expect(error.isInDoubt).to.equal(true);
    });

    for (const [what, handler] of Object.entries<Handler>({
      "no answer at all": () => undefined,
      "an answer that trickles for ever": (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(timer));
      },
    })) {
      it(`${what}: cut off by the timeout`, async () => {
        const api = await instancesAt(handler, { timeoutSeconds: 0.2 });
        const error = await rejectionOf(api.create(body, about), "TIMEOUT");
        expect(error.message).to.include("within 0.2 s").and.to.include("timeoutSeconds");
        expect(error.isInDoubt).to.equal(true);
      });
    }

    it("a refused connection: nothing was made", async () => {
      const server = await serve(() => undefined);
      await server.close();
      const error = await rejectionOf(instances({ baseUrl: server.baseUrl }).create(body, about), "CONNECTION_REFUSED");
      expect(error.message).to.include(new URL(server.origin).host).and.to.include("baseUrl");
      expect(error.isInDoubt).to.equal(false);
    });

    it("a host that cannot be resolved", async () => {
      const baseUrl = "https://no-such-host.invalid/elements/api-v2";
      const error = await rejectionOf(instances({ baseUrl }).get("7"), "HOST_NOT_FOUND");
      expect(error.message).to.include("no-such-host.invalid");
    });

    it("a certificate that does not verify: nothing was sent", async () => {
      let requests = 0;
      const server = await serve(() => requests++, await selfSigned());
      servers.push(server);
      const error = await rejectionOf(instances({ baseUrl: server.baseUrl }).create(body, about), "CERTIFICATE");
      expect(error.message).to.include("NODE_EXTRA_CA_CERTS");
      expect(error.isInDoubt).to.equal(false);
      expect(requests).to.equal(0);
    });

    it("a certificate that has expired: nothing was sent", async () => {
      let requests = 0;
      const { key, cert } = await selfSigned(new Date("2020-01-01"));
      const server = await serve(() => requests++, { key, cert });
      servers.push(server);
      const dispatcher = new Agent({ connect: { ca: cert } });
      const settings = { ...once, baseUrl: server.baseUrl, userSecret, organizationSecret };
      const error = await rejectionOf(
        new Instances(new Client(settings, { dispatcher })).create(body, about),
        "CERTIFICATE",
      );
      expect(error.message).to.include("CERT_HAS_EXPIRED");
      expect([requests, error.isInDoubt]).to.deep.equal([0, false]);
    });

    it("holds no secret, wherever the platform puts one", async () => {
      const echo = { userSecret, organizationSecret, code, password };
      for (const [what, secret] of Object.entries(echo)) {
        const message = `rejected ${secret} ${JSON.stringify(secret)} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString("base64")}`;
        const api = await instancesAt(
          answering(400, JSON.stringify({ message, providerMessage: `{"x":"${secret}"}` })),
        );
        const error = await rejectionOf(api.create(body, about), "CODE_REJECTED");
        const shown = `${error.message} ${error.stack} ${JSON.stringify(error)}`;
        expect(shown, what).to.include("[secret]").and.not.to.include(secret);
        expect(shown)
          .not.to.include(encodeURIComponent(secret))
          .and.not.to.include(Buffer.from(secret).toString("base64"));
      }
    });

    it("leaves nothing of a secret that stands where a long message is cut", async () => {
      for (let before = 570; before < 600; before += 3) {
        const message = `${"x".repeat(before)}${code}`;
        const api = await instancesAt(answering(400, JSON.stringify({ message })));
        expect((await rejectionOf(api.create(body, about), "REJECTED")).message).not.to.include(code.slice(0, 5));
      }
    });

    it("leaves out what would steer a terminal, and an odd request id", async () => {
      const text = JSON.stringify({ message: "a\u001b[31mb\r\nc", requestId: "User x" });
      const error = await rejectionOf((await instancesAt(answering(500, text))).get("7"), "SERVER_ERROR");
      expect(error.message).to.include('"a [31mb c"').and.not.to.include("User x");
      expect(error.requestId).to.equal(undefined);
    });

    it("a long message is shortened", async () => {
      const api = await instancesAt(answering(500, JSON.stringify({ message: "x".repeat(100_000) })));
      expect((await rejectionOf(api.get("7"), "SERVER_ERROR")).message.length).to.be.below(1500);
    });
  });

  it("uses connections again, also from several clients", async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{"id": 7}');
    });
    servers.push(server);
    const call: Call = { method: "GET", path: "/instances/7", purpose: "read" };
    for (let each = 0; each < 20; each++) {
      const client = new Client({ ...once, baseUrl: server.baseUrl, userSecret, organizationSecret });
      await client.send(call, () => true);
    }
    // The next call may come a tick before the first connection is free again.
    expect(ports.size).to.be.at.most(2);
  });
});
