import type { About, InstanceBody } from "../client/instances";
import { configurationOf } from "./configuration";
import type { InstanceInputs } from "./inputs";
import { providerDataOf } from "./proof";
import { secretsOf } from "./sensitive";

/** What an error says about the instance: never a secret. */
export function aboutOf(inputs: InstanceInputs): About {
  return { subject: `${inputs.element} instance "${inputs.name}"`, secrets: secretsOf(inputs) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The body of the request that makes the instance. */
export function bodyOf(inputs: InstanceInputs, managedTag: string): InstanceBody {
  const { externalAuthentication, retrieveObjectsAfterInstantiation } = inputs;
  const providerData = providerDataOf(inputs);
  return {
    element: /^\d+$/.test(String(inputs.element)) ? { id: Number(inputs.element) } : { key: String(inputs.element) },
    name: inputs.name,
    // Always sent: where it is left out the platform makes a tag of the name.
    tags: [...(inputs.tags ?? []), managedTag],
    configuration: configurationOf(inputs),
    ...(providerData && { providerData }),
    ...(externalAuthentication !== undefined && { externalAuthentication }),
    ...(retrieveObjectsAfterInstantiation !== undefined && { retrieveObjectsAfterInstantiation }),
  };
}
