import { expect } from "chai";
import path from "node:path";
import ts from "typescript";
import { elements, type KnownEntry } from "../../provider/elements/table";
import { Editor } from "../support/editor";
import { compilerOptions, messages } from "../support/typescript";

const repository = path.resolve(__dirname, "../..");

describe("the types of the package", () => {
  it("are what test/types/arguments.ts says, and with exactOptionalPropertyTypes, too", function () {
    this.timeout(60_000);
    const file = path.join(__dirname, "arguments.ts");
    for (const exactOptionalPropertyTypes of [false, true]) {
      const options = { ...compilerOptions(), exactOptionalPropertyTypes };
      expect(messages(ts.createProgram([file], options))).to.deep.equal([]);
    }
  });
});

// What somebody sees who writes a program, as an editor asks TypeScript for it.
describe("an editor's help", () => {
  const editor = new Editor(path.join(repository, "test/types/program.ts"), compilerOptions());
  const program = (args: string) =>
    `import { ElementInstance } from "pulumi-cloud-elements";\nnew ElementInstance("crm", { ${args} });\n`;

  it("completes element to the known keys", () => {
    expect(editor.completions(program(`element: "|"`))).to.include.members(Object.keys(elements));
  });

  it("completes the arguments, each with what it says", () => {
    const names = editor.completions(program("|"));
    expect(names).to.include.members(["element", "oauth", "oauthCode", "configuration", "adopt"]);
    for (const name of names) expect(editor.documentation(program("|"), name), name).to.match(/\w.*\./s);
  });

  it("completes the entries of configuration, with unit, default and secrecy", () => {
    const text = program(`element: "sfdc", configuration: { "|" }`);
    const keys = Object.values(elements).flatMap(({ configuration }) => Object.keys(configuration));
    const completed = editor.completions(text);
    expect(completed).to.include.members([...new Set(keys)]);
    expect(editor.documentation(text, "event.poller.refresh_interval")).to.match(/minutes.*Default: 15\./);
    expect(editor.documentation(text, "oauth.user.refresh_interval")).to.match(/seconds.*Default: 3600\./);
  });

  it("says of each known entry what the table says: its default, that it is required, that it is secret", () => {
    const text = program(`element: "sfdc", configuration: { "|" }`);
    for (const { configuration } of Object.values(elements)) {
      for (const [key, entry] of Object.entries<KnownEntry>(configuration)) {
        const said = editor.documentation(text, key);
        if (entry.default) expect(said, key).to.include(entry.default);
        if (entry.required) expect(said, key).to.match(/\bRequired\b/);
        expect(/\bsecret\b/i.test(said.replaceAll("`oauth.apiSecret`", "").replace("client secret", "")), key).to.equal(
          entry.secret ?? false,
        );
      }
    }
  });

  it("shows an example on the class, and a sentence on each output", () => {
    const text = `import { ElementInstance } from "pulumi-cloud-elements";\ndeclare const crm: ElementInstance;\ncrm.|;\n`;
    expect(editor.tags(text.replace("crm.|", "Element|Instance"))).to.include("example");
    for (const name of ["token", "name", "elementId", "valid", "createdDate", "objects", "drift"])
      expect(editor.documentation(text, name), name).to.match(/\.$/);
  });
});
