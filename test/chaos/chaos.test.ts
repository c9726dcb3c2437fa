import { expect } from "chai";
import { Chance } from "./chance";
import { runChaos } from "./run";
import { scenarioOf } from "./scenario";

// `npm run chaos` does as many as are asked for; RESULTS.md has the last table.
describe("whole stacks while things go wrong", () => {
  for (const seed of [3, 5, 9, 10, 13]) {
    const { elements, faults, kills, skipsCheckpoints } = scenarioOf(seed);
    const victims = kills.flatMap((kill) => (kill ? [kill.victim] : []));
    const what = [
      `${elements.length} resources`,
      faults.map(({ kind, when }) => `${kind} ${when}`).join(", "),
      ...(victims.length > 0 ? [`SIGKILL of the ${victims.join(" and the ")}`] : []),
      ...(skipsCheckpoints ? ["without checkpoints"] : []),
    ].join("; ");
    it(`seed ${seed}: ${what}`, async () => {
      const { problems } = await runChaos(seed);
      expect(problems).to.deep.equal([]);
    });
  }

  it("draws the same from the same seed, and something else from another", () => {
    expect(scenarioOf(7)).to.deep.equal(scenarioOf(7));
    expect(scenarioOf(7)).not.to.deep.equal({ ...scenarioOf(8), seed: 7 });
    const chance = new Chance(1);
    const drawn = Array.from({ length: 1000 }, () => chance.between(1, 6));
    expect(new Set(drawn)).to.deep.equal(new Set([1, 2, 3, 4, 5, 6]));
  });
});
