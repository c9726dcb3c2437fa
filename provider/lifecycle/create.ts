import type { Json } from "../client/json";
import type { About, InstanceBody, Instances } from "../client/instances";
import { configurationOf } from "./configuration";
import { givenAfter } from "./given";
import type { InstanceInputs } from "./inputs";
import { expected, observe } from "./observe";
import { problemsOf } from "./problems";
import { secretsOf } from "./sensitive";
import type { Outcome } from "./state";

/**
 * Makes the instance with exactly one `POST /instances`, and disables it where that is asked for.
 *
 * @throws CloudElementsError where nothing was made, or it cannot be known; whatever goes wrong once the instance
 * exists is in the outcome's problems.
 */
export async function create(instances: Instances, inputs: InstanceInputs): Promise<Outcome> {
  const about = aboutOf(inputs);
  const body = bodyOf(inputs);
  const answer = await instances.create(body, about);
  const problems = problemsOf(answer, about.subject, about.secrets);
  if (answer.token === undefined) {
    problems.push(
      `Instance ${answer.id} (${about.subject}) was made, but the platform gave no token for it: run pulumi up again.`,
    );
  }
  const given = givenAfter(inputs, body, answer);
  if (problems.length > 0) given.pending = true;
  const state = observe(answer, expected(inputs), given);

  if (inputs.disabled && !state.disabled) {
    try {
      await instances.setEnabled(answer.id, false);
      state.disabled = true;
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return { id: answer.id, state, problems };
}

/** What an error says about the instance: never a secret. */
export function aboutOf(inputs: InstanceInputs): About {
  return { subject: `${inputs.element} instance "${inputs.name}"`, secrets: secretsOf(inputs) };
}

/** The code and whatever else proves to the service behind the element who the person is. */
export function providerDataOf(inputs: InstanceInputs): Record<string, Json> | undefined {
  const data = { ...inputs.providerData, ...(inputs.oauthCode && { code: inputs.oauthCode }) };
  return Object.keys(data).length > 0 ? data : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function bodyOf(inputs: InstanceInputs): InstanceBody {
  const { externalAuthentication, retrieveObjectsAfterInstantiation } = inputs;
  const providerData = providerDataOf(inputs);
  return {
    element: /^\d+$/.test(String(inputs.element)) ? { id: Number(inputs.element) } : { key: String(inputs.element) },
    name: inputs.name,
    // Always sent: where it is left out the platform makes a tag of the name.
    tags: inputs.tags ?? [],
    configuration: configurationOf(inputs),
    ...(providerData && { providerData }),
    ...(externalAuthentication !== undefined && { externalAuthentication }),
    ...(retrieveObjectsAfterInstantiation !== undefined && { retrieveObjectsAfterInstantiation }),
  };
}
