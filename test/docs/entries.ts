import path from "node:path";
import * as prettier from "prettier";
import ts from "typescript";

const file = path.resolve(__dirname, "../../provider/elements/table.ts");

/** The entries of the known elements about events, as a Markdown table: the comments of the table in the code. */
export async function eventEntries(): Promise<string> {
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2022, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const table = source && checker.getSymbolAtLocation(source)?.exports?.get("elements" as ts.__String);
  if (!table) throw new Error("table.ts exports no elements");

  const entries = new Map<string, { text: string; elements: string[] }>();
  const keys = checker.getTypeOfSymbol(table).getProperties();
  for (const element of keys) {
    const configuration = checker.getTypeOfSymbol(element).getProperty("configuration");
    for (const entry of configuration ? checker.getTypeOfSymbol(configuration).getProperties() : []) {
      const text = ts.displayPartsToString(entry.getDocumentationComment(checker));
      const known = entries.get(entry.name) ?? { text, elements: [] };
      known.elements.push(element.name);
      entries.set(entry.name, known);
    }
  }
  const rows = [...entries]
    .filter(([key]) => key.startsWith("event."))
    .map(([key, { text, elements }]) => {
      const whose =
        elements.length === keys.length ? `all ${keys.length}` : elements.map((each) => `\`${each}\``).join(", ");
      return `| \`${key}\` | ${whose} | ${text} |`;
    });
  const all = keys.map(({ name }) => `\`${name}\``).join(", ");
  const markdown = `Of ${all}:\n\n| entry | elements | what it is |\n|---|---|---|\n${rows.join("\n")}\n`;
  return prettier.format(markdown, { parser: "markdown", printWidth: 120 });
}

const [begin, end] = [
  "<!-- entries: written by `npm run docs` from provider/elements/table.ts -->\n",
  "<!-- end of entries -->",
];

/** A page with the table in its place. */
export async function withEntries(page: string): Promise<string> {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error("the page has no place for the entries");
  return `${before}${begin}\n${await eventEntries()}\n${end}${after}`;
}
