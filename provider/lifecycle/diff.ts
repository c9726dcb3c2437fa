import { changesBetween, hasChanges } from "./changes";
import type { InstanceInputs } from "./inputs";
import type { InstanceState } from "./state";

export interface Difference {
  changes: boolean;
  /** The properties whose change needs another instance. */
  replaces: string[];
}

/** Tells what an update would have to do. No call. */
export function diff(state: InstanceState, inputs: InstanceInputs): Difference {
  const changes = changesBetween(state, inputs);
  return { changes: hasChanges(changes), replaces: changes.element ? ["element"] : [] };
}
