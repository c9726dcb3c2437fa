/**
 * The dynamic provider: what Pulumi's host for dynamic providers calls, put onto the lifecycle.
 * Every resource of every release reaches it through one line in the state (resource/provider-text.ts), so neither this
 * module's public path nor the meaning of its exports may change.
 */
import type { dynamic } from "@pulumi/pulumi";
import { Client } from "../client/client";
import { Instances } from "../client/instances";
import { readSettings, type SettingName } from "../client/settings";
import { noSuchInstance } from "../errors/no-such-instance";
import * as lifecycle from "../lifecycle";
import { PartialFailure, withoutStack } from "./failures";
import { fromWire, type Properties, toWire } from "./wire";

let config: (name: SettingName) => string | undefined = () => undefined;

/** Takes the stack's config. Never fails: the host may call an operation before this has returned. */
export async function configure(request: dynamic.ConfigureRequest): Promise<void> {
  config = (name) => request.config.get(`cloud-elements:${name}`);
}

export async function check(olds: Properties, news: Properties): Promise<dynamic.CheckResult> {
  return cleanly(async () => {
    const exists = Object.keys(olds).length > 0;
    const problems = lifecycle.check(fromWire(news), exists ? fromWire(olds) : undefined);
    // A failure that names its property prints the property's value, secret or not: none is named.
    return { inputs: news, failures: problems.map((reason) => ({ property: "", reason })) };
  });
}

export async function diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
  return cleanly(async () => lifecycle.diff(stateOf(olds), inputsOf(news)));
}

export async function create(news: Properties): Promise<dynamic.CreateResult> {
  const outcome = await lifecycle.create(instances(), inputsOf(news));
  return { id: outcome.id, outs: stored(outcome, news) };
}

export async function read(id: string, properties: Properties): Promise<dynamic.ReadResult> {
  return cleanly(async () => {
    const before = Object.hasOwn(properties, "name") ? stateOf(properties) : undefined;
    const state = await lifecycle.read(instances(), id, before);
    if (before && state) tellDrift(id, before, state);
    if (state) return { id, props: toWire(state) };
    if (before) return {};
    throw noSuchInstance(id);
  });
}

export async function update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult> {
  const outcome = await lifecycle.update(instances(), id, stateOf(olds), inputsOf(news));
  return { outs: stored(outcome, news) };
}

async function remove(id: string): Promise<void> {
  await cleanly(() => lifecycle.deleteInstance(instances(), id));
}
export { remove as delete };

// The engine shows that a refresh changes a dynamic resource, not what: it shows what the provider process writes as well.
function tellDrift(id: string, before: lifecycle.InstanceState, after: lifecycle.InstanceState): void {
  const drift = lifecycle.driftBetween(before, after);
  if (drift.length > 0) {
    console.error(`cloud-elements: instance ${id} ("${before.name}") was changed on the platform: ${drift.join(", ")}`);
  }
}

function instances(): Instances {
  return new Instances(new Client(readSettings(config, process.env)));
}

function stored(outcome: lifecycle.Outcome, news: Properties): Properties {
  if (outcome.problems.length > 0) throw new PartialFailure(outcome, news);
  return toWire(outcome.state);
}

async function cleanly<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw withoutStack(error);
  }
}

// The engine hands over only what check has passed, and what this provider itself has stored.
function inputsOf(properties: Properties): lifecycle.InstanceInputs {
  return fromWire(properties) as unknown as lifecycle.InstanceInputs;
}

function stateOf(properties: Properties): lifecycle.InstanceState {
  return fromWire(properties) as unknown as lifecycle.InstanceState;
}
