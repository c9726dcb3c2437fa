import type { InstanceObject } from "../client/instance";
import type { Given } from "./given";

/** What is kept of an instance between two runs. No property is ever undefined: the engine could not write it. */
export interface InstanceState {
  /** Key or id of the element, as the program gave it or, where the platform says the same in its key, that key. */
  element: string | number;
  name: string;
  tags: string[];
  disabled: boolean;
  valid: boolean;
  elementId?: number;
  eventsEnabled?: boolean;
  createdDate?: string;
  objects?: InstanceObject[];
  /** The given configuration entries that the platform holds differently; found by read, gone after the next update. */
  drift?: string[];
  /** Secret. */
  token?: string;
  /** What the program gave, as digests. Secret: a weak password could be guessed from its digest. */
  __given?: Given;
}

/** What came of a create or an update. The instance exists, whatever the problems are. */
export interface Outcome {
  id: string;
  state: InstanceState;
  /** Why it does not work yet, in sentences without a secret. Empty where all is well. */
  problems: string[];
}
