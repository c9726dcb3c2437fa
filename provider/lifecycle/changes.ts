import { configurationOf, settled } from "./configuration";
import { digest, keyedDigest } from "./digest";
import { asSet, type Echo, isExpected, isSameGiven } from "./given";
import { type InstanceInputs, isUnknown } from "./inputs";
import type { InstanceState } from "./state";

/** What differs between what the program asks for and what is known of the instance. */
export interface Changes {
  element: boolean;
  name: boolean;
  tags: boolean;
  disabled: boolean;
  /** The configuration entries to send: new, changed in the program, or changed behind its back. */
  configuration: string[];
  /** The entries that the program no longer gives. The API cannot take an entry away: it keeps its value, unmanaged. */
  forgotten: string[];
  /** A code, or OAuth 1 data, that was not used for this instance before. */
  authentication: boolean;
  /** The instance never worked, and is to be tried again. */
  pending: boolean;
}

/** Whether there is anything to do. */
export function hasChanges(changes: Changes): boolean {
  return Object.values(changes).some((each) => (Array.isArray(each) ? each.length > 0 : each));
}

/** Compares without a call. Values that are not known yet count as changed. */
export function changesBetween(state: InstanceState, inputs: InstanceInputs): Changes {
  const given = state.__given ?? { configuration: {} };
  return {
    element: !isSameElement(state, inputs.element),
    name: !isInPlace(inputs.name, state.name, given.name),
    tags: !areTagsInPlace(inputs.tags ?? [], state.tags, given.tags),
    disabled: (inputs.disabled ?? false) !== state.disabled,
    ...configurationChanges(state, inputs),
    authentication: isNew(inputs.oauthCode, given.code) || isNew(inputs.providerData, given.providerData),
    pending: given.pending ?? false,
  };
}

/** An element has a key and an id: naming it by the one, then by the other, changes nothing. */
export function isSameElement(state: Pick<InstanceState, "element" | "elementId">, element: string | number): boolean {
  return [state.element, state.elementId].some((known) => known !== undefined && String(known) === String(element));
}

function isInPlace(wanted: unknown, current: unknown, recorded: Echo | undefined): boolean {
  if (digest(wanted) === digest(current)) return true;
  return recorded !== undefined && isSameGiven(recorded, wanted) && isExpected(recorded, current);
}

function areTagsInPlace(wanted: string[], current: string[], recorded: Echo | undefined): boolean {
  if (isUnknown(wanted) || wanted.some(isUnknown)) return false;
  return isInPlace(asSet(wanted), asSet(current), recorded);
}

// A code that is gone from the program changes nothing: it is spent.
function isNew(value: unknown, used: string | undefined): boolean {
  return value !== undefined && value !== "" && (isUnknown(value) || digest(value) !== used);
}

function configurationChanges(
  state: InstanceState,
  inputs: InstanceInputs,
): Pick<Changes, "configuration" | "forgotten"> {
  if (isUnknown(inputs.configuration) || isUnknown(inputs.oauth)) {
    return { configuration: ["configuration"], forgotten: [] };
  }
  const recorded = state.__given?.configuration ?? {};
  const drifted = new Set(state.drift);
  const wanted = configurationOf(inputs);
  const of = keyedDigest(state.token);
  const isChanged = ([key, value]: [string, string | boolean | null]) =>
    isUnknown(value) ||
    drifted.has(key) ||
    !Object.hasOwn(recorded, key) ||
    !isSameGiven(recorded[key], settled(value), of);
  return {
    configuration: Object.entries(wanted)
      .filter(isChanged)
      .map(([key]) => key),
    forgotten: Object.keys(recorded).filter((key) => !Object.hasOwn(wanted, key)),
  };
}
