/** A program as people write it: the files of a project, what they install for it, and what they run before `pulumi up`. */
export interface Program {
  files: Record<string, string>;
  dependencies?: Record<string, string>;
  /** Words of a command of an installed package. */
  build?: string[];
  /** The program runs the engine, rather than the engine the program: by which runtime. */
  runner?: "node" | "bun" | "deno";
}

const body = `
const config = new pulumi.Config();
const desk = new ElementInstance("desk", {
  element: "servicenow",
  name: config.require("instance"),
  oauthCode: config.get("code"),
  configuration: {
    username: "u",
    password: config.requireSecret("password"),
    "servicenow.subdomain": "s",
    "event.notification.enabled": false,
  },
});
`;
const cjs = `const pulumi = require("@pulumi/pulumi");
const { ElementInstance } = require("pulumi-cloud-elements");
${body}
exports.token = desk.token;
`;
const esm = `import * as pulumi from "@pulumi/pulumi";
import { ElementInstance } from "pulumi-cloud-elements";
${body}
export const token = desk.token;
`;
const typed = esm.replace("export const token", "export const token: pulumi.Output<string>");

// The program is in the process that asks for the operation.
const inline = `import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { ElementInstance } from "pulumi-cloud-elements";

async function program() {${body}  return { token: desk.token };
}
const stack = await LocalWorkspace.selectStack(
  { projectName: "stranger", stackName: "test", program },
  { workDir: process.cwd() },
);
const onOutput = (text) => process.stdout.write(text);
const operation = process.argv[2];
const options = { color: "never", onOutput, ...((operation === "preview" || operation === "refresh") && { expectNoChanges: true }) };
await stack[operation](options);
process.exit(0);
`;

const yaml = (options: string, more = "") => `name: stranger\n${more}runtime:\n  name: nodejs\n  options:\n${options}`;
const javascript = yaml("    typescript: false\n");
const compiled = yaml("    typescript: false\n", "main: bin\n");
const manifest = (fields: object) => JSON.stringify(fields);

const types = { typescript: "5.9.3", "@types/node": "^22.0.0" };
const newestTypes = { ...types, typescript: "6.0.3" };

/** A TypeScript program that its author compiles, with the given options. */
function compiledBy(dependencies: Record<string, string>, options: object, fields: object = {}): Program {
  const compilerOptions = { outDir: "bin", strict: true, skipLibCheck: false, types: ["node"], ...options };
  return {
    files: {
      "Pulumi.yaml": compiled,
      "package.json": manifest(fields),
      "index.ts": typed,
      "tsconfig.json": JSON.stringify({
        compilerOptions: { target: "ES2022", ...compilerOptions },
        files: ["index.ts"],
      }),
    },
    dependencies,
    build: ["tsc"],
  };
}

export const programs = {
  "JavaScript, CommonJS": { files: { "Pulumi.yaml": javascript, "index.js": cjs } },
  "JavaScript, ESM": {
    files: { "Pulumi.yaml": javascript, "package.json": manifest({ type: "module" }), "index.js": esm },
  },
  // With the TypeScript 3.8 that Pulumi's SDK brings along.
  "TypeScript, as pulumi new makes it": { files: { "Pulumi.yaml": yaml("    typescript: true\n"), "index.ts": typed } },
  "TypeScript, ESM by ts-node": {
    files: {
      "Pulumi.yaml": yaml(
        '    typescript: false\n    nodeargs: "--loader ts-node/esm --no-warnings"\n',
        "main: index.ts\n",
      ),
      "package.json": manifest({ type: "module" }),
      "index.ts": typed,
      "tsconfig.json": JSON.stringify({
        compilerOptions: { target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", strict: true },
      }),
    },
    dependencies: { ...types, "ts-node": "10.9.2" },
  },
  "TypeScript 5, CommonJS": compiledBy(types, { module: "CommonJS", moduleResolution: "Node10" }),
  "TypeScript 5, nodenext, ESM": compiledBy(types, { module: "NodeNext" }, { type: "module" }),
  "TypeScript 6, nodenext": compiledBy(newestTypes, { module: "NodeNext" }),
  "TypeScript 6, bundler": compiledBy(
    newestTypes,
    { module: "ESNext", moduleResolution: "Bundler" },
    { type: "module" },
  ),
  "TypeScript 6, exactOptionalPropertyTypes": compiledBy(newestTypes, {
    module: "NodeNext",
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  }),
  "bundled by esbuild": {
    files: { "Pulumi.yaml": compiled, "index.ts": typed },
    dependencies: { esbuild: "0.28.2" },
    build: [
      "esbuild",
      "index.ts",
      "--bundle",
      "--platform=node",
      "--external:@pulumi/pulumi",
      "--outfile=bin/index.js",
    ],
  },
  "in a subfolder": {
    files: { "Pulumi.yaml": yaml("    typescript: true\n", "main: src/program\n"), "src/program/index.ts": typed },
  },
  "inline, Automation API": { files: { "Pulumi.yaml": javascript, "automation.mjs": inline }, runner: "node" },
  "inline, by Bun": { files: { "Pulumi.yaml": javascript, "automation.mjs": inline }, runner: "bun" },
  "inline, by Deno": { files: { "Pulumi.yaml": javascript, "automation.mjs": inline }, runner: "deno" },
} satisfies Record<string, Program>;
