import { randomFrom } from "cloud-elements-emulator";

/** Chance from a seed: the same seed draws the same. */
export class Chance {
  private readonly number: () => number;

  constructor(seed: number) {
    this.number = randomFrom(seed);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.number() * (most - least + 1));
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }

  is(probability: number): boolean {
    return this.number() < probability;
  }
}
