import { CloudElementsError } from "../errors/cloud-elements-error";
import type { Call } from "./call";
import type { Reader } from "./client";
import { type Instance, readInstance } from "./instance";
import { everyPage, type Progress } from "./pages";
import { isObject, type Json } from "./json";

/** What carries a call to the platform: {@link Client}, or a test's own. */
export interface Sender {
  send<T>(call: Call, read: Reader<T>): Promise<T>;
}

/** The body of a request about an instance; every part may be left out. */
export interface InstanceBody {
  element?: { key: string } | { id: number };
  name?: string;
  tags?: string[];
  configuration?: Record<string, string | boolean | null>;
  providerData?: Record<string, Json>;
  externalAuthentication?: string;
  retrieveObjectsAfterInstantiation?: boolean;
}

/** What a call is about, for its errors. */
export interface About {
  /** The instance in words: `sfdc instance "orders"`. Not secret. */
  subject: string;
  /** The secrets that the body holds. */
  secrets: string[];
}

/** Which instances a list is to hold: those that fit in every respect that is given. */
export interface InstanceFilter {
  tags?: string[];
  /** In the name or the element's key. */
  searchText?: string;
  /** Key or id. */
  element?: string;
}

/** The calls under `/instances`; each function is one request. Every one throws {@link CloudElementsError}. */
export class Instances {
  constructor(private readonly sender: Sender) {}

  /**
   * `POST /instances`.
   *
   * @param insteadOfRetry looks whether an attempt that seemed to have failed has made the instance all the same
   */
  create(body: InstanceBody, about: About, insteadOfRetry?: () => Promise<Instance | undefined>): Promise<Instance> {
    return this.ask({
      method: "POST",
      path: "/instances",
      purpose: `create the ${about.subject}`,
      ...(insteadOfRetry && { insteadOfRetry }),
      ...carrying(body, about),
    });
  }

  /** `GET /instances/{id}`; undefined where the platform has none (404). */
  async get(id: string): Promise<Instance | undefined> {
    const call: Call = { method: "GET", path: pathOf(id), purpose: `read instance ${id}` };
    return unlessGone(this.ask(call));
  }

  /** `PATCH /instances/{id}`: name, tags (replaced), configuration (merged). */
  patch(id: string, body: InstanceBody, about: About): Promise<Instance> {
    return this.ask({
      method: "PATCH",
      path: pathOf(id),
      purpose: `update instance ${id} (${about.subject})`,
      ...carrying(body, about),
    });
  }

  /** `PUT /instances/{id}` with a new code: authenticates again, under the same id. */
  reauthenticate(id: string, body: InstanceBody, about: About): Promise<Instance> {
    const purpose = `authenticate instance ${id} (${about.subject}) again`;
    return this.ask({ method: "PUT", path: pathOf(id), purpose, ...carrying(body, about) });
  }

  /** `PUT` or `DELETE /instances/{id}/enabled`. */
  async setEnabled(id: string, enabled: boolean): Promise<void> {
    const purpose = `${enabled ? "enable" : "disable"} instance ${id}`;
    await this.sender.send({ method: enabled ? "PUT" : "DELETE", path: `${pathOf(id)}/enabled`, purpose }, anything);
  }

  /** `DELETE /instances/{id}`; an instance that is gone already (404) is as good as deleted. */
  async delete(id: string): Promise<void> {
    const call: Call = { method: "DELETE", path: pathOf(id), purpose: `delete instance ${id}` };
    await unlessGone(this.sender.send(call, anything));
  }

  /** `GET /instances`, page after page to the end; no match (404) is an empty list. */
  async list({ tags = [], searchText, element }: InstanceFilter, progress?: Progress): Promise<Instance[]> {
    const filter: [string, string][] = [...tags.map((tag): [string, string] => ["tags[]", tag]), ["pageSize", "200"]];
    if (searchText) filter.push(["searchText", searchText]);
    const path = element === undefined ? "/instances" : `/elements/${encodeURIComponent(element)}/instances`;
    const call: Call = { method: "GET", path, query: filter, purpose: "list the instances" };
    try {
      return await everyPage(this.sender, call, readInstance, progress);
    } catch (error) {
      // The platform answers an element that it does not know in the same way as one without instances.
      if (isGone(error) || (error instanceof CloudElementsError && error.code === "UNKNOWN_ELEMENT")) return [];
      throw error;
    }
  }

  /** `GET /instances/count`: how many instances the organization has. */
  count(): Promise<number> {
    const call: Call = { method: "GET", path: "/instances/count", purpose: "count the instances" };
    return this.sender.send(call, (body) =>
      isObject(body) && typeof body.totalInstances === "number" ? body.totalInstances : undefined,
    );
  }

  private ask(call: Call): Promise<Instance> {
    return this.sender.send(call, readInstance);
  }
}

// The platform answers these calls with an empty body.
const anything = () => true;

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof CloudElementsError && error.code === "NOT_FOUND";
}

function carrying(body: InstanceBody, about: About): Pick<Call, "body" | "secrets" | "bringsCode"> {
  return { body: body as { [key: string]: Json }, secrets: about.secrets, bringsCode: body.providerData !== undefined };
}

function pathOf(id: string): string {
  if (/^\d+$/.test(id)) return `/instances/${id}`;
  throw new CloudElementsError(
    "INVALID_ID",
    `"${id}" is no instance's id: an id is a number, such as 123. The console shows it, and so does GET /instances.`,
  );
}
