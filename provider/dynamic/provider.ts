/**
 * The dynamic provider: what Pulumi's host for dynamic providers calls, put onto the lifecycle.
 * Every resource of every release reaches it through one line in the state (resource/provider-text.ts), so neither this
 * module's public path nor the meaning of its exports may change.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { dynamic } from "@pulumi/pulumi";
import { Client } from "../client/client";
import { Elements } from "../client/elements";
import { Instances } from "../client/instances";
import type { Wait } from "../client/retry";
import {
  readConnection,
  readLookupSeconds,
  readSettings,
  readValidate,
  secretSettings,
  type SettingName,
} from "../client/settings";
import { noSuchInstance } from "../errors/no-such-instance";
import * as lifecycle from "../lifecycle";
import { attemptsIn } from "./attempts";
import { PartialFailure, withoutStack } from "./failures";
import { tell } from "./messages";
import { patiently } from "./patience";
import { StackState } from "./stack-state";
import { fromWire, type Properties, stateFromWire as stateOf, toWire, urnOf } from "./wire";

// The catalog does nothing but read: a preview is not to wait for one that does not answer.
const longestWaitForCatalog = 15;

let config: (name: SettingName) => string | undefined = () => undefined;
// One process serves all resources of a run.
let catalog: lifecycle.Catalog | undefined;
const claims = new lifecycle.Claims();
const stackState = new StackState();

/** Takes the stack's config. Never fails: the host may call an operation before this has returned. */
export async function configure(request: dynamic.ConfigureRequest): Promise<void> {
  config = (name) => request.config.get(`cloud-elements:${name}`);
  catalog = undefined;
}

export async function check(olds: Properties, news: Properties): Promise<dynamic.CheckResult> {
  return cleanly(async () => {
    const inputs = fromWire(news);
    const before = Object.keys(olds).length > 0 ? fromWire(olds) : undefined;
    const { problems, warnings } = await lifecycle.validate(inputs, before, theCatalog);
    const urn = urnOf(news);
    for (const warning of warnings) await tell(warning, { urn, isWarning: true });
    if (problems.length === 0 && before === undefined) problems.push(...(await checkAdoption(inputs, urn)));
    // A failure that names its property prints the property's value, secret or not: none is named.
    return { inputs: news, failures: problems.map((reason) => ({ property: "", reason })) };
  }, news);
}

/** Tells what an adoption will change: the engine shows a resource that is to be created. */
async function checkAdoption(inputs: lifecycle.UncheckedInputs, urn: string | undefined): Promise<string[]> {
  const { adopt } = inputs;
  if (typeof adopt !== "string" && typeof adopt !== "number") return [];
  const conflict = claims.want(String(adopt), urn ?? String(inputs.name));
  if (conflict !== undefined) return [conflict];
  try {
    const checked = inputs as unknown as lifecycle.InstanceInputs;
    await tell(await lifecycle.previewAdoption(instances(urn), String(adopt), checked), { urn });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

export async function diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
  return cleanly(async () => {
    const inputs = inputsOf(news);
    claims.manage(id, inputs.adopt);
    return lifecycle.diff(stateOf(olds), inputs);
  }, news);
}

export async function create(news: Properties): Promise<dynamic.CreateResult> {
  return cleanly(async () => {
    const inputs = inputsOf(news);
    const urn = urnOf(news) ?? "";
    const make = () => lifecycle.create(instances(urn), inputs, contextOf(urn));
    const making = inputs.adopt === undefined ? make() : claims.take(inputs.adopt, make);
    const outcome = await patiently(making, (text) => void tell(text, { urn, isStatus: true }));
    return { id: outcome.id, outs: stored(outcome, news) };
  }, news);
}

function contextOf(urn: string): lifecycle.Context {
  return {
    urn,
    key: readSettings(config, process.env).userSecret,
    lookupSeconds: readLookupSeconds(config, process.env),
    tell: (text) => void tell(text, { urn }),
    isInState: (id) => stackState.has(id, urn),
    attempts: attemptsIn(process.env),
    sleep: (milliseconds) => sleep(milliseconds),
    now: Date.now,
  };
}

export async function read(id: string, properties: Properties): Promise<dynamic.ReadResult> {
  return cleanly(async () => {
    const before = Object.hasOwn(properties, "name") ? stateOf(properties) : undefined;
    const state = await lifecycle.read(instances(), id, before);
    if (before && state) await tellDrift(id, before, state);
    if (state) return { id, props: toWire(state) };
    if (before) return {};
    throw noSuchInstance(id);
  });
}

export async function update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult> {
  return cleanly(async () => {
    const outcome = await lifecycle.update(instances(urnOf(news)), id, stateOf(olds), inputsOf(news));
    return { outs: stored(outcome, news) };
  }, news);
}

async function remove(id: string): Promise<void> {
  if (claims.isKept(id)) return tell(`instance ${id} is not deleted: another resource of this stack has adopted it`);
  await cleanly(() => lifecycle.deleteInstance(instances(), id));
}
export { remove as delete };

// The engine shows that a refresh changes a dynamic resource, not what: it shows what the provider process writes as well.
async function tellDrift(id: string, before: lifecycle.InstanceState, after: lifecycle.InstanceState): Promise<void> {
  const drift = lifecycle.driftBetween(before, after);
  if (drift.length > 0)
    await tell(`instance ${id} ("${before.name}") was changed on the platform: ${drift.join(", ")}`);
}

function theCatalog(): lifecycle.Catalog | undefined {
  if (!readValidate(config)) return undefined;
  const connection = readConnection(config, process.env);
  const timeoutSeconds = Math.min(connection.timeoutSeconds, longestWaitForCatalog);
  return (catalog ??= new lifecycle.Catalog(
    new Elements(new Client({ ...connection, timeoutSeconds, retrySeconds: 0 })),
    (text) => void tell(text),
  ));
}

function instances(urn?: string): Instances {
  const onWait = (wait: Wait) => void tell(waiting(wait), { urn, isStatus: true });
  return new Instances(new Client(readSettings(config, process.env), { onWait }));
}

function waiting({ seconds, error, isAskedFor }: Wait): string {
  const why = isAskedFor ? `as the platform asks (${error.status})` : `after ${error.code}`;
  return `waiting ${seconds.toFixed(1)} s ${why}, then ${error.method} ${error.path} again`;
}

function stored(outcome: lifecycle.Outcome, news: Properties): Properties {
  if (outcome.problems.length > 0) throw new PartialFailure(outcome, news);
  return toWire(outcome.state);
}

async function cleanly<T>(operation: () => Promise<T>, properties: Properties = {}): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof PartialFailure) throw error;
    const secrets = [...secretSettings(config, process.env), ...lifecycle.secretsOf(inputsOf(properties))];
    throw withoutStack(error, secrets);
  }
}

// The engine hands over only what check has passed, and what this provider itself has stored.
function inputsOf(properties: Properties): lifecycle.InstanceInputs {
  const inputs = fromWire(properties);
  if (typeof inputs.adopt === "number") inputs.adopt = String(inputs.adopt);
  return inputs as unknown as lifecycle.InstanceInputs;
}
