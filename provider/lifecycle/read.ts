import type { Instance } from "../client/instance";
import type { Instances } from "../client/instances";
import { masked } from "./configuration";
import { type Given, isExpected } from "./given";
import { isWorking, observe } from "./observe";
import type { InstanceState } from "./state";

/**
 * Reads the instance with one call, and compares it with what the program gave.
 * Gives undefined where the platform has none. Without a state (an instance of somebody else's) there is nothing to compare.
 */
export async function read(
  instances: Instances,
  id: string,
  state?: InstanceState,
): Promise<InstanceState | undefined> {
  const answer = await instances.get(id);
  if (answer === undefined) return undefined;
  const given = state?.__given && settledGiven(state.__given, answer);
  const known = state ?? { element: answer.elementKey ?? String(answer.elementId ?? ""), name: "" };
  const observed = observe(answer, known, given);
  const drift = given ? driftOf(answer, given) : [];
  if (drift.length > 0) observed.drift = drift;
  return observed;
}

function settledGiven(given: Given, answer: Instance): Given {
  if (!given.pending || answer.valid !== true || !isWorking(answer)) return given;
  const settled = { ...given };
  delete settled.pending;
  return settled;
}

/** The given entries that the platform holds differently. One it masks, or leaves out, cannot be told. */
function driftOf(answer: Instance, given: Given): string[] {
  const current = answer.configuration ?? {};
  return Object.entries(given.configuration)
    .filter(([key, recorded]) => {
      const value = Object.hasOwn(current, key) ? current[key] : masked;
      return value !== masked && !isExpected(recorded, value);
    })
    .map(([key]) => key)
    .sort();
}
