import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";

type Way = ((env: Record<string, string>) => Promise<string | undefined>) & { label: string };
interface EngineModule {
  compareVersions(left: string, right: string): number;
  findEngine(env: Record<string, string>, ways?: Way[]): Promise<string>;
}

const repository = path.resolve(__dirname, "../..");
const way = (label: string, answer: () => string | undefined): Way =>
  Object.assign(() => new Promise<string | undefined>((resolve) => resolve(answer())), { label });

describe("the set-up's search for an engine", () => {
  let engine: EngineModule;
  before(async () => {
    engine = (await import(path.join(repository, "tools/setup/engine.mjs"))) as EngineModule;
  });

  it("orders versions by their numbers", () => {
    const mixed = ["3.9.0", "v3.200.0", "3.200.1", "nonsense", "4.0.0"];
    expect(mixed.sort((a, b) => engine.compareVersions(a, b))).to.deep.equal([
      "nonsense",
      "3.9.0",
      "v3.200.0",
      "3.200.1",
      "4.0.0",
    ]);
  });

  it("takes the first way that leads to one, and tries no further", async () => {
    const tried: string[] = [];
    const trying = (label: string, answer: () => string | undefined) =>
      way(label, () => {
        tried.push(label);
        return answer();
      });
    const ways = [
      trying("a", () => undefined),
      trying("b", () => {
        throw new Error("broken");
      }),
      trying("c", () => "/found"),
      trying("d", () => "/too late"),
    ];
    expect(await engine.findEngine({ PATH: "" }, ways)).to.equal("/found");
    expect(tried).to.deep.equal(["a", "b", "c"]);
  });

  it("says what was tried, and what to install", async () => {
    const ways = [
      way("one way", () => undefined),
      way("another way", () => {
        throw new Error("no network");
      }),
    ];
    const outcome: unknown = await engine.findEngine({ PATH: "" }, ways).catch((error: unknown) => error);
    expect((outcome as Error).message)
      .to.include("one way: none")
      .and.to.include("another way: no network")
      .and.to.include("Install Pulumi 3.200.0 or newer")
      .and.to.include("Go 1.24");
  });
});

describe("the repository", () => {
  const files = [
    "package.json",
    "package-lock.json",
    "tools/node/package-lock.json",
    "test/matrix/tools/package-lock.json",
    "emulator/package.json",
  ];
  it("names no registry's host in its lockfiles", () => {
    for (const file of files)
      expect(fs.readFileSync(path.join(repository, file), "utf8")).not.to.match(/"resolved": "http/);
  });

  it("tells of what no provider can keep secret", () => {
    expect(fs.readFileSync(path.join(repository, "README.md"), "utf8")).to.match(/-v=9/);
  });
});
