import { randomBytes } from "node:crypto";
import { ApiError, noSuchInstance } from "../errors";
import type { Collection, Store } from "../store";
import type { Codes } from "./codes";
import { type Element, elementOf, summaryOf } from "./elements";
import { stripHtml } from "./html";

export interface StoredInstance {
  id: number;
  name: string;
  token: string;
  elementKey: string;
  tags: string[];
  configuration: Record<string, string | null>;
  valid: boolean;
  disabled: boolean;
  /** Something else on the platform, such as a formula instance, needs it. */
  inUse: boolean;
  externalAuthentication: string;
  createdDate: string;
  provisionInteractions: unknown[];
}

/** A request's body after its shape was checked. */
export interface InstanceRequest {
  element?: { key?: string; id?: number | string };
  name?: string;
  tags?: string[];
  configuration?: Record<string, string | boolean | null>;
  providerData?: Record<string, unknown>;
  externalAuthentication?: string;
  retrieveObjectsAfterInstantiation?: boolean;
}

export interface Options {
  /** Show `password`, `oauth.api.key` and `oauth.api.secret` as asterisks, as newer platforms do. */
  masking: boolean;
  now: () => number;
  token: () => string;
}

const mask = "********";
const maskedKeys = ["password", "oauth.api.key", "oauth.api.secret"];

/** What the platform does with instances. Every change is in the store before a function returns. */
export class Instances {
  private readonly stored: Collection<StoredInstance>;
  private readonly counter: Collection<number>;

  constructor(
    private readonly store: Store,
    private readonly codes: Codes,
    private readonly options: Options,
  ) {
    this.stored = store.collection("instances");
    this.counter = store.collection("counters");
  }

  create(request: InstanceRequest, elementInPath?: Element): Record<string, unknown> {
    const asked = request.element?.key ?? request.element?.id;
    const element = elementInPath ?? (asked === undefined ? undefined : elementOf(String(asked)));
    if (!element) throw new ApiError(400, "An element key or id is required");
    const name = stripHtml(request.name ?? "");
    if (name.trim() === "") throw new ApiError(400, "A name is required to create an element instance");
    requireEntries(element, request);

    return this.store.together(() => {
      const works = this.authenticate(element, request);
      const id = (this.counter.get("instances") ?? 122) + 1;
      this.counter.put("instances", id);
      const instance: StoredInstance = {
        id,
        name,
        token: this.options.token(),
        elementKey: element.key,
        tags: (request.tags ?? [name]).map(stripHtml),
        configuration: {
          ...defaultsOf(element),
          ...vendorSecrets(element, request),
          ...asStrings(request.configuration ?? {}),
        },
        disabled: false,
        inUse: false,
        externalAuthentication: request.externalAuthentication ?? "none",
        createdDate: new Date(this.options.now()).toISOString().replace(/\.\d+Z$/, "Z"),
        ...outcome(works),
      };
      this.stored.put(String(id), instance);
      const objects = request.retrieveObjectsAfterInstantiation ? { objects: objectsOf(element) } : {};
      return { ...this.show(instance), ...objects };
    });
  }

  /** @throws ApiError 404 */
  get(id: string, element?: Element): StoredInstance {
    const instance = this.stored.get(id);
    if (!instance || (element && instance.elementKey !== element.key)) throw noSuchInstance(id);
    return instance;
  }

  byToken(token: string): StoredInstance | undefined {
    return this.stored.all().find((each) => each.token === token);
  }

  all(): StoredInstance[] {
    return this.stored.all();
  }

  /** PATCH, and PUT with a partial body: what is not in the request stays. */
  change(instance: StoredInstance, request: InstanceRequest, reAuthenticate = true): Record<string, unknown> {
    return this.store.together(() => {
      const changed = { ...instance };
      if (request.name !== undefined) changed.name = stripHtml(request.name);
      if (request.tags !== undefined) changed.tags = request.tags.map(stripHtml);
      changed.configuration = merged(instance.configuration, asStrings(request.configuration ?? {}));
      const isNewProof = request.providerData && Object.keys(request.providerData).length > 0;
      if (reAuthenticate && isNewProof) {
        Object.assign(changed, outcome(this.codes.spend(elementOf(instance.elementKey), request.providerData ?? {})));
      }
      this.stored.put(String(instance.id), changed);
      return this.show(changed);
    });
  }

  /** @throws ApiError 409 while something uses it */
  delete(instance: StoredInstance): void {
    if (instance.inUse) throw new ApiError(409, `Element instance ${instance.id} is in use by a formula instance`);
    this.stored.delete(String(instance.id));
  }

  mark(instance: StoredInstance, marks: Partial<Pick<StoredInstance, "disabled" | "inUse">>): void {
    this.stored.put(String(instance.id), { ...instance, ...marks });
  }

  /** An instance as the API shows it: never with `providerData`. */
  show(instance: StoredInstance, hydrate = true): Record<string, unknown> {
    const element = elementOf(instance.elementKey);
    return {
      id: instance.id,
      name: instance.name,
      createdDate: instance.createdDate,
      token: instance.token,
      element: summaryOf(element),
      elementId: element.id,
      tags: instance.tags,
      provisionInteractions: instance.provisionInteractions,
      valid: instance.valid,
      disabled: instance.disabled,
      maxCacheSize: 0,
      cacheTimeToLive: 0,
      ...(hydrate && { configuration: this.showConfiguration(instance) }),
      eventsEnabled: instance.configuration["event.notification.enabled"] === "true",
      traceLoggingEnabled: false,
      cachingEnabled: false,
      externalAuthentication: instance.externalAuthentication,
      user: { id: 1, emailAddress: "engineer@example.com", firstName: "Emulated", lastName: "Engineer" },
    };
  }

  /** `GET /instances/{id}/configuration`. */
  entries(instance: StoredInstance) {
    const shown = this.showConfiguration(instance);
    return elementOf(instance.elementKey).configuration.map(({ defaultValue: _, ...entry }) => ({
      ...entry,
      propertyValue: shown[entry.key] ?? null,
    }));
  }

  private showConfiguration(instance: StoredInstance): Record<string, string | null> {
    if (!this.options.masking) return instance.configuration;
    const entries = Object.entries(instance.configuration);
    return Object.fromEntries(entries.map(([key, value]) => [key, value && maskedKeys.includes(key) ? mask : value]));
  }

  private authenticate(element: Element, request: InstanceRequest): boolean {
    const isOAuth = element.authentication.type.startsWith("oauth");
    return isOAuth && !withoutCode(request) ? this.codes.spend(element, request.providerData ?? {}) : true;
  }
}

function withoutCode(request: InstanceRequest): boolean {
  return request.externalAuthentication === "initial" || byPassword(request);
}

function byPassword(request: InstanceRequest): boolean {
  return request.configuration?.["authentication.type"] === "oauth2Password";
}

function requireEntries(element: Element, request: InstanceRequest): void {
  const required = byPassword(request)
    ? ["username", "password"]
    : element.configuration.filter((entry) => entry.required).map((entry) => entry.key);
  if (request.externalAuthentication === "initial") required.push("oauth.user.token");
  const given = request.configuration ?? {};
  const missing = required.filter((key) => given[key] === undefined || given[key] === null || given[key] === "");
  if (missing.length > 0)
    throw new ApiError(400, `The following required configuration entries are missing: ${missing.join(", ")}`);
}

function outcome(works: boolean): Pick<StoredInstance, "valid" | "provisionInteractions"> {
  return works
    ? { valid: true, provisionInteractions: [] }
    : {
        valid: false,
        provisionInteractions: [{ type: "authentication", message: "The endpoint refused the credentials" }],
      };
}

function defaultsOf(element: Element): Record<string, string | null> {
  return Object.fromEntries(element.configuration.map(({ key, defaultValue }) => [key, defaultValue]));
}

// The real service puts the person's own tokens among the entries; these stand in for them, so that a leak shows.
function vendorSecrets(element: Element, request: InstanceRequest): Record<string, string> {
  if (!element.configuration.some(({ key }) => key === "oauth.user.token") || byPassword(request)) return {};
  return {
    "oauth.user.token": `vendor-token-${randomBytes(18).toString("base64url")}`,
    "oauth.user.refresh_token": `vendor-refresh-${randomBytes(18).toString("base64url")}`,
    "oauth.user.refresh_time": "1467737443234",
    "session.id": `vendor-session-${randomBytes(9).toString("base64url")}`,
  };
}

function asStrings(given: NonNullable<InstanceRequest["configuration"]>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value === null ? null : String(value)]));
}

// The mask written back means "as it is".
function merged(before: Record<string, string | null>, changes: Record<string, string | null>) {
  return { ...before, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== mask)) };
}

function objectsOf(element: Element): { name: string; vendorName: string; type: string }[] {
  const names = element.hub === "sage" ? ["customers", "journals", "ledger-accounts"] : ["accounts", "contacts"];
  return names.map((name) => ({
    name,
    vendorName: name.replace(/s$/, "").replace(/^./, (c) => c.toUpperCase()),
    type: "objects",
  }));
}
