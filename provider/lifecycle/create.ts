import type { Instances } from "../client/instances";
import { adopt } from "./adopt";
import { givenAfter } from "./given";
import type { InstanceInputs } from "./inputs";
import { expected, observe } from "./observe";
import { problemsOf } from "./problems";
import { aboutOf, bodyOf, messageOf } from "./request";
import type { Outcome } from "./state";

/**
 * Makes the instance with exactly one `POST /instances`, and disables it where that is asked for; or takes the one that
 * is to be adopted.
 *
 * @throws CloudElementsError where nothing was made, or it cannot be known; whatever goes wrong once the instance
 * exists is in the outcome's problems.
 */
export async function create(instances: Instances, inputs: InstanceInputs): Promise<Outcome> {
  if (inputs.adopt !== undefined) return adopt(instances, inputs.adopt, inputs);
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
