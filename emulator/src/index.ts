import type { AddressInfo } from "node:net";
import type { Fault } from "./faults/fault";
import { Plan } from "./faults/plan";
import { Platform, type LoggedRequest, type PlatformOptions } from "./platform";
import { buildServer, prefix, type Tls } from "./server";

export { login } from "./platform/account";
export { kinds as faultKinds } from "./faults/fault";
export { randomFrom } from "./faults/plan";
export type { Fault, LoggedRequest, Tls };

export interface EmulatorOptions extends PlatformOptions {
  /** The port on 127.0.0.1. Default: any that is free. */
  port?: number;
  /** How long each answer of the API is held back, in milliseconds. Default 0. */
  latencyMs?: number;
  /** What goes wrong from the beginning. Default: nothing. */
  faults?: Fault[];
  /** Serves over TLS; with a certificate that has expired, for example. Default: without. */
  tls?: Tls;
}

/** An emulator that listens. */
export interface Emulator {
  /** Where the API is, for `cloud-elements:baseUrl`. */
  baseUrl: string;
  userSecret: string;
  organizationSecret: string;
  close: () => Promise<void>;
}

/** Starts an emulator of the Cloud Elements platform on the loopback interface. */
export async function startEmulator({
  port = 0,
  latencyMs = 0,
  faults = [],
  tls,
  ...options
}: EmulatorOptions = {}): Promise<Emulator> {
  const platform = new Platform(options);
  const plan = new Plan();
  plan.add(faults);
  const app = await buildServer(platform, latencyMs, plan, tls);
  try {
    await app.listen({ host: "127.0.0.1", port });
  } catch (error) {
    platform.close();
    throw error;
  }
  const address = app.server.address() as AddressInfo;
  return {
    baseUrl: `${tls ? "https" : "http"}://127.0.0.1:${address.port}${prefix}`,
    ...platform.account.secrets,
    close: async () => {
      await app.close();
      platform.close();
    },
  };
}
