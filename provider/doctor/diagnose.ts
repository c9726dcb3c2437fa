import type { Finding } from "./finding";
import { checkCredentials, checkReachability } from "./platform";
import { checkSettings, checkStack, type StackConfig } from "./settings";
import { checkNode, checkPulumi, checkSdk } from "./versions";

/** What of the machine and the folder matters. */
export interface Machine {
  nodeVersion: string;
  /** What `pulumi version` prints. */
  pulumiVersion: string | undefined;
  sdkVersion: string | undefined;
  /** The stack's config, or why it cannot be read. */
  stack: StackConfig | { reason: string };
  environment: NodeJS.ProcessEnv;
}

/** Looks at everything that an `up` needs, from the machine to the platform. Changes nothing, and never fails. */
export async function diagnose(machine: Machine): Promise<Finding[]> {
  const stack = "name" in machine.stack ? machine.stack : undefined;
  const [settings, known] = checkSettings(stack, machine.environment);
  const reachability = await checkReachability(known.connection);
  return [
    checkNode(machine.nodeVersion),
    checkPulumi(machine.pulumiVersion),
    checkSdk(machine.sdkVersion),
    checkStack(stack, "reason" in machine.stack ? machine.stack.reason : ""),
    settings,
    reachability,
    await checkCredentials(known.settings, reachability),
  ];
}
