// Part of npm run docs: writes into the pages what they take from the code.
import fs from "node:fs";
import path from "node:path";
import { withEntries } from "./entries";

const page = path.resolve(__dirname, "../../docs/events.md");

void withEntries(fs.readFileSync(page, "utf8")).then((text) => fs.writeFileSync(page, text));
