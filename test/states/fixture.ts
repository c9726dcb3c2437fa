import fs from "node:fs";
import path from "node:path";
import { Store } from "../../emulator/src/store";

/** What a release has left behind: a stack, and the platform that its instances are on. All of its secrets are fakes. */
export interface Fixture {
  version: string;
  /** What the program's config holds. */
  secrets: Record<"userSecret" | "organizationSecret" | "apiSecret" | "code" | "password", string>;
  /** `pulumi stack export --show-secrets`. */
  stack: unknown;
  /** The emulator's instances, as it stores them. */
  instances: { id: number }[];
}

const folder = __dirname;
const fileOf = (version: string) => path.join(folder, `${version}.json`);

/** The releases that have left one. */
export const versions = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => path.basename(name, ".json"));

export function readFixture(version: string): Fixture {
  return JSON.parse(fs.readFileSync(fileOf(version), "utf8")) as Fixture;
}

export function writeFixture(fixture: Fixture): void {
  fs.writeFileSync(fileOf(fixture.version), `${JSON.stringify(fixture, null, 2)}\n`);
}

interface Platform {
  secrets: Pick<Fixture["secrets"], "userSecret" | "organizationSecret">;
  instances: Fixture["instances"];
}

/** A folder for an emulator whose account has the fixture's secrets, with its instances. */
export function platformData(data: string, { secrets, instances }: Platform): void {
  const store = new Store(data);
  const { userSecret, organizationSecret } = secrets;
  store.collection("secrets").put("account", { userSecret, organizationSecret });
  for (const instance of instances) store.collection("instances").put(String(instance.id), instance);
  store.close();
}

/** The instances of a stopped emulator. */
export function instancesIn(data: string): { id: number }[] {
  const store = new Store(data);
  const all = store.collection<{ id: number }>("instances").all();
  store.close();
  return all;
}
