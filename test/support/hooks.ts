import fs from "node:fs";
import { work } from "./project";

/** Every run begins with an empty work folder. */
export const mochaHooks = {
  beforeAll() {
    fs.rmSync(work, { recursive: true, force: true });
    fs.mkdirSync(work, { recursive: true });
  },
};
