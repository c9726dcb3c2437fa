import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

// Imports go downward only: resource and dynamic over lifecycle over client over errors (CONTRIBUTING.md).
function layer(folder, forbidden, message) {
  return {
    files: [`provider/${folder}/**/*.ts`],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", ".work/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ["./tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      // Pulumi's interfaces are asynchronous, whether or not an implementation waits for something.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  layer(
    "errors",
    ["**/client/**", "**/lifecycle/**", "**/resource/**", "**/dynamic/**", "undici", "@pulumi/*"],
    "errors is the lowest layer",
  ),
  layer("elements", ["../**", "@pulumi/*", "undici"], "elements is a table, and what it tells"),
  layer(
    "client",
    ["**/lifecycle/**", "**/resource/**", "**/dynamic/**", "@pulumi/*"],
    "client imports errors and undici only",
  ),
  layer(
    "lifecycle",
    ["**/resource/**", "**/dynamic/**", "undici", "@pulumi/*"],
    "lifecycle is plain data over the client's interface",
  ),
  layer("resource", ["**/dynamic/**", "**/client/**", "undici"], "a program loads no HTTP library"),
  layer("lookups", ["**/dynamic/**", "**/resource/**", "undici"], "lookups asks the client, which it loads late"),
  layer(
    "authorize",
    ["**/dynamic/**", "**/resource/**", "**/lifecycle/**", "undici", "@pulumi/*"],
    "authorize asks the client",
  ),
  layer(
    "export",
    ["**/dynamic/**", "**/resource/**", "undici", "@pulumi/*"],
    "export turns what the client finds into text",
  ),
  layer(
    "doctor",
    ["**/dynamic/**", "**/resource/**", "**/lifecycle/**", "undici", "@pulumi/*"],
    "doctor asks the client, and is told about the machine",
  ),
  layer(
    "cli",
    ["**/dynamic/**", "**/resource/**", "**/lifecycle/**", "undici", "@pulumi/*"],
    "cli is the command line alone",
  ),
  layer("dynamic", ["**/resource/**", "undici"], "dynamic hosts the lifecycle"),
  {
    files: ["test/**/*.ts"],
    rules: {
      // chai's assertions are properties, and an answer's body is read as it comes.
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: { process: "readonly", fetch: "readonly", URL: "readonly", console: "readonly" },
    },
  },
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", module: "writable", process: "readonly" },
    },
  },
);
