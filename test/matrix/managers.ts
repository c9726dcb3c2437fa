import fs from "node:fs";
import path from "node:path";
import { execute } from "./execute";
import { pnpm, registryForYarn, yarn } from "./tools";

export interface Manifest {
  dependencies: Record<string, string>;
  [field: string]: unknown;
}

/** A way in which people install packages. */
export interface Manager {
  /** The folder of the Pulumi project below that of the installation. Default: the same. */
  project?: string;
  /** Installs what the manifest names, and this package from its tarball. */
  install(root: string, manifest: Manifest, tarball: string): Promise<void>;
  /** What is in the environment of everything that is run by it. */
  environment?(root: string): Promise<Record<string, string>>;
}

const name = "pulumi-cloud-elements";
const npmInstall = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--omit=dev"];

const npm: Manager = {
  async install(root, manifest, tarball) {
    writeManifest(root, withTarball(manifest, tarball));
    await execute(root, "npm", npmInstall);
  },
};

/** The package's folder beside the program's, linked into node_modules. */
const npmWorkspace: Manager = {
  project: "packages/program",
  async install(root, manifest, tarball) {
    const library = path.join(root, "packages", name);
    fs.mkdirSync(library, { recursive: true });
    await execute(root, "tar", ["-xzf", tarball, "--strip-components=1", "-C", library]);
    writeManifest(root, { name: "workspace", workspaces: ["packages/*"], dependencies: {} });
    writeManifest(path.join(root, "packages/program"), {
      ...manifest,
      dependencies: { ...manifest.dependencies, [name]: "*" },
    });
    await execute(root, "npm", npmInstall);
  },
};

/** The program has an older SDK than the rest of its repository. */
const monorepo: Manager = {
  project: "packages/program",
  async install(root, manifest, tarball) {
    const newer = { "@pulumi/pulumi": newest };
    writeManifest(root, { name: "monorepo", workspaces: ["packages/*"], dependencies: newer });
    writeManifest(path.join(root, "packages/other"), { name: "other", dependencies: newer });
    const older = { ...manifest, dependencies: { ...manifest.dependencies, "@pulumi/pulumi": oldest } };
    writeManifest(path.join(root, "packages/program"), withTarball(older, tarball));
    await execute(root, "npm", npmInstall);
  },
};

function pnpmBy(nodeLinker: "isolated" | "hoisted"): Manager {
  return {
    async install(root, manifest, tarball) {
      writeManifest(root, withTarball(manifest, tarball));
      // A store of its own: nothing is left behind on the machine.
      const store = JSON.stringify(path.join(root, ".store"));
      fs.writeFileSync(path.join(root, "pnpm-workspace.yaml"), `nodeLinker: ${nodeLinker}\nstoreDir: ${store}\n`);
      await execute(root, "node", [pnpm, "install", "--ignore-scripts", "--prefer-offline"], { CI: "true" });
    },
  };
}

function yarnBy(nodeLinker: "node-modules" | "pnp"): Manager {
  return {
    async install(root, manifest, tarball) {
      writeManifest(root, withTarball(manifest, tarball));
      fs.writeFileSync(path.join(root, "yarn.lock"), "");
      fs.writeFileSync(
        path.join(root, ".yarnrc.yml"),
        `nodeLinker: ${nodeLinker}\nenableGlobalCache: false\nenableScripts: false\nenableTelemetry: false\nenableImmutableInstalls: false\n`,
      );
      await execute(root, "node", [yarn, "install"], registryForYarn());
    },
    // As `yarn pulumi up` does it.
    environment: async (root) => {
      const options = await execute(root, "node", [yarn, "node", "--print", "process.env.NODE_OPTIONS || ''"]);
      if (options.includes(".pnp.cjs") !== (nodeLinker === "pnp")) throw new Error(`yarn runs with ${options}`);
      return { NODE_OPTIONS: options.trim() };
    },
  };
}

export const managers = {
  npm,
  "npm workspace, linked": npmWorkspace,
  "monorepo with two SDKs": monorepo,
  "pnpm, isolated": pnpmBy("isolated"),
  "pnpm, hoisted": pnpmBy("hoisted"),
  "yarn, node-modules": yarnBy("node-modules"),
  "yarn, Plug'n'Play": yarnBy("pnp"),
} satisfies Record<string, Manager>;

/** The ends of the range that package.json supports. */
export const [oldest, newest] = ["3.249.0", "3.270.0"];

function withTarball(manifest: Manifest, tarball: string): Manifest {
  return { ...manifest, dependencies: { ...manifest.dependencies, [name]: `file:${tarball}` } };
}

function writeManifest(folder: string, manifest: Manifest): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true, ...manifest }));
}
