import type { Instance } from "../client/instance";
import type { Instances } from "../client/instances";
import { CloudElementsError } from "../errors/cloud-elements-error";
import { adopt, take } from "./adopt";
import type { Context } from "./context";
import { givenAfter } from "./given";
import type { InstanceInputs } from "./inputs";
import { managedTag } from "./managed-tag";
import { expected, observe } from "./observe";
import { problemsOf } from "./problems";
import { providerDataOf } from "./proof";
import { aboutOf, bodyOf, messageOf } from "./request";
import { Search } from "./search";
import type { Outcome } from "./state";
import { UnguardedAttempt } from "./unguarded";

/**
 * Makes the instance with one `POST /instances`, and disables it where that is asked for; or takes the one that is to be
 * adopted, or that an earlier attempt has made of which the answer was lost.
 *
 * @throws CloudElementsError where nothing was made, or it cannot be known; whatever goes wrong once the instance
 * exists is in the outcome's problems.
 */
export async function create(instances: Instances, inputs: InstanceInputs, context: Context): Promise<Outcome> {
  if (inputs.adopt !== undefined) return adopt(instances, inputs.adopt, inputs);
  const tag = managedTag(context, inputs);
  const search = new Search(instances, tag, context);
  const unguarded = providerDataOf(inputs) === undefined ? new UnguardedAttempt(tag, search, context) : undefined;
  const earlier = await unguarded?.begin();
  if (earlier) return take(instances, earlier, inputs);

  try {
    const look = unguarded && (() => unguarded.again());
    const answer = await instances.create(bodyOf(inputs, tag), aboutOf(inputs), look);
    await unguarded?.end();
    return await made(instances, answer, inputs, tag);
  } catch (error) {
    const found = error instanceof CloudElementsError ? await foundAfter(error, inputs, search, context) : undefined;
    await unguarded?.end();
    if (!found) throw error;
    return take(instances, found, inputs);
  }
}

/**
 * Finds out whether the platform has the instance all the same: of this attempt, or of an earlier one with the same code.
 *
 * @throws CloudElementsError the same one, with what is known now
 */
async function foundAfter(
  error: CloudElementsError,
  inputs: InstanceInputs,
  search: Search,
  context: Context,
): Promise<Instance | undefined> {
  if (!error.isInDoubt && error.code !== "CODE_REJECTED") return undefined;
  const { subject } = aboutOf(inputs);
  const why = error.isInDoubt
    ? "the answer was lost; looking whether the platform has made it all the same"
    : "the code was refused; looking whether an interrupted run has made the instance with it";
  context.tell(`${subject}: ${why}`);
  // A code that an instance of the state has used can have made no other one.
  const found = await search
    .until(() => !error.isInDoubt && search.hasOther)
    .catch((failure: unknown) => {
      if (failure instanceof CloudElementsError && failure.code === "INSTANCE_EXISTS") throw failure;
      throw error.adding(unanswered(failure));
    });
  if (found === undefined && error.isInDoubt) throw error.adding(absent(inputs, context));
  return found;
}

/** The outcome of an instance that this attempt has made. */
async function made(instances: Instances, answer: Instance, inputs: InstanceInputs, tag: string): Promise<Outcome> {
  const about = aboutOf(inputs);
  const problems = problemsOf(answer, about.subject, about.secrets);
  if (answer.token === undefined) {
    problems.push(
      `Instance ${answer.id} (${about.subject}) was made, but the platform gave no token for it: run pulumi up again.`,
    );
  }
  const given = givenAfter(inputs, bodyOf(inputs, tag), answer);
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

function absent(inputs: InstanceInputs, { lookupSeconds }: Context): string {
  return (
    `The platform has made no instance: none with this attempt's tag was there ${lookupSeconds} s later. ` +
    (providerDataOf(inputs) === undefined
      ? "Run pulumi up again."
      : "The code may be spent all the same: run pulumi up again, with a new code where that says so.")
  );
}

function unanswered(failure: unknown): string {
  return `Whether the platform has made the instance is not known: looking for it failed too. The next pulumi up looks again, and takes it. ${messageOf(failure)}`;
}
