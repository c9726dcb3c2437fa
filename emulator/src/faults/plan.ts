import type { Fault } from "./fault";

/** A fault, with how often it has struck. */
export interface Planned extends Fault {
  struck: number;
}

/** The faults that are to come, drawn from a seed: the same seed and the same calls give the same faults. */
export class Plan {
  private planned: Planned[] = [];
  private random = randomFrom(1);

  add(faults: Fault[]): void {
    this.planned.push(...faults.map((fault) => ({ ...fault, struck: 0 })));
  }

  seed(seed: number): void {
    this.random = randomFrom(seed);
  }

  /** All faults, with how often each has struck. */
  list(): Planned[] {
    return this.planned;
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that strikes a call, if one does: the first that fits. */
  next(method: string, path: string): Planned | undefined {
    const struck = this.planned.find(
      (fault) =>
        fault.struck < (fault.count ?? Infinity) &&
        (fault.method === undefined || fault.method === method) &&
        path.startsWith(fault.path ?? "") &&
        this.random() < (fault.probability ?? 1),
    );
    if (struck) struck.struck++;
    return struck;
  }
}

/** Numbers from 0 up to 1 that look like chance (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
