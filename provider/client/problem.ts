import { isObject, parseJson } from "./json";

/** What the platform says of a failure; every part may be missing. */
export interface Problem {
  message?: string;
  providerMessage?: string;
  requestId?: string;
}

/** Reads it out of an answer's body, whatever that is. */
export function readProblem(text: string): Problem {
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    return {};
  }
  if (!isObject(body)) return {};
  const pick = (key: keyof Problem): Problem => (typeof body[key] === "string" ? { [key]: body[key] } : {});
  return { ...pick("message"), ...pick("providerMessage"), ...pick("requestId") };
}
