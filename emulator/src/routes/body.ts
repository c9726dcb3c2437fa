import { ApiError } from "../errors";
import type { InstanceRequest } from "../platform/instances";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === "string");
const isFlat = (value: unknown) =>
  isObject(value) && Object.values(value).every((each) => each === null || ["string", "boolean"].includes(typeof each));

const shapes: Record<keyof InstanceRequest, [test: (value: unknown) => boolean, expected: string]> = {
  element: [isObject, "an object"],
  name: [(value) => typeof value === "string", "a string"],
  tags: [isTexts, "a list of strings"],
  configuration: [isFlat, "an object of strings, booleans and nulls"],
  providerData: [isObject, "an object"],
  externalAuthentication: [(value) => value === "none" || value === "initial", '"none" or "initial"'],
  retrieveObjectsAfterInstantiation: [(value) => typeof value === "boolean", "a boolean"],
};

/** @throws ApiError 400 where the body has not the shape of an instance */
export function instanceRequest(body: unknown): InstanceRequest {
  if (!isObject(body)) throw new ApiError(400, "The request body must be a JSON object");
  for (const [name, [test, expected]] of Object.entries(shapes)) {
    if (body[name] !== undefined && !test(body[name])) throw new ApiError(400, `${name} must be ${expected}`);
  }
  return body;
}

/** @throws ApiError 400 */
export function propertyValue(body: unknown): string | boolean | null {
  const value = isObject(body) ? body.propertyValue : undefined;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  throw new ApiError(400, "propertyValue must be a string, a boolean or null");
}
