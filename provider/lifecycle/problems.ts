import type { Instance } from "../client/instance";
import { foreignText } from "../errors/foreign-text";
import { redactor } from "../errors/redact";
import { isWorking } from "./observe";

/** Why an instance that exists does not work yet, and what to do; empty where it works. */
export function problemsOf(answer: Instance, subject: string, secrets: string[]): string[] {
  if (isWorking(answer)) return [];
  const redact = redactor([...secrets, answer.token]);
  const interactions = foreignText(words(answer.provisionInteractions), redact);
  const waiting = interactions === "" ? "" : ` The platform waits for: ${interactions}.`;
  return [
    redact(
      `Instance ${answer.id} (${subject}) exists, but ` +
        (answer.valid === false
          ? "the service behind it does not accept its credentials (valid: false)."
          : "is not ready.") +
        `${waiting} It stays in the stack's state, and the next pulumi up tries again: give it correct credentials, ` +
        "or a new OAuth code, before that.",
    ),
  ];
}

function words(interactions: unknown[]): string {
  return interactions.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join("; ");
}
