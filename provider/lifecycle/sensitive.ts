import { configurationOf } from "./configuration";
import type { InstanceInputs } from "./inputs";
import { isSecretKey } from "./secret-keys";

/** Every secret that the inputs hold, for whatever writes a text that a person may see. */
export function secretsOf(inputs: InstanceInputs): string[] {
  const entries = Object.entries(configurationOf(inputs)).filter(([key]) => isSecretKey(key));
  return [inputs.oauthCode, inputs.providerData, ...entries.map(([, value]) => value)].flatMap(leaves);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
