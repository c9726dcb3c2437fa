// node tools/run.mjs [--without-engine] [--with-browser] [--with-postgresql] PROGRAM [ARGUMENT…]
// Sets the repository up, then runs a program in the environment that this gives. Needs nothing but an old Node.js.
import { spawn } from "node:child_process";
import { setUp } from "./setup/index.mjs";

const began = Date.now();
const words = process.argv.slice(2);
const flags = ["--without-engine", "--with-browser", "--with-postgresql"];
const first = words.findIndex((word) => !flags.includes(word));
const has = (flag) => words.slice(0, first).includes(flag);
const [program, ...args] = words.slice(first);

try {
  const env = await setUp({
    engine: !has("--without-engine"),
    browser: has("--with-browser"),
    postgresql: has("--with-postgresql"),
  });
  // For who tells how long it all took.
  env.SETUP_SECONDS = ((Date.now() - began) / 1000).toFixed(1);
  const isScript = /\.m?js$/.test(program);
  const child = spawn(isScript ? "node" : program, isScript ? [program, ...args] : args, { env, stdio: "inherit" });
  // The terminal sends Ctrl-C to the whole group; what is asked of this process alone is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => fail(error));
  child.on("exit", (status, signal) => (process.exitCode = signal ? 1 : status));
} catch (error) {
  fail(error);
}

function fail(error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
