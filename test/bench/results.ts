import { median, type Operation, type Trial } from "./trial";
import type { Large, Setting } from "./extras";
import type { Memory } from "./memory";
import type { Measure } from "./bench-stack";

/** All that one run of the benchmark has measured. */
export interface Results {
  trials: Trial[];
  /** The floor of the API at each size, in seconds. */
  bare: Record<number, number[]>;
  registering?: { count: number; ours: number; plain: number };
  large?: { count: number; ours: Large; floor: Large };
  settings?: { count: number; all: Setting[] };
  latency?: { count: number; milliseconds: number; with: number; without: number };
}

/** The trials of a line at a size, in the order of the rounds. */
export function trialsOf({ trials }: Results, name: string, count: number): Trial[] {
  return trials.filter((trial) => trial.line.name === name && trial.count === count);
}

export function secondsOf(trials: Trial[], operation: Operation): number[] {
  return trials.map(({ measures }) => measures[operation].seconds);
}

/** The median of the ratios of each round: what ran side by side is compared, not what ran at another time. */
export function ratio(results: Results, operation: Operation, [one, other]: [string, string], count: number): number {
  const own = secondsOf(trialsOf(results, one, count), operation);
  const others = secondsOf(trialsOf(results, other, count), operation);
  return median(own.map((seconds, round) => seconds / (others[round] ?? NaN)));
}

/** The highest that any process of a kind had in any operation. */
export function peakOf(measures: Measure[], kind: keyof Memory): number {
  return Math.max(...measures.map(({ memory }) => memory[kind] ?? 0));
}
