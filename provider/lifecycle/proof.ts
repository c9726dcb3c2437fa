import type { Json } from "../client/json";
import type { InstanceInputs } from "./inputs";

/** The code and whatever else proves to the service behind the element who the person is. */
export function providerDataOf(inputs: InstanceInputs): Record<string, Json> | undefined {
  const data = { ...inputs.providerData, ...(inputs.oauthCode && { code: inputs.oauthCode }) };
  return Object.keys(data).length > 0 ? data : undefined;
}
