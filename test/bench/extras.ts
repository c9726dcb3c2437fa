import fs from "node:fs";
import path from "node:path";
import { Agent, request } from "undici";
import { BenchStack, type Measure, work } from "./bench-stack";
import { EmulatorProcess, type Ready } from "../support/emulator-process";
import { lines, settings } from "./lines";
import { median } from "./trial";

/** The floor of the API: N bare `POST /instances`, so many at once, and nothing else. In seconds. */
export async function bareApi(count: number, concurrency: number): Promise<number> {
  const emulator = await EmulatorProcess.start();
  const agent = new Agent({ connections: concurrency });
  try {
    let next = 0;
    const began = performance.now();
    const worker = async () => {
      while (next < count) await post(emulator.ready, agent, next++);
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return (performance.now() - began) / 1000;
  } finally {
    await agent.close();
    await emulator.kill();
  }
}

async function post({ baseUrl, userSecret, organizationSecret }: Ready, dispatcher: Agent, index: number) {
  const { statusCode, body } = await request(`${baseUrl}/instances`, {
    dispatcher,
    method: "POST",
    headers: {
      authorization: `User ${userSecret}, Organization ${organizationSecret}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      element: { key: "sendgrid" },
      name: `instance-${index}`,
      tags: [`customer-${index}`],
      configuration: { "api.key": "fake-api-key" },
    }),
  });
  await body.text();
  if (statusCode !== 200) throw new Error(`POST /instances answered ${statusCode}`);
}

/** How much CPU time the program's process needs to register N resources, ours and the SDK's own, in seconds. */
export async function registering(count: number, rounds: number): Promise<{ ours: number; plain: number }> {
  const seconds = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const program of ["plain", "ours"] as const) seconds[program].push(await registeringOf(program, count));
  }
  return { ours: median(seconds.ours), plain: median(seconds.plain) };
}

async function registeringOf(program: "ours" | "plain", count: number): Promise<number> {
  const file = path.join(work, `cpu-${process.pid}`);
  const stack = await BenchStack.open({ program, env: {} }, count);
  try {
    await stack.run(["preview"], { BENCH_CPU_FILE: file });
    return Number(fs.readFileSync(file, "utf8"));
  } finally {
    fs.rmSync(file, { force: true });
    await stack.close();
  }
}

/** A large stack in fast mode. */
export interface Large {
  up: Measure;
  noop: Measure;
  destroy: Measure;
}

export async function largeFast(program: "ours" | "floor", count: number): Promise<Large> {
  const stack = await BenchStack.open({ ...lines.oursFast, program }, count);
  try {
    const up = await stack.run(["up", "--yes", "--skip-preview"]);
    const noop = await stack.run(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    const destroy = await stack.run(["destroy", "--yes", "--skip-preview"]);
    return { up, noop, destroy };
  } finally {
    await stack.close();
  }
}

/** What each of the settings does to the first `up` and to destroy, and to the state's file. */
export interface Setting {
  name: string;
  up: number;
  destroy: number;
  fileBytes: number;
}

export async function withSettings(count: number): Promise<Setting[]> {
  const all: Setting[] = [];
  for (const { name, env, args } of settings) {
    const stack = await BenchStack.open({ program: "ours", env }, count);
    all.push({ name, ...(await upAndDestroy(stack, args)) });
  }
  // The same number of instances, in ten stacks one after the other.
  const tenth = Math.ceil(count / 10);
  const parts: Omit<Setting, "name">[] = [];
  for (let index = 0; index < 10; index++) {
    parts.push(await upAndDestroy(await BenchStack.open({ program: "ours", env: {} }, tenth), []));
  }
  const sum = (key: "up" | "destroy" | "fileBytes") => parts.reduce((total, part) => total + part[key], 0);
  all.push({
    name: `ten stacks of ${tenth}, one after the other`,
    up: sum("up"),
    destroy: sum("destroy"),
    fileBytes: sum("fileBytes"),
  });
  return all;
}

async function upAndDestroy(stack: BenchStack, args: string[]): Promise<Omit<Setting, "name">> {
  try {
    const up = await stack.run(["up", "--yes", "--skip-preview", ...args]);
    const fileBytes = stack.fileSize();
    const destroy = await stack.run(["destroy", "--yes", "--skip-preview", ...args]);
    return { up: up.seconds, destroy: destroy.seconds, fileBytes };
  } finally {
    await stack.close();
  }
}

export const latencyParallel = 64;

/** The first `up` against a platform that takes its time, and against one that does not, both 64 at a time. In seconds. */
export async function withLatency(count: number, latencyMs: number): Promise<{ with: number; without: number }> {
  const upAt = async (milliseconds: number) => {
    const stack = await BenchStack.open(lines.ours, count, milliseconds);
    try {
      return (await stack.run(["up", "--yes", "--skip-preview", "--parallel", String(latencyParallel)])).seconds;
    } finally {
      await stack.close();
    }
  };
  return { without: await upAt(0), with: await upAt(latencyMs) };
}
