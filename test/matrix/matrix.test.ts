import { cells, title } from "./cells";
import { runCell } from "./run-cell";
import { packedForTests } from "./tarball";

// Those that take seconds; `npm run test:matrix` tries all.
describe("the package as strangers install and run it", function () {
  this.timeout(300_000);
  const tarball = packedForTests();
  for (const cell of cells.filter(({ quick }) => quick)) it(title(cell), () => runCell(cell, tarball()));
});
