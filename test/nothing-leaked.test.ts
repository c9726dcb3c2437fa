import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { work } from "./support/project";
import { fakeSecret, secrets, secretsIn, transcripts } from "./support/secrets";

// Runs last (.mocharc.json): searches what all the tests before it have left behind.
describe("after all of it", () => {
  it("the search finds a secret where there is one", () => {
    expect(secretsIn(`{"a":"${fakeSecret("planted")}"}`)).to.deep.equal(["planted"]);
  });

  it("no output that a person sees holds a secret in clear", () => {
    const leaks = transcripts.flatMap(({ title, text }) =>
      secretsIn(text).map((label) => `${label} in the output of ${title}`),
    );
    expect(leaks).to.deep.equal([]);
  });

  it("no state, checkpoint, backup, history or config file holds a secret in clear", () => {
    const files = filesBelow(work);
    const leaks = files.flatMap((file) =>
      secretsIn(read(file)).map((label) => `${label} in ${path.relative(work, file)}`),
    );
    expect(leaks).to.deep.equal([]);
    if (transcripts.length > 0) {
      const names = files.map((file) => path.relative(work, file));
      for (const kind of ["stacks", "history", "backups"]) {
        expect(
          names.some((name) => name.includes(`${path.sep}${kind}${path.sep}`)),
          `files of ${kind} were searched`,
        ).to.be.true;
      }
      expect(secrets.size).to.be.greaterThan(1);
    }
  });
});

function filesBelow(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${path.sep}node_modules`))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

// As JSON may write it too: the emulator's tokens hold no character that JSON escapes, passwords may.
function read(file: string): string {
  return fs.readFileSync(file, "utf8");
}
