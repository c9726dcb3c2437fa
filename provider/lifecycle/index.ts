export { check, type UncheckedInputs } from "./check";
export { create } from "./create";
export { deleteInstance } from "./delete";
export { diff, type Difference } from "./diff";
export { driftBetween } from "./drift";
export type { InstanceInputs } from "./inputs";
export { read } from "./read";
export type { InstanceState, Outcome } from "./state";
export { update } from "./update";
