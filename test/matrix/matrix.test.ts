import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cells, title } from "./cells";
import { runCell } from "./run-cell";
import { pack } from "./tarball";

// Those that take seconds; `npm run test:matrix` tries all.
describe("the package as strangers install and run it", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: string;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-pack-"));
    tarball = await pack(folder);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  for (const cell of cells.filter(({ quick }) => quick)) it(title(cell), () => runCell(cell, tarball));
});
