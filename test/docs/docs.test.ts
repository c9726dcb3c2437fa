import { expect } from "chai";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { fakeBrowser } from "../support/fake-browser";
import { type Platform, startPlatform } from "../support/platform";
import { Project, work } from "../support/project";
import { fakeSecret, rememberSecret, transcripts } from "../support/secrets";
import { faultsOf } from "../support/typescript";
import { type Block, blocksOf } from "./blocks";
import { withEntries } from "./entries";

const repository = path.resolve(__dirname, "../..");
const docs = path.join(repository, "docs");
const read = (file: string) => fs.readFileSync(path.join(docs, file), "utf8");
const pages = [...read("README.md").matchAll(/^\d+\. \[.*\]\((\S+\.md)\)$/gm)].map(([, file = ""]) => file);
const run = ["bash", "sh"];
const compiled = ["ts"];

describe("the pages of docs", () => {
  it("are all in the list of tasks, and what they link to is there", () => {
    const files = fs.readdirSync(docs).filter((name) => name.endsWith(".md") && name !== "README.md");
    expect(pages).to.have.members(files);
    for (const file of [...files, "README.md"]) {
      for (const [, target = ""] of read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
        if (!/^https?:/.test(target))
          expect(fs.existsSync(path.join(docs, target)), `${file}: ${target}`).to.equal(true);
      }
    }
  });

  it("hold no block that is neither run, compiled nor written to a file", () => {
    for (const page of pages) {
      for (const { language, file, line, text } of blocksOf(read(page))) {
        const isFile = file !== undefined || (language === "json" && JSON.parse(text) !== undefined);
        expect([...run, ...compiled].includes(language) || isFile, `${page}:${line}`).to.equal(true);
      }
    }
  });

  it("have the entries as the code has them (npm run docs writes them)", async () => {
    expect(read("events.md")).to.equal(await withEntries(read("events.md")));
  });

  it("name every error code in troubleshooting, and in README", () => {
    const source = fs.readFileSync(path.join(repository, "provider/errors/cloud-elements-error.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code = ""]) => code);
    expect(codes).to.have.length.greaterThan(15);
    const readme = fs.readFileSync(path.join(repository, "README.md"), "utf8");
    for (const code of codes) {
      expect(read("troubleshooting.md"), code).to.include(`\`${code}\``);
      expect(readme, code).to.include(`\`${code}\``);
    }
  });

  it("hold programs that TypeScript compiles", function () {
    this.timeout(60_000);
    const programs = pages.flatMap((page) =>
      blocksOf(read(page))
        .filter(({ language }) => compiled.includes(language))
        .map(({ text, line }): [string, string] => [path.join(docs, `${page}.${line}.ts`), text]),
    );
    expect(programs).not.to.be.empty;
    const wrong = 'import { ElementInstance } from "pulumi-cloud-elements";\nnew ElementInstance("a", {});\n';
    expect(faultsOf(new Map([[path.join(docs, "wrong.ts"), wrong]]))).to.have.length(1);
    expect(faultsOf(new Map(programs))).to.deep.equal([]);
  });

  // The story of one project: each page goes on where the one before has ended.
  describe("run, from the first to the last,", function () {
    this.timeout(300_000);
    let platform: Platform;
    let project: Project;
    let prelude: string;

    before(async () => {
      platform = await startPlatform();
      // The credentials are typed in, as the pages say.
      const {
        CLOUD_ELEMENTS_USER_SECRET: _user,
        CLOUD_ELEMENTS_ORGANIZATION_SECRET: _organization,
        ...settings
      } = settingsFor(platform);
      project = new Project("docs", settings);
      prelude = preludeFor(project);
    });
    after(() => platform.close());

    for (const page of pages) {
      it(page, async () => {
        answer(project, platform);
        for (const block of blocksOf(read(page))) {
          if (block.file !== undefined) fs.writeFileSync(path.join(project.folder, block.file), block.text);
          else if (block.language === "json") fs.writeFileSync(path.join(project.folder, "package.json"), block.text);
          else if (run.includes(block.language)) await runBlock(page, block, prelude, project);
        }
      });
    }

    it("leaves one instance behind, changed by what the pages say and by nothing else", async () => {
      const writes = (await platform.requests()).filter(({ method }) => method !== "GET");
      const done = writes.map(({ method, path: called }) => `${method} ${called.replace(/\d+/, "{id}")}`);
      // The first instance, authenticated again, another API secret, events.
      const patch = "PATCH /instances/{id}";
      expect(done).to.deep.equal(["POST /instances", "PUT /instances/{id}", patch, patch]);
      const instances = await platform.instances();
      expect(instances.map(({ name }) => name)).to.deep.equal(["crm"]);
      expect(instances[0]?.configuration).to.include({ "event.poller.refresh_interval": "5" });
    });
  });
});

// What is asked for, and the variable that the answer is in.
const typed = [
  ["cloud-elements:userSecret", "DOCS_USER_SECRET"],
  ["cloud-elements:organizationSecret", "DOCS_ORGANIZATION_SECRET"],
  ["apiSecret", "DOCS_API_SECRET"],
] as const;

/** What a person types: another API secret on each page that asks for one. */
function answer(project: Project, platform: Platform): void {
  project.env.DOCS_USER_SECRET = platform.userSecret;
  project.env.DOCS_ORGANIZATION_SECRET = platform.organizationSecret;
  project.env.DOCS_API_SECRET = fakeSecret("docs-api-secret");
}

/** What stands in for a person at the keyboard, and for the registry: the repository's own packages are found above. */
function preludeFor(project: Project): string {
  const backend = (name: string) => {
    const folder = path.join(project.folder, name);
    fs.mkdirSync(folder, { recursive: true });
    return `file://${folder}?metadata=skip`;
  };
  const cases = typed.map(
    ([key, variable]) => `"config set --secret ${key}") printf %s "$${variable}" | command pulumi "$@" ;;`,
  );
  project.env.PULUMI_SKIP_CONFIRMATIONS = "true";
  project.env.BROWSER = fakeBrowser(path.join(work, "docs-browser"));
  project.env.OLD = `file://${path.join(project.folder, "state")}?metadata=skip`;
  project.env.NEW = backend("new-state");
  return `
    set -euo pipefail
    pulumi() { case "$*" in
      login*) export PULUMI_BACKEND_URL="$2" ;;
      ${cases.join("\n      ")}
      *) command pulumi "$@" </dev/null ;;
    esac; }
    npm() { [ "$1" = install ]; }
    npx() { shift; node '${path.join(repository, "dist/cli/main.js")}' "$@" </dev/null; }
  `;
}

function runBlock(page: string, block: Block, prelude: string, project: Project): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = project.environment();
    const child = execFile(
      "bash",
      ["-c", `${prelude}\n${block.text}`],
      { cwd: project.folder, env },
      (error, stdout, stderr) => {
        const asksForSecrets = block.text.includes("--show-secrets");
        if (asksForSecrets)
          for (const line of stdout.split("\n")) if (/^\S{44}$/.test(line)) rememberSecret("token", line);
        transcripts.push({ title: `docs/${page}:${block.line}`, text: asksForSecrets ? stderr : stdout + stderr });
        if (error) reject(new Error(`docs/${page}:${block.line}\n${block.text}\n${stdout}${stderr}`));
        else resolve();
      },
    );
    child.stdin?.end();
  });
}
