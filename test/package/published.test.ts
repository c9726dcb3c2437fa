import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { execute } from "../matrix/execute";
import { packedForTests } from "../matrix/tarball";

const repository = path.resolve(__dirname, "../..");

describe("the tarball that is published", function () {
  this.timeout(120_000);
  const tarball = packedForTests();

  it("is smaller than 150 kB", () => expect(fs.statSync(tarball()).size).to.be.below(150_000));

  // Both end with another status than 0 where they find something, and say what.
  it("is without fault for publint", () => execute(repository, "publint", ["run", tarball(), "--strict"]));
  it("has types that every kind of program finds", () => execute(repository, "attw", [tarball(), "--no-color"]));
});
