import { isObject } from "../client/json";
import type { UncheckedInputs } from "../lifecycle/check";
import type { Given } from "../lifecycle/given";
import { unknown } from "../lifecycle/inputs";
import { fromFirstStates, pack, unpack } from "../lifecycle/packed";
import type { InstanceState } from "../lifecycle/state";
import { expanded } from "../urn";

/** The text of the provider itself, which Pulumi keeps among the properties of every dynamic resource. */
export const providerKey = "__provider";

/** The resource's URN, which the engine tells no dynamic provider: the program gives it (resource/element-instance.ts). */
const urnKey = "__urn";

/** Properties as the engine sends them: secrets decrypted, the provider's text among them. */
export type Properties = Record<string, unknown>;

// What Pulumi's SDKs send in place of a value that is not known yet (sdk/nodejs/runtime/rpc.ts).
const unknownOnTheWire = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The URN of the resource that the properties are of; undefined where the program gave none. */
export function urnOf(properties: Properties): string | undefined {
  const urn = properties[urnKey];
  return typeof urn === "string" ? expanded(urn) : undefined;
}

/** The properties without the provider's text and the URN, and with every unknown value made the lifecycle's own. */
export function fromWire(properties: Properties): UncheckedInputs {
  const rest = { ...properties };
  delete rest[providerKey];
  delete rest[urnKey];
  return known(rest) as UncheckedInputs;
}

function known(value: unknown): unknown {
  if (value === unknownOnTheWire) return unknown;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, known(each)]));
}

/** A state as this provider has stored it by {@link toWire}. */
export function stateFromWire(properties: Properties): InstanceState {
  const { __given: given, ...rest } = fromWire(properties);
  const state = rest as unknown as InstanceState;
  if (typeof given === "string") return { ...state, __given: unpack(given) };
  return isObject(given) ? { ...state, __given: fromFirstStates(given as unknown as Given) } : state;
}

/**
 * A state as the engine can write it down. It fails on an undefined value only after the platform has done its
 * part, and so loses what was made: none may be left anywhere.
 */
export function toWire({ __given: given, ...state }: InstanceState): Properties {
  return JSON.parse(JSON.stringify({ ...state, ...(given && { __given: pack(given) }) })) as Properties;
}
