import { expect } from "chai";
import { type Platform, startPlatform } from "../support/platform";

describe("the emulator's faults", () => {
  let platform: Platform;
  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform.close());
  afterEach(() => platform.control("DELETE", "faults"));

  const desk = { element: { key: "servicenow" }, name: "desk" };
  const configuration = { username: "u", password: "fake-password", "servicenow.subdomain": "s" };
  const plan = (faults: unknown) => platform.control("POST", "faults", faults);
  const create = () => platform.call("POST", "/instances", { ...desk, configuration });
  const count = async () => (await platform.instances()).length;
  const failed = (answer: Promise<Response>) =>
    answer
      .then((response) => response.text())
      .then(
        () => false,
        () => true,
      );

  for (const kind of ["reset", "half"]) {
    for (const when of kind === "half" ? ["after"] : ["before", "after"]) {
      it(`${kind} ${when} the effect: the connection breaks once`, async () => {
        const before = await count();
        await plan({ kind, when, method: "POST", count: 1 });
        expect(await failed(create())).to.equal(true);
        expect((await count()) - before).to.equal(when === "after" ? 1 : 0);
        expect((await create()).status).to.equal(200);
      });
    }
  }

  it("429, with Retry-After in each of its forms", async () => {
    for (const [given, shown] of [
      [undefined, /^null$/],
      ["0", /^0$/],
      ["2", /^2$/],
      ["date", / GMT$/],
      ["past", /1970.* GMT$/],
      ["nonsense", /^nonsense$/],
    ] as const) {
      await plan({ kind: "429", count: 1, ...(given !== undefined && { retryAfter: given }) });
      const response = await platform.call("GET", "/instances/1");
      expect(response.status).to.equal(429);
      expect(String(response.headers.get("retry-after"))).to.match(shown);
    }
  });

  it("500, 502 as a page, 503, before and after the effect", async () => {
    for (const kind of ["500", "502", "503"]) {
      for (const when of ["before", "after"]) {
        const before = await count();
        await plan({ kind, when, count: 1, path: "/instances" });
        const response = await create();
        expect([response.status, response.headers.get("content-type")]).to.deep.equal([
          Number(kind),
          kind === "502" ? "text/html" : "application/json",
        ]);
        expect((await count()) - before).to.equal(when === "after" ? 1 : 0);
      }
    }
  });

  it("answers that cannot be used: another content type, none, cut gzip, 9 MB", async () => {
    await plan(["content-type", "empty", "gzip", "huge"].map((kind) => ({ kind, count: 1, method: "POST" })));
    const html = await create();
    expect([html.headers.get("content-type"), await html.text()]).to.deep.equal(["text/html", "<html>hello</html>"]);
    expect(await (await create()).text()).to.equal("");
    expect(await failed(create())).to.equal(true);
    expect((await (await create()).text()).length).to.be.greaterThan(9 * 1024 * 1024);
  });

  it("slow before and after, and no answer at all", async () => {
    for (const when of ["before", "after"]) {
      await plan({ kind: "slow", when, milliseconds: 300, count: 1 });
      const began = Date.now();
      expect((await platform.call("GET", "/instances/count")).status).to.equal(200);
      expect(Date.now() - began).to.be.at.least(299);
    }
    await plan({ kind: "hang", when: "after", method: "POST", count: 1 });
    const before = await count();
    const hanging = create();
    const first = await Promise.race([hanging, waitFor(async () => (await count()) > before)]);
    expect(first, "the effect comes, the answer does not").to.equal(true);
    hanging.catch(() => undefined);
  });

  it("strikes by method, path, count and probability, the same for the same seed", async () => {
    const draw = async () => {
      await platform.control("DELETE", "faults");
      await platform.control("POST", "faults?seed=7", [{ kind: "503", path: "/instances/count", probability: 0.5 }]);
      const drawn: number[] = [];
      for (let each = 0; each < 20; each++) drawn.push((await platform.call("GET", "/instances/count")).status);
      return drawn;
    };
    const first = await draw();
    expect(new Set(first)).to.deep.equal(new Set([200, 503]));
    expect(await draw()).to.deep.equal(first);
    const [{ struck } = { struck: 0 }] = (await platform.control("GET", "faults")) as { struck: number }[];
    expect(struck).to.equal(first.filter((status) => status === 503).length);
    expect((await platform.call("GET", "/elements/sfdc")).status).to.equal(200);
  });

  it("refuses what is no fault", async () => {
    for (const fault of [
      {},
      { kind: "fire" },
      { kind: "429", retryAfter: "a\r\nb" },
      { kind: "500", count: -1 },
      7,
      null,
    ]) {
      const answer = (await plan(fault)) as { message?: string };
      expect(answer.message, JSON.stringify(fault)).to.be.a("string");
    }
    expect(await platform.control("GET", "faults")).to.deep.equal([]);
  });
});

async function waitFor(isTrue: () => Promise<boolean>): Promise<true> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
  return true;
}
