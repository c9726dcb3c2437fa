import { ApiError } from "../errors";

/** What goes wrong. */
export const kinds = [
  "reset",
  "half",
  "hang",
  "429",
  "500",
  "502",
  "503",
  "content-type",
  "empty",
  "gzip",
  "huge",
  "slow",
] as const;
export type Kind = (typeof kinds)[number];

/** Something that is to go wrong. */
export interface Fault {
  kind: Kind;
  /** Whether the platform has done by then what was asked. `half`, `content-type`, `empty`, `gzip` and `huge` spoil its answer, so they come after. */
  when: "before" | "after";
  /** Only calls with this method. */
  method?: string;
  /** Only calls whose path below the base URL begins with this. */
  path?: string;
  /** How often it strikes at most. Default: without end. */
  count?: number;
  /** How likely it strikes, from 0 to 1. Default 1. */
  probability?: number;
  /** The header of a 429: seconds, a date, or nonsense; `date` and `past` stand for a date in two seconds and one long ago. */
  retryAfter?: string;
  /** How long `slow` takes, in milliseconds. Default 10,000. */
  milliseconds?: number;
}

const spoiling: Kind[] = ["half", "content-type", "empty", "gzip", "huge"];

/** Reads faults from JSON that anybody may have written. @throws ApiError 400 */
export function readFaults(body: unknown): Fault[] {
  const list = Array.isArray(body) ? (body as unknown[]) : [body];
  return list.map(readFault);
}

function readFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null) throw new ApiError(400, "A fault is an object with a kind");
  const given = value as Record<string, unknown>;
  // A status may be given as a number.
  const name = typeof given.kind === "number" ? String(given.kind) : given.kind;
  const kind = kinds.find((each) => each === name);
  if (!kind) throw new ApiError(400, `kind must be one of ${kinds.join(", ")}`);
  const fault: Fault = { kind, when: spoiling.includes(kind) || given.when === "after" ? "after" : "before" };
  for (const text of ["method", "path", "retryAfter"] as const) {
    if (given[text] !== undefined) fault[text] = textOf(given[text], text);
  }
  for (const [number, most] of Object.entries(largest) as [keyof typeof largest, number][]) {
    if (given[number] !== undefined) fault[number] = numberOf(given[number], number, most);
  }
  return fault;
}

const largest = { count: 1_000_000, probability: 1, milliseconds: 600_000 };

function textOf(value: unknown, name: string): string {
  if (typeof value === "string" && value.length <= 200 && /^[\x20-\x7e]*$/.test(value)) return value;
  throw new ApiError(400, `${name} must be a short text`);
}

function numberOf(value: unknown, name: string, most: number): number {
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw new ApiError(400, `${name} must be a number from 0 to ${most}`);
}
