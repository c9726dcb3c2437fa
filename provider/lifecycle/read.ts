import type { Instance } from "../client/instance";
import type { Instances } from "../client/instances";
import type { Given } from "./given";
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
  return observe(answer, known, given);
}

function settledGiven(given: Given, answer: Instance): Given {
  if (!given.pending || answer.valid !== true || !isWorking(answer)) return given;
  const settled = { ...given };
  delete settled.pending;
  return settled;
}
