import type { managers } from "./managers";
import type { programs } from "./programs";

/** One way in which a stranger uses the package. */
export interface Cell {
  manager: keyof typeof managers;
  program: keyof typeof programs;
  /** The major version of Node.js. Default: what runs the tests. */
  node?: "22" | "24" | "26";
  /** The SDK. Default: the newest that is supported. */
  sdk?: "oldest";
  /** The name of the folder, where it matters. */
  folder?: string;
  /** Whether `npm test` tries it, too. */
  quick?: true;
}

const plain = "JavaScript, CommonJS";

export const cells: Cell[] = [
  { manager: "npm", program: "TypeScript, as pulumi new makes it", quick: true },
  { manager: "npm", program: "JavaScript, ESM", folder: "a path with spaces, ünïcode 雪", quick: true },
  { manager: "npm", program: "in a subfolder", quick: true },
  { manager: "npm", program: plain },
  { manager: "npm", program: "TypeScript, ESM by ts-node" },
  { manager: "npm", program: "TypeScript 5, CommonJS" },
  { manager: "npm", program: "TypeScript 5, nodenext, ESM" },
  { manager: "npm", program: "TypeScript 6, nodenext" },
  { manager: "npm", program: "TypeScript 6, bundler" },
  { manager: "npm", program: "TypeScript 6, exactOptionalPropertyTypes" },
  { manager: "npm", program: "bundled by esbuild" },
  { manager: "npm", program: "inline, Automation API" },
  { manager: "npm workspace, linked", program: plain, quick: true },
  { manager: "npm workspace, linked", program: "TypeScript, as pulumi new makes it" },
  { manager: "monorepo with two SDKs", program: plain },
  { manager: "pnpm, isolated", program: plain },
  { manager: "pnpm, isolated", program: "TypeScript 6, nodenext" },
  { manager: "pnpm, hoisted", program: plain },
  { manager: "yarn, node-modules", program: plain },
  { manager: "yarn, Plug'n'Play", program: plain },
  { manager: "npm", program: plain, node: "22" },
  { manager: "npm", program: "TypeScript, as pulumi new makes it", node: "22", sdk: "oldest" },
  { manager: "npm", program: plain, node: "24" },
  { manager: "npm", program: plain, node: "26" },
  { manager: "npm", program: "TypeScript, as pulumi new makes it", node: "26" },
  { manager: "npm", program: plain, sdk: "oldest" },
  { manager: "npm", program: "inline, by Bun" },
  { manager: "npm", program: "inline, by Deno" },
];

export function title({ manager, program, node, sdk, folder }: Cell): string {
  const more = [node && `Node.js ${node}`, sdk && `${sdk} SDK`, folder && `in "${folder}"`].filter(Boolean);
  return [manager, program, ...more].join(" · ");
}
