import { expect } from "chai";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { attemptsIn } from "../../provider/dynamic/attempts";

describe("notes of what is under way", () => {
  const tag = `pulumi:${"a-_9".repeat(5)}zz`;
  let home: string;
  beforeEach(() => (home = fs.mkdtempSync(path.join(os.tmpdir(), "attempts-"))));
  afterEach(() => fs.rmSync(home, { recursive: true }));

  it("are there for another process, with their time and nothing else, until they are forgotten", async () => {
    const began = Date.now();
    await attemptsIn({ PULUMI_HOME: home }).note(tag);
    const other = attemptsIn({ PULUMI_HOME: home });
    expect(await other.notedAt(tag)).to.be.at.least(began - 1000);
    const [file = ""] = fs.readdirSync(path.join(home, "cloud-elements", "attempts"));
    expect(fs.statSync(path.join(home, "cloud-elements", "attempts", file)).size).to.equal(0);
    await other.forget(tag);
    await other.forget(tag);
    expect(await other.notedAt(tag)).to.equal(undefined);
  });

  it("fail nothing where they cannot be written", async () => {
    const blocked = path.join(home, "file");
    fs.writeFileSync(blocked, "");
    const attempts = attemptsIn({ PULUMI_HOME: blocked });
    await attempts.note(tag);
    expect(await attempts.notedAt(tag)).to.equal(undefined);
    await attempts.forget(tag);
  });
});
