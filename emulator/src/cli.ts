import fs from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { readFaults } from "./faults/fault";
import { startEmulator } from "./index";

const whole = (largest: number) => (text: string) => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > largest)
    throw new InvalidArgumentError(`It takes a whole number from 0 to ${largest}.`);
  return number;
};

interface Flags {
  port: number;
  data?: string;
  latency: number;
  codeLifetime: number;
  masking: boolean;
  stopWithStdin?: boolean;
  faults?: string;
  key?: string;
  cert?: string;
}

const program = new Command("cloud-elements-emulator")
  .description("A local stand-in for the Cloud Elements platform API. Listens on 127.0.0.1 only.")
  .option("--port <N>", "the port; 0 takes any that is free", whole(65535), 0)
  .option("--data <DIR>", "keep everything in this folder, through a restart or a kill; without it, in memory")
  .option("--latency <MS>", "hold each answer back by this many milliseconds", whole(600_000), 0)
  .option("--code-lifetime <SECONDS>", "how long an OAuth code can be used", whole(86_400), 600)
  .option("--no-masking", "show secrets of the configuration in clear, as older platforms do")
  .option("--faults <FILE>", "what is to go wrong: a JSON list of faults, as POST /__emulator/faults takes them")
  .option("--key <FILE>", "serve over TLS: the private key, in PEM")
  .option("--cert <FILE>", "serve over TLS: its certificate, in PEM; one that has expired, for example")
  .option("--stop-with-stdin", "stop when the standard input ends: whoever starts it leaves nothing behind")
  .addHelpText("after", '\nPrints one line of JSON when it is ready: {"baseUrl", "userSecret", "organizationSecret"}.');

async function main(): Promise<void> {
  const { latency, codeLifetime, stopWithStdin, faults, key, cert, ...flags } = program.parse().opts<Flags>();
  const planned = faults === undefined ? [] : readFaults(JSON.parse(fs.readFileSync(faults, "utf8")));
  const emulator = await startEmulator({
    ...flags,
    latencyMs: latency,
    codeLifetimeSeconds: codeLifetime,
    faults: planned,
    ...(key !== undefined &&
      cert !== undefined && { tls: { key: fs.readFileSync(key, "utf8"), cert: fs.readFileSync(cert, "utf8") } }),
  });
  const { close: closeOnce, ...ready } = emulator;
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= closeOnce());
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  if (stopWithStdin) process.stdin.on("end", () => void close()).resume();
}

main().catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === "EADDRINUSE" ? " Another program listens there: choose another --port." : "";
  process.stderr.write(`The emulator could not start: ${error.message}.${taken}\n`);
  process.exitCode = 1;
});
