import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { ApiError, unauthorized } from "../errors";
import type { Collection, Store } from "../store";
import type { Instances, StoredInstance } from "./instances";

export interface Secrets {
  userSecret: string;
  organizationSecret: string;
}

/** The one user of the emulator, with a password that is no secret. */
export const login = { username: "engineer@example.com", password: "emulator-password" };

/** Who may call: the header `Authorization`, its parts in any order, with whatever else stands among them. */
export class Account {
  readonly secrets: Secrets;
  private readonly sessions: Collection<true>;

  constructor(store: Store) {
    const kept = store.collection<Secrets>("secrets");
    this.secrets = kept.get("account") ?? {
      userSecret: randomBytes(32).toString("base64"),
      organizationSecret: randomBytes(16).toString("hex"),
    };
    kept.put("account", this.secrets);
    this.sessions = store.collection("sessions");
  }

  /** @throws ApiError 401 unless the header names the user and the organization */
  requireOrganization(header: string | undefined): void {
    const parts = partsOf(header);
    const isRight =
      same(parts.user, this.secrets.userSecret) && same(parts.organization, this.secrets.organizationSecret);
    if (!isRight) throw unauthorized();
  }

  /** @throws ApiError 401 unless the header names the user and an instance's token */
  requireInstance(header: string | undefined, instances: Instances): StoredInstance {
    const parts = partsOf(header);
    const instance = parts.element === undefined ? undefined : instances.byToken(parts.element);
    if (!same(parts.user, this.secrets.userSecret) || !instance) throw unauthorized();
    return instance;
  }

  logIn(username: unknown, password: unknown): { token: string } {
    if (username !== login.username || password !== login.password)
      throw new ApiError(401, "Invalid username or password");
    const token = randomUUID();
    this.sessions.put(token, true);
    return { token };
  }

  /** @throws ApiError 401 unless the header bears the token of a login */
  secretsFor(header: string | undefined): Secrets {
    const { bearer } = partsOf(header);
    if (bearer === undefined || !this.sessions.get(bearer)) throw unauthorized();
    return this.secrets;
  }
}

function partsOf(header: string | undefined): Partial<Record<string, string>> {
  const parts = (header ?? "").split(",").map((part) => /^\s*(\w+)\s+(\S+)\s*$/.exec(part));
  return Object.fromEntries(
    parts.flatMap((match) => (match ? [[match[1]?.toLowerCase(), match[2]]] : [])) as [string, string][],
  );
}

function same(given: string | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
