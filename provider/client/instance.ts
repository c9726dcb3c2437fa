import { isObject } from "./json";

/** A JSON object of the platform with what of it this package uses. Only `id` is sure to be there. */
export interface Instance {
  /** Digits; a string, since an id may grow beyond what a number holds exactly. */
  id: string;
  name?: string;
  /** What applications use. Secret. */
  token?: string;
  elementKey?: string;
  elementId?: number;
  valid?: boolean;
  disabled?: boolean;
  eventsEnabled?: boolean;
  createdDate?: string;
  tags?: string[];
  /** All entries, the element's defaults and other people's secrets among them: never to be kept. */
  configuration?: Record<string, string | null>;
  /** What the platform still wants from a person before the instance works. */
  provisionInteractions: unknown[];
  objects?: InstanceObject[];
}

/** An object that the service behind an instance has, such as Salesforce's `Account`. */
export interface InstanceObject {
  name: string;
  vendorName?: string;
  type?: string;
}

/** Reads an instance out of an answer, or undefined where the answer has no usable id. Wrong types count as absent. */
export function readInstance(body: unknown): Instance | undefined {
  if (!isObject(body)) return undefined;
  const id = readId(body.id);
  if (id === undefined) return undefined;
  const element = isObject(body.element) ? body.element : {};
  const instance: Instance = {
    id,
    provisionInteractions: Array.isArray(body.provisionInteractions) ? body.provisionInteractions : [],
  };
  put(instance, "name", ofType("string", body.name));
  put(instance, "token", ofType("string", body.token) || undefined);
  put(instance, "elementKey", ofType("string", element.key));
  put(instance, "elementId", ofType("number", body.elementId) ?? ofType("number", element.id));
  put(instance, "valid", ofType("boolean", body.valid));
  put(instance, "disabled", ofType("boolean", body.disabled));
  put(instance, "eventsEnabled", ofType("boolean", body.eventsEnabled));
  put(instance, "createdDate", ofType("string", body.createdDate));
  put(instance, "tags", readTags(body.tags));
  put(instance, "configuration", readConfiguration(body.configuration));
  put(instance, "objects", readObjects(body.objects));
  return instance;
}

function readId(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
  return typeof value === "string" && /^\d{1,40}$/.test(value) ? value : undefined;
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

function ofType<T extends keyof Types>(type: T, value: unknown): Types[T] | undefined {
  return typeof value === type ? (value as Types[T]) : undefined;
}

function readTags(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : undefined;
}

function readConfiguration(value: unknown): Record<string, string | null> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, each]): [string, string | null][] => {
    if (each === null || typeof each === "string") return [[key, each]];
    return typeof each === "number" || typeof each === "boolean" ? [[key, String(each)]] : [];
  });
  return Object.fromEntries(entries);
}

function readObjects(value: unknown): InstanceObject[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isObject).flatMap((each) => {
    if (typeof each.name !== "string") return [];
    const object: InstanceObject = { name: each.name };
    put(object, "vendorName", ofType("string", each.vendorName));
    put(object, "type", ofType("string", each.type));
    return [object];
  });
}

// A property that is undefined would reach the engine, which cannot write it down.
function put<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}
