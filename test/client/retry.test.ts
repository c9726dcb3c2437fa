import { expect } from "chai";
import type { Call } from "../../provider/client/call";
import { Client } from "../../provider/client/client";
import { Gate } from "../../provider/client/gate";
import { retrying, type Wait } from "../../provider/client/retry";
import { readRetryAfter } from "../../provider/client/retry-after";
import { CloudElementsError, type ErrorCode, type ErrorFacts } from "../../provider/errors/cloud-elements-error";
import { rejectionOf } from "../support/errors";
import { serve, type Server } from "../support/server";

const calls: Record<string, Call> = {
  get: { method: "GET", path: "/instances/7", purpose: "read instance 7" },
  patch: { method: "PATCH", path: "/instances/7", purpose: "update instance 7" },
  delete: { method: "DELETE", path: "/instances/7", purpose: "delete instance 7" },
  create: { method: "POST", path: "/instances", purpose: "create", bringsCode: true },
  reauthenticate: { method: "PUT", path: "/instances/7", purpose: "authenticate", bringsCode: true },
};
const repeatable = ["get", "patch", "delete"];

/** Fails with the given errors in turn, then succeeds; the time is a number that passes by waiting alone. */
function trial(call: Call, failures: CloudElementsError[], { budgetSeconds = 60, random = 0.5 } = {}) {
  const waits: Wait[] = [];
  let [attempts, now] = [0, 0];
  const left = [...failures];
  const result = retrying(
    call,
    () => {
      attempts++;
      const failure = left.shift();
      return failure ? Promise.reject(failure) : Promise.resolve("done");
    },
    {
      budgetSeconds,
      tell: (wait) => waits.push(wait),
      sleep: (milliseconds) => Promise.resolve(void (now += milliseconds)),
      random: () => random,
      now: () => now,
    },
  );
  return { result, waits, attempts: () => attempts, seconds: () => now / 1000 };
}
const failure = (code: ErrorCode, facts: ErrorFacts = {}) => new CloudElementsError(code, `${code}.`, facts);
const many = (error: CloudElementsError) => Array.from({ length: 100 }, () => error);

describe("retrying", () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name}: whatever the platform certainly never took`, async () => {
      for (const error of [
        failure("RATE_LIMITED", { status: 429 }),
        failure("CONNECTION_REFUSED"),
        failure("TIMEOUT", { isInDoubt: false }),
      ]) {
        const { result, attempts } = trial(call, [error, error]);
        expect(await result).to.equal("done");
        expect(attempts()).to.equal(3);
      }
    });

    it(`${name}: ${repeatable.includes(name) ? "also" : "never"} what it may have done`, async () => {
      for (const error of [
        failure("CONNECTION_FAILED", { isInDoubt: true }),
        failure("INVALID_RESPONSE", { isInDoubt: true, status: 200 }),
        ...[502, 503, 504].map((status) => failure("SERVER_ERROR", { isInDoubt: true, status })),
      ]) {
        const { result, attempts } = trial(call, [error]);
        if (repeatable.includes(name)) expect(await result).to.equal("done");
        else await rejectionOf(result, error.code);
        expect(attempts()).to.equal(repeatable.includes(name) ? 2 : 1);
      }
    });

    it(`${name}: nothing that stays as it is`, async () => {
      for (const error of [
        failure("UNAUTHORIZED", { status: 401 }),
        failure("NOT_FOUND", { status: 404 }),
        failure("CODE_REJECTED", { status: 400 }),
        failure("SERVER_ERROR", { status: 500, isInDoubt: true }),
        failure("CERTIFICATE"),
        failure("TIMEOUT", { isInDoubt: true }),
      ]) {
        const { result, attempts } = trial(call, [error]);
        expect(await rejectionOf(result, error.code)).to.equal(error);
        expect(attempts()).to.equal(1);
      }
    });
  }

  const get = calls.get as Call;
  const busy = (retryAfterSeconds?: number) =>
    failure("RATE_LIMITED", { status: 429, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });

  it("waits longer each time, up to ten seconds, by chance anything below that", async () => {
    const errors = Array.from({ length: 8 }, () => busy());
    const longest = trial(get, errors, { random: 1 });
    await longest.result;
    expect(longest.waits.map(({ seconds }) => seconds)).to.deep.equal([0.5, 1, 2, 4, 8, 10, 10, 10]);
    const shortest = trial(get, errors, { random: 0 });
    await shortest.result;
    expect(shortest.seconds()).to.equal(0);
  });

  it("waits at least as long as it was asked to, and not at all where that is too long", async () => {
    const { result, waits } = trial(get, [busy(45), busy(0)], { random: 0 });
    await result;
    expect(waits.map(({ seconds, isAskedFor }) => [seconds, isAskedFor])).to.deep.equal([
      [45, true],
      [0, true],
    ]);
    const tooLong = trial(get, [busy(61)], { random: 0 });
    await rejectionOf(tooLong.result, "RATE_LIMITED");
    expect([tooLong.attempts(), tooLong.seconds()]).to.deep.equal([1, 0]);
  });

  it("looks before a second attempt, where that can make it needless", async () => {
    let looks = 0;
    const create: Call = {
      method: "POST",
      path: "/instances",
      purpose: "create",
      insteadOfRetry: () => Promise.resolve(looks++ ? "found" : undefined),
    };
    const { result, attempts } = trial(create, many(busy()));
    expect(await result).to.equal("found");
    expect([attempts(), looks]).to.deep.equal([2, 2]);
  });

  it("gives up when the time is over, and says how often and how long it has tried", async () => {
    const { result, attempts, seconds } = trial(get, many(busy()), { budgetSeconds: 30, random: 1 });
    const error = await rejectionOf(result, "RATE_LIMITED");
    expect(seconds()).to.be.at.most(30);
    expect(error.attempts).to.equal(attempts()).and.to.be.greaterThan(3);
    expect(error.message).to.include(`Tried ${attempts()} times in ${seconds().toFixed(1)} s.`);
    expect(error.status).to.equal(429);
  });

  it("tries three times what is more likely a wrong setting", async () => {
    for (const code of ["CONNECTION_REFUSED", "HOST_NOT_FOUND", "INVALID_RESPONSE"] as const) {
      const { result, attempts } = trial(get, many(failure(code)));
      await rejectionOf(result, code);
      expect(attempts(), code).to.equal(3);
    }
  });

  it("tries once with a budget of 0, and passes on what is no error of its own", async () => {
    const { result, attempts } = trial(get, [busy()], { budgetSeconds: 0 });
    await rejectionOf(result, "RATE_LIMITED");
    expect(attempts()).to.equal(1);
    const odd = trial(get, [new TypeError("odd") as never]);
    expect(await odd.result.catch((error: unknown) => String(error))).to.equal("TypeError: odd");
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-23T10:00:00Z");
  for (const [text, seconds] of [
    ["0", 0],
    [" 120 ", 120],
    ["Mon, 23 Nov 2026 10:00:30 GMT", 30],
    ["Monday, 23-Nov-26 10:00:05 GMT", 5],
    ["Sun, 22 Nov 2026 10:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["soon", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["2026", 2026],
    ["Mon, 99 Nov 2026 99:99:99 GMT", undefined],
  ] as const) {
    it(`${text}: ${seconds}`, () => {
      expect(readRetryAfter(text, now)).to.equal(seconds);
    });
  }
});

describe("the client, where the platform is busy", () => {
  let server: Server;
  afterEach(() => server.close());
  const settings = { userSecret: "fake-user-secret", organizationSecret: "fake-org-secret", timeoutSeconds: 10 };

  it("does as Retry-After says, and tells of the wait", async () => {
    const times: number[] = [];
    server = await serve((_request, response, before) => {
      times.push(Date.now());
      if (before === 0) return void response.writeHead(429, { "retry-after": "1" }).end('{"message":"slow down"}');
      response.end('{"id":7}');
    });
    const waits: Wait[] = [];
    const client = new Client(
      { ...settings, baseUrl: server.baseUrl, retrySeconds: 30, maxConcurrency: 4 },
      { onWait: (wait) => waits.push(wait) },
    );
    expect(await client.send(calls.get as Call, () => "read")).to.equal("read");
    expect((times[1] ?? 0) - (times[0] ?? 0)).to.be.at.least(1000);
    expect(waits.map(({ isAskedFor, error }) => [isAskedFor, error.retryAfterSeconds])).to.deep.equal([[true, 1]]);
  });

  it("has no more calls under way than it may, in the order in which they came", async () => {
    let [underWay, most] = [0, 0];
    const served: string[] = [];
    const held: (() => void)[] = [];
    server = await serve((request, response) => {
      most = Math.max(most, ++underWay);
      served.push(request.url ?? "");
      held.push(() => {
        underWay--;
        response.end("{}");
      });
      if (held.length === 3 || served.length > 9) for (const release of held.splice(0)) release();
    });
    const client = new Client({ ...settings, baseUrl: server.baseUrl, retrySeconds: 0, maxConcurrency: 3 });
    const paths = Array.from({ length: 10 }, (_, index) => `/instances/${index}`);
    await Promise.all(paths.map((path) => client.send({ ...(calls.get as Call), path }, () => true)));
    expect(most).to.equal(3);
    expect(served).to.have.length(10);
  });

  it("lets the next one in where one fails", async () => {
    server = await serve((_request, response) => response.end("{}"));
    const gate = new Gate(1);
    const results = await Promise.allSettled([
      gate.run(() => Promise.reject(new Error("no"))),
      gate.run(() => Promise.resolve("yes")),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "fulfilled"]);
  });
});
