import type { Instance } from "../client/instance";
import { oauthKeys } from "../lifecycle/inputs";
import { ownTags } from "../lifecycle/managed-tag";
import { type Entry, entriesOf } from "./entries";
import type { Found } from "./gather";
import { key, literal } from "./literal";
import { fileName, resourceName } from "./names";

/** A program that adopts instances. */
export interface Program {
  /** The text of each file by its path below the program's folder. */
  files: Record<string, string>;
  /** The config keys of secrets that the program asks for, such as `sfdc.oauth.api.secret`. */
  secrets: string[];
}

/** @param version this package's version, which the program is to be run with */
export function programOf(found: Found[], name: string, version: string): Program {
  const byFile = new Map<string, Found[]>();
  for (const each of found) {
    const file = fileName(each.element);
    byFile.set(file, [...(byFile.get(file) ?? []), each]);
  }
  const names = [...byFile.keys()].sort();

  const files: Record<string, string> = {
    "Pulumi.yaml": `name: ${name}\ndescription: Element instances of Cloud Elements\nruntime: nodejs\n`,
    "package.json": manifest(name, version),
    "tsconfig.json": tsconfig,
    ".gitignore": "node_modules/\n",
    "secrets.ts": secretsModule,
    "index.ts": indexModule(names),
  };
  const secrets = new Set<string>();
  for (const each of names) files[`instances/${each}.ts`] = instancesModule(byFile.get(each) ?? [], secrets);
  return { files, secrets: [...secrets].sort() };
}

function instancesModule(found: Found[], secrets: Set<string>): string {
  let needsSecrets = false;
  const declarations = found.map(({ instance, element, catalog }) => {
    const entries = entriesOf(instance, catalog);
    for (const entry of entries.filter((each) => "secret" in each)) {
      secrets.add(`${element}.${entry.key}`);
      needsSecrets = true;
    }
    return declaration(instance, element, entries);
  });
  return [
    'import { ElementInstance } from "pulumi-cloud-elements";',
    ...(needsSecrets ? ['import { secret } from "../secrets";'] : []),
    "",
    "export const instances: Record<string, ElementInstance> = {",
    ...declarations,
    "};",
    "",
  ].join("\n");
}

function declaration(instance: Instance, element: string, entries: Entry[]): string {
  const name = resourceName(instance, element);
  const value = (entry: Entry) => {
    if ("secret" in entry) return `secret(${[name, element, entry.key].map(literal).join(", ")})`;
    return typeof entry.value === "string" ? literal(entry.value) : String(entry.value);
  };
  const named = new Map(entries.map((entry) => [entry.key, value(entry)]));
  const oauth = Object.entries(oauthKeys).map(([typed, platform]) => [typed, named.get(platform)] as const);
  const isTyped = oauth.every(([, text]) => text !== undefined && text !== "null");
  if (isTyped) for (const platform of Object.values(oauthKeys)) named.delete(platform);

  const tags = ownTags(instance.tags ?? []);
  const lines = [
    `adopt: ${literal(instance.id)},`,
    `element: ${literal(element)},`,
    ...(instance.name === undefined ? [] : [`name: ${literal(instance.name)},`]),
    ...(tags.length > 0 ? [`tags: [${tags.map(literal).join(", ")}],`] : []),
    ...(isTyped ? block("oauth", oauth) : []),
    ...(named.size > 0 ? block("configuration", [...named]) : []),
    ...(instance.disabled ? ["disabled: true,"] : []),
  ];
  return [
    `  ${literal(name)}: new ElementInstance(${literal(name)}, {`,
    ...lines.map((line) => `    ${line}`),
    "  }),",
  ].join("\n");
}

function block(name: string, entries: (readonly [string, string | undefined])[]): string[] {
  return [`${name}: {`, ...entries.map(([each, value]) => `  ${key(each)}: ${value},`), "},"];
}

function indexModule(names: string[]): string {
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    ...names.map((name, index) => `import { instances as instances${index} } from ${literal(`./instances/${name}`)};`),
    "",
    `const instances = { ${names.map((_, index) => `...instances${index}`).join(", ")} };`,
    "",
    "/** The token of each instance: pulumi stack output tokens --show-secrets */",
    "export const tokens = pulumi.all(",
    "  Object.fromEntries(Object.entries(instances).map(([name, instance]) => [name, instance.token])),",
    ");",
    "",
  ].join("\n");
}

const secretsModule = `import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** A secret of one instance; where the stack's config has none, the one that all instances of the element share. */
export function secret(instance: string, element: string, key: string): pulumi.Output<string> {
  return config.getSecret(\`\${instance}.\${key}\`) ?? config.requireSecret(\`\${element}.\${key}\`);
}
`;

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: "ES2022",
      module: "nodenext",
      moduleResolution: "nodenext",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
    include: ["index.ts"],
  },
  undefined,
  2,
)}\n`;

function manifest(name: string, version: string): string {
  const content = {
    name,
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.249.0", "pulumi-cloud-elements": `^${version}` },
    devDependencies: { "@types/node": "^22.0.0", typescript: "^5.9.0" },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
