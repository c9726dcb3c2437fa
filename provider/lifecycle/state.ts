import type { InstanceObject } from "../client/instance";
import type { Given } from "./given";

/** What is kept of an instance between two runs. No property is ever undefined: the engine could not write it. */
export interface InstanceState {
  /** The element's key; or its id, where the program gave that and the platform names no key with it. */
  element: string;
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
  /** What the program gave, as digests that tell nobody the values. */
  __given?: Given;
}

/** What came of a create or an update. The instance exists, whatever the problems are. */
export interface Outcome {
  id: string;
  state: InstanceState;
  /** Why it does not work yet, in sentences without a secret. Empty where all is well. */
  problems: string[];
}
