import { CloudElementsError, type ErrorCode } from "../errors/cloud-elements-error";
import type { Call } from "./call";

/** A pause before a call is tried again. */
export interface Wait {
  seconds: number;
  /** What went wrong. */
  error: CloudElementsError;
  /** Whether the platform itself asked for it (`Retry-After`). */
  isAskedFor: boolean;
}

/** How often and how long a call is tried, and what it takes to wait. */
export interface Retrying {
  /** The time from the first attempt to the last, in seconds; 0 tries once. */
  budgetSeconds: number;
  tell: (wait: Wait) => void;
  sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1. */
  random: () => number;
  /** In milliseconds. */
  now: () => number;
}

const shortest = 250;
const longest = 10_000;

/** Failures that mend themselves, or do not: worth a few attempts, not a long wait. */
const fewAttempts: ErrorCode[] = ["CONNECTION_REFUSED", "HOST_NOT_FOUND", "INVALID_RESPONSE"];
const few = 3;

/**
 * Makes a call, and makes it again where that can help and can do no harm: a call that changes nothing twice on 429, 502,
 * 503, 504 and failures of the connection; any other only where the platform certainly never took it.
 *
 * @throws CloudElementsError of the last attempt, with how often and how long it was tried
 */
export async function retrying<T>(call: Call, once: () => Promise<T>, how: Retrying): Promise<T> {
  const began = how.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof CloudElementsError)) throw error;
      const spent = (how.now() - began) / 1000;
      const seconds = pauseBefore(attempt, error, how.random);
      const isUseful = isWorthARetry(call, error) && (attempt < few || !fewAttempts.includes(error.code));
      if (!isUseful || spent + seconds > how.budgetSeconds) throw attempt > 1 ? error.after(attempt, spent) : error;
      how.tell({ seconds, error, isAskedFor: error.retryAfterSeconds !== undefined });
      await how.sleep(seconds * 1000);
      const found = await call.insteadOfRetry?.();
      if (found !== undefined) return found as T;
    }
  }
}

/** Whether the same call, made twice, leaves the platform as one does. */
function isRepeatable(call: Call): boolean {
  return call.method !== "POST" && !call.bringsCode;
}

function isWorthARetry(call: Call, error: CloudElementsError): boolean {
  if (error.code === "RATE_LIMITED" || error.code === "CONNECTION_REFUSED" || error.code === "HOST_NOT_FOUND")
    return true;
  if (error.code === "TIMEOUT") return !error.isInDoubt;
  if (!isRepeatable(call)) return false;
  if (error.code === "CONNECTION_FAILED" || error.code === "INVALID_RESPONSE") return true;
  return [502, 503, 504].includes(error.status ?? 0);
}

// Full jitter: many clients that failed together do not come back together. What was asked for is never cut short.
function pauseBefore(attempt: number, error: CloudElementsError, random: () => number): number {
  const jitter = random() * Math.min(longest, shortest * 2 ** attempt);
  return (error.retryAfterSeconds ?? 0) + jitter / 1000;
}
