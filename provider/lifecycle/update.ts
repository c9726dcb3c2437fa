import type { Instance } from "../client/instance";
import type { About, InstanceBody, Instances } from "../client/instances";
import { type Changes, changesBetween } from "./changes";
import { configurationOf } from "./configuration";
import { givenAfter } from "./given";
import type { InstanceInputs } from "./inputs";
import { ownTags } from "./managed-tag";
import { isWorking, observe } from "./observe";
import { problemsOf } from "./problems";
import { providerDataOf } from "./proof";
import { aboutOf, messageOf } from "./request";
import type { InstanceState, Outcome } from "./state";

/**
 * Brings an instance in line with the program: only the calls that something changed for, the id and the token kept.
 *
 * @throws CloudElementsError where nothing was changed; what goes wrong after a change is in the outcome's problems,
 * beside the state that was reached.
 */
export async function update(
  instances: Instances,
  id: string,
  state: InstanceState,
  inputs: InstanceInputs,
): Promise<Outcome> {
  const changes = changesBetween(state, inputs);
  const work = new Work(instances, id, state, inputs);
  try {
    await work.settings(changes);
    await work.authentication(changes);
    await work.enabled(changes);
  } catch (error) {
    if (!work.hasChanged) throw error;
    return work.outcome([messageOf(error)]);
  }
  work.forget();
  return work.outcome([]);
}

/** The steps of one update, with the state that they have reached so far. */
class Work {
  hasChanged = false;
  private readonly about: About;
  private last: Instance | undefined;

  constructor(
    private readonly instances: Instances,
    private readonly id: string,
    private state: InstanceState,
    private readonly inputs: InstanceInputs,
  ) {
    this.about = aboutOf(inputs);
  }

  /** Name, tags and configuration: before a new code, which may belong to the new application that they name. */
  async settings(changes: Changes): Promise<void> {
    const body: InstanceBody = {};
    if (changes.name) body.name = this.inputs.name;
    // The list is replaced as a whole, and the managed tag is to stay.
    if (changes.tags)
      body.tags = [...(this.inputs.tags ?? []), ...(this.state.__given?.tag ? [this.state.__given.tag] : [])];
    if (changes.configuration.length > 0) {
      const all = Object.entries(configurationOf(this.inputs));
      body.configuration = Object.fromEntries(all.filter(([key]) => changes.configuration.includes(key)));
    }
    if (Object.keys(body).length === 0) return;
    const answer = await this.instances.patch(this.id, body, this.about);
    // Where the answer does not repeat them, they are what was sent.
    this.state = {
      ...this.state,
      ...(body.name && { name: body.name }),
      ...(body.tags && { tags: ownTags(body.tags) }),
    };
    this.reached(answer, body);
  }

  /** A new code; or, for an instance that never worked, another try with what the program has. */
  async authentication(changes: Changes): Promise<void> {
    const providerData = providerDataOf(this.inputs);
    if (changes.authentication) {
      const body: InstanceBody = providerData ? { providerData } : {};
      this.reached(await this.instances.reauthenticate(this.id, body, this.about), body);
    } else if (changes.pending && !(this.last && isWorking(this.last))) {
      // A person may have mended it on the platform meanwhile.
      const now = await this.instances.get(this.id);
      if (now && isWorking(now)) return this.reached(now, {});
      const body: InstanceBody = { configuration: configurationOf(this.inputs), ...(providerData && { providerData }) };
      this.reached(await this.instances.reauthenticate(this.id, body, this.about), body);
    }
  }

  async enabled(changes: Changes): Promise<void> {
    if (!changes.disabled) return;
    const disabled = this.inputs.disabled ?? false;
    await this.instances.setEnabled(this.id, !disabled);
    this.state = { ...this.state, disabled };
    this.hasChanged = true;
  }

  /** Entries that the program no longer gives are no longer looked at. No call: the API cannot take them away. */
  forget(): void {
    const given = this.state.__given;
    if (!given) return;
    const wanted = configurationOf(this.inputs);
    const configuration = Object.fromEntries(
      Object.entries(given.configuration).filter(([key]) => Object.hasOwn(wanted, key)),
    );
    this.state = { ...this.state, __given: { ...given, configuration } };
    const drift = this.state.drift?.filter((key) => Object.hasOwn(wanted, key)) ?? [];
    if (drift.length === 0) delete this.state.drift;
    else this.state.drift = drift;
  }

  outcome(problems: string[]): Outcome {
    const { subject, secrets } = this.about;
    // An instance that worked once, and whose access was revoked since, is told by `valid`: a new name cannot mend it.
    const broken = this.last && this.state.__given?.pending ? problemsOf(this.last, subject, secrets) : [];
    return { id: this.id, state: this.state, problems: [...problems, ...broken] };
  }

  private reached(answer: Instance, sent: InstanceBody): void {
    const before = this.state.__given;
    const given = givenAfter(this.inputs, sent, answer, before, answer.token ?? this.state.token);
    if (!isWorking(answer) && (sent.providerData !== undefined || before?.pending)) given.pending = true;
    // The enabled flag has its own call and its own place in this update.
    this.state = { ...observe(answer, this.state, given), disabled: this.state.disabled };
    this.last = answer;
    this.hasChanged = true;
  }
}
