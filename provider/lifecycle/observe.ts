import type { Instance } from "../client/instance";
import { isSameElement } from "./changes";
import { masked } from "./configuration";
import { keyedDigest } from "./digest";
import { type Given, isExpected } from "./given";
import type { InstanceInputs } from "./inputs";
import { ownTags } from "./managed-tag";
import type { InstanceState } from "./state";

/** What was known before an answer came: the whole state, or the inputs of an instance that is being made. */
type Known = Pick<InstanceState, "element" | "name"> & Partial<InstanceState>;

/** The state that an answer of the platform describes. What the answer leaves out stays as it was known. */
export function observe(answer: Instance, known: Known, given: Given | undefined): InstanceState {
  const state: InstanceState = {
    element: elementOf(answer, known.element),
    name: answer.name ?? known.name,
    tags: ownTags(answer.tags ?? known.tags ?? []),
    disabled: answer.disabled ?? known.disabled ?? false,
    valid: (answer.valid ?? known.valid ?? true) && answer.provisionInteractions.length === 0,
  };
  copy(state, "elementId", answer.elementId ?? known.elementId);
  copy(state, "eventsEnabled", answer.eventsEnabled ?? known.eventsEnabled);
  copy(state, "createdDate", answer.createdDate ?? known.createdDate);
  copy(state, "objects", answer.objects ?? known.objects);
  copy(state, "token", answer.token ?? known.token);
  copy(state, "__given", given);
  const drift = given ? driftOf(answer, given, known.token ?? answer.token) : [];
  if (drift.length > 0) state.drift = drift;
  return state;
}

/** What is known of an instance that is being made, before the platform has answered. */
export function expected(inputs: InstanceInputs): Known {
  return { element: String(inputs.element), name: inputs.name, tags: inputs.tags ?? [], disabled: false };
}

/** Whether the platform holds the instance for authenticated and waits for nothing more. */
export function isWorking(answer: Instance): boolean {
  return (answer.valid ?? true) && answer.provisionInteractions.length === 0;
}

// The key says more than an id. Where the platform names the element otherwise than the program in both, the program's
// word is kept: taking the platform's would replace the instance at every run.
function elementOf(answer: Instance, known: string): string {
  if (answer.elementKey === undefined) return known;
  const { elementKey: element, elementId } = answer;
  return isSameElement({ element, ...(elementId !== undefined && { elementId }) }, known) ? element : known;
}

/** The given entries that the platform holds differently. One it masks, or leaves out, cannot be told. */
function driftOf(answer: Instance, given: Given, token: string | undefined): string[] {
  const of = keyedDigest(token);
  const current = answer.configuration ?? {};
  return Object.entries(given.configuration)
    .filter(([key, recorded]) => {
      const value = Object.hasOwn(current, key) ? current[key] : masked;
      return recorded !== "" && value !== masked && !isExpected(recorded, value, of);
    })
    .map(([key]) => key)
    .sort();
}

function copy<K extends keyof InstanceState>(state: InstanceState, key: K, value: InstanceState[K] | undefined): void {
  if (value !== undefined) state[key] = value;
}
