import * as pulumi from "@pulumi/pulumi";
import { oneLine } from "../errors/foreign-text";

/** How a message is shown. */
export interface Shown {
  /** The resource that it is about: it then stands under it in Pulumi's display. */
  urn?: string | undefined;
  isWarning?: boolean;
  /** Shown while the operation lasts, and not kept. */
  isStatus?: boolean;
}

let isConnected: boolean | undefined;

/**
 * Shows a person a message. It holds no secret: whatever makes it has seen to that. Resolves when the engine has it, which
 * may end this process as soon as an operation has failed; never rejects.
 */
export async function tell(text: string, { urn, isWarning = false, isStatus = false }: Shown = {}): Promise<void> {
  const line = oneLine(text);
  isConnected ??= connect();
  if (!isConnected) return void console.error(`cloud-elements: ${line}`);
  const resource = urn === undefined ? undefined : ({ urn: pulumi.output(urn) } as pulumi.Resource);
  const log = isWarning ? pulumi.log.warn : pulumi.log.info;
  await log(line, resource, undefined, isStatus).catch(() => console.error(`cloud-elements: ${line}`));
}

// The engine starts every provider with its own address as the first argument. The SDK's host for dynamic providers makes
// no use of it, so that what a provider process writes would be shown as a message of the whole stack.
function connect(): boolean {
  const [, , address = ""] = process.argv;
  if (!/^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(address)) return false;
  pulumi.runtime.resetOptions(pulumi.runtime.getProject(), "", -1, address, "", false, "");
  return true;
}
