import { redactor } from "../errors/redact";
import type { Outcome } from "../lifecycle/state";
import { type Properties, providerKey, toWire } from "./wire";

/**
 * An error as the host may print it: some with their stack, which says nothing to a user. Whatever made it, the provider's
 * own slips among it, it holds none of the secrets.
 */
export function withoutStack(error: unknown, secrets: string[] = []): Error {
  const message = redactor(secrets)(error instanceof Error ? error.message : String(error));
  const plain = new Error(message);
  plain.stack = "see the error of the resource";
  plain.toString = () => "cloud-elements";
  return plain;
}

/**
 * What the host makes a partial failure of: the instance exists and is kept in the state, the run fails with the
 * reasons, and the next run calls update.
 */
export class PartialFailure extends Error {
  readonly id: string;
  readonly reasons: string[];
  readonly properties: Properties;

  constructor(outcome: Outcome, news: Properties) {
    super(outcome.problems.join(" "));
    this.name = "PartialFailure";
    this.id = outcome.id;
    this.reasons = outcome.problems;
    // Without the provider's text in it the resource could never be deleted again: the host would find no provider.
    this.properties = { ...toWire(outcome.state), [providerKey]: news[providerKey] };
  }
}
