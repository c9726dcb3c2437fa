import type { Instance } from "../client/instance";
import type { Instances } from "../client/instances";
import { CloudElementsError } from "../errors/cloud-elements-error";
import { oneLine } from "../errors/foreign-text";
import { noSuchInstance } from "../errors/no-such-instance";
import { changesBetween, isSameElement } from "./changes";
import { configurationOf, masked, settled } from "./configuration";
import { digest, keyedDigest } from "./digest";
import type { Given } from "./given";
import { type InstanceInputs, isUnknown } from "./inputs";
import { managedTagIn } from "./managed-tag";
import { isWorking, observe } from "./observe";
import { problemsOf } from "./problems";
import { aboutOf, messageOf } from "./request";
import type { InstanceState, Outcome } from "./state";
import { update } from "./update";

/**
 * Takes an instance that exists under management: one `GET`, then only what brings it in line with the program. Its id
 * and token stay.
 *
 * @throws CloudElementsError where there is no such instance, it is of another element, or nothing of it was changed
 */
export async function adopt(instances: Instances, id: string, inputs: InstanceInputs): Promise<Outcome> {
  const answer = await find(instances, id, inputs);
  return bringInLine(instances, answer, stateOf(answer, inputs), inputs);
}

/**
 * The same for an instance that an attempt of the same resource has made, with the code that the program gives: this one,
 * or an earlier one. It is compared rather than believed, since somebody may have changed it meanwhile. Never fails: it
 * exists, and must not be lost.
 */
export async function take(instances: Instances, answer: Instance, inputs: InstanceInputs): Promise<Outcome> {
  const found = stateOf(answer, inputs);
  const given: Given = { configuration: {}, ...found.__given };
  if (inputs.oauthCode) given.code = digest(inputs.oauthCode);
  if (inputs.providerData) given.providerData = digest(inputs.providerData);
  const state = { ...found, __given: given };
  const { subject, secrets } = aboutOf(inputs);

  const reached = await bringInLine(instances, answer, state, inputs).catch((error: unknown): Outcome => ({
    id: answer.id,
    state,
    problems: [messageOf(error)],
  }));
  const problems = [...problemsOf(answer, subject, secrets), ...reached.problems];
  if (problems.length === 0) return reached;
  const pending: Given = { ...given, ...reached.state.__given, pending: true };
  return { ...reached, state: { ...reached.state, __given: pending }, problems };
}

async function bringInLine(
  instances: Instances,
  { id }: Instance,
  state: InstanceState,
  inputs: InstanceInputs,
): Promise<Outcome> {
  const outcome = await update(instances, id, state, inputs);
  if (outcome.state.token !== undefined) return outcome;
  const { __given: given = { configuration: {} } } = outcome.state;
  return {
    ...outcome,
    state: { ...outcome.state, __given: { ...given, pending: true } },
    problems: [
      ...outcome.problems,
      `Instance ${id} (${aboutOf(inputs).subject}) was adopted, but the platform gave no token for it: run pulumi up again.`,
    ],
  };
}

/** What {@link adopt} would do, in words, by one `GET`; refuses what it would refuse. */
export async function previewAdoption(instances: Instances, id: string, inputs: InstanceInputs): Promise<string> {
  const answer = await find(instances, id, inputs);
  const changes = changesBetween(stateOf(answer, inputs), inputs);
  const isHidden = (key: string) => answer.configuration?.[key] === masked;
  const entries = changes.configuration.filter((key) => !isHidden(key)).map(spelled);
  const changed = [
    ...(["name", "tags", "disabled"] as const).filter((each) => changes[each]),
    ...entries,
    ...(changes.authentication ? ["its authentication, by the new code"] : []),
  ];
  const hidden = changes.configuration.filter(isHidden).map(spelled);
  return [
    `instance ${id} ("${oneLine(answer.name ?? "")}") is adopted. `,
    changed.length > 0 ? `Changed on the platform: ${changed.join(", ")}.` : "Nothing that can be compared changes.",
    hidden.length > 0 ? ` Sent, since the platform shows only asterisks for it: ${hidden.join(", ")}.` : "",
    isWorking(answer) ? "" : " It does not work now (valid: false, or the platform waits for something).",
  ].join("");
}

async function find(instances: Instances, id: string, inputs: InstanceInputs): Promise<Instance> {
  const answer = await instances.get(id);
  if (answer === undefined) throw noSuchInstance(id);
  const { elementKey, elementId } = answer;
  const isOther =
    !isUnknown(inputs.element) &&
    (elementKey !== undefined || elementId !== undefined) &&
    !isSameElement({ element: elementKey ?? "", ...(elementId !== undefined && { elementId }) }, inputs.element);
  if (!isOther) return answer;
  throw new CloudElementsError(
    "INVALID_INPUT",
    `Instance ${id} cannot be adopted as an instance of ${inputs.element}: it is one of the element ${elementKey ?? elementId}. ` +
      "Nothing was changed. Correct the argument adopt or the argument element.",
  );
}

/** The instance as if it had been managed already, with the entries that are in line known as given. */
function stateOf(answer: Instance, inputs: InstanceInputs): InstanceState {
  const current = answer.configuration ?? {};
  const valueOf = (key: string) => (Object.hasOwn(current, key) ? current[key] : null);
  const inLine = Object.entries(configurationOf(inputs)).filter(
    ([key, value]) => !isUnknown(value) && isSame(valueOf(key), settled(value)),
  );
  const of = keyedDigest(answer.token);
  const given: Given = { configuration: Object.fromEntries(inLine.map(([key, value]) => [key, of(settled(value))])) };
  const tag = managedTagIn(answer.tags);
  if (tag !== undefined) given.tag = tag;
  return observe(answer, { element: String(inputs.element), name: "" }, given);
}

// What is masked cannot be compared, so it counts as another value; nothing and an empty text are one.
function isSame(current: string | null | undefined, wanted: string | null): boolean {
  return current !== masked && (current ?? "") === (wanted ?? "");
}

function spelled(key: string): string {
  return `configuration["${key}"]`;
}
