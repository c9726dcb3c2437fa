import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { rememberSecret } from "../support/secrets";

const program = path.resolve(__dirname, "../../emulator/bin/cloud-elements-emulator.js");

interface Ready {
  baseUrl: string;
  userSecret: string;
  organizationSecret: string;
}

describe("the emulator's program", () => {
  const children: ChildProcess[] = [];
  let data: string;
  before(() => {
    data = fs.mkdtempSync(path.join(os.tmpdir(), "emulator-"));
  });
  after(() => {
    for (const child of children) child.kill("SIGKILL");
    fs.rmSync(data, { recursive: true, force: true });
  });

  function run(...args: string[]): ChildProcess {
    const child = spawn("node", [program, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    children.push(child);
    return child;
  }
  async function start(...args: string[]): Promise<{ child: ChildProcess; ready: Ready }> {
    const child = run(...args);
    if (!child.stdout) throw new Error("no output");
    const [line] = (await once(readline.createInterface({ input: child.stdout }), "line")) as [string];
    const ready = JSON.parse(line) as Ready;
    rememberSecret("user secret", ready.userSecret);
    return { child, ready };
  }
  const call = async (
    { baseUrl, userSecret, organizationSecret }: Ready,
    method: string,
    path: string,
    body?: unknown,
  ) => {
    const authorization = `User ${userSecret}, Organization ${organizationSecret}`;
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: response.status === 404 ? undefined : await response.json(),
    };
  };
  const desk = (name: string) => ({
    element: { key: "sendgrid" },
    name,
    configuration: { "api.key": "fake-key" },
  });

  it("prints one line of JSON with exactly three things, and listens on the loopback interface alone", async () => {
    const { child, ready } = await start();
    expect(ready).to.have.all.keys("baseUrl", "userSecret", "organizationSecret");
    expect(ready.baseUrl).to.match(/^http:\/\/127\.0\.0\.1:\d+\/elements\/api-v2$/);
    expect((await call(ready, "GET", "/instances/count")).status).to.equal(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).to.deep.equal([0, null]);
  });

  it("loses nothing that it has answered when it is killed in the middle of its work", async () => {
    const { child, ready } = await start("--data", data);
    const answered: unknown[] = [];
    const working = (async () => {
      for (let each = 0; ; each++) answered.push((await call(ready, "POST", "/instances", desk(`n${each}`))).body);
    })().catch(() => undefined);
    while (answered.length < 30 && child.exitCode === null) await new Promise(setImmediate);
    child.kill("SIGKILL");
    await Promise.all([once(child, "exit"), working]);

    const { ready: again } = await start("--data", data);
    expect(again).to.include({ userSecret: ready.userSecret, organizationSecret: ready.organizationSecret });
    const { body } = await call(again, "GET", "/instances");
    const kept = (body as { id: number; token: string }[]).map(({ id, token }) => `${id} ${token}`);
    const given = (answered as { id: number; token: string }[]).map(({ id, token }) => `${id} ${token}`);
    expect(kept).to.include.members(given);
    expect(kept.length).to.be.within(given.length, given.length + 1);
  });

  it("holds answers back by --latency", async () => {
    const [{ ready: slow }, { ready: fast }] = [await start("--latency", "60000"), await start()];
    const answered = (ready: Ready, which: string) =>
      call(ready, "GET", "/elements/keys").then(
        () => which,
        () => "cut off",
      );
    expect(await Promise.race([answered(slow, "slow"), answered(fast, "fast")])).to.equal("fast");
  });

  it("ends with its standard input where it is told to", async () => {
    const { child } = await start("--stop-with-stdin");
    child.stdin?.end();
    expect(await once(child, "exit")).to.deep.equal([0, null]);
  });

  it("says what is wrong with an option, or with a port that is taken", async () => {
    const { ready } = await start();
    const cases: [args: string[], words: RegExp][] = [
      [["--port", "many"], /--port.*whole number/],
      [["--latency", "-1"], /--latency/],
      [["--no-such-option"], /unknown option/],
      [["--port", new URL(ready.baseUrl).port], /Another program listens there: choose another --port/],
    ];
    for (const [args, words] of cases) {
      const child = run(...args);
      let text = "";
      child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
      const [status] = (await once(child, "close")) as [number];
      expect(status, args.join(" ")).to.equal(1);
      expect(text).to.match(words);
    }
  });

  it("takes faults from a file", async () => {
    const file = path.join(data, "faults.json");
    fs.writeFileSync(file, JSON.stringify([{ kind: "503", count: 1 }]));
    const { ready } = await start("--faults", file);
    expect((await call(ready, "GET", "/elements/sfdc")).status).to.equal(503);
    expect((await call(ready, "GET", "/elements/sfdc")).status).to.equal(200);
    fs.writeFileSync(file, '[{ "kind": "fire" }]');
    const child = run("--faults", file);
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    expect(await once(child, "exit")).to.deep.equal([1, null]);
    expect(said.join("")).to.include("kind must be one of");
  });
});
