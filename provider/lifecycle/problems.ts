import type { Instance } from "../client/instance";
import { redactor } from "../errors/redact";
import { isWorking } from "./observe";

/** Why an instance that exists does not work yet, and what to do; empty where it works. */
export function problemsOf(answer: Instance, subject: string, secrets: string[]): string[] {
  if (isWorking(answer)) return [];
  const redact = redactor([...secrets, answer.token]);
  const waiting =
    answer.provisionInteractions.length > 0 ? ` The platform waits for: ${words(answer.provisionInteractions)}.` : "";
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
  const text = interactions.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join("; ");
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
