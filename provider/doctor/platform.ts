import { Client } from "../client/client";
import { Elements } from "../client/elements";
import { Instances } from "../client/instances";
import type { Connection, Settings } from "../client/settings";
import { failed, type Finding, ok, skipped } from "./finding";

// A person waits: it is tried once, and for some seconds only.
const impatient = <T extends Connection>(settings: T): T => ({
  ...settings,
  retrySeconds: 0,
  timeoutSeconds: Math.min(settings.timeoutSeconds, 20),
});

/** `GET /elements/keys`, which needs no credentials. */
export async function checkReachability(connection: Connection | undefined): Promise<Finding> {
  if (!connection) return skipped("reachability", "the base URL is not known");
  try {
    const keys = await new Elements(new Client(impatient(connection))).keys();
    return ok("reachability", `${new URL(connection.baseUrl).host} answers, with ${keys.length} elements`);
  } catch (error) {
    return failed("reachability", (error as Error).message);
  }
}

/** `GET /instances/count`, which changes nothing. */
export async function checkCredentials(settings: Settings | undefined, reachable: Finding): Promise<Finding> {
  if (!settings) return skipped("credentials", "the settings have to be right first");
  if (reachable.state !== "ok") return skipped("credentials", "the platform does not answer");
  try {
    const count = await new Instances(new Client(impatient(settings))).count();
    return ok("credentials", `the platform takes them: ${count} ${count === 1 ? "instance" : "instances"}`);
  } catch (error) {
    return failed("credentials", (error as Error).message);
  }
}
