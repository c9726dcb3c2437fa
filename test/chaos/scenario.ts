import { type Fault, faultKinds } from "cloud-elements-emulator";
import { Chance } from "./chance";

/** Who is ended by SIGKILL in the middle of an `up`, and when. */
export interface Kill {
  victim: "engine" | "provider" | "emulator";
  /** After so many creations have reached the platform. */
  afterCreations: number;
}

/** What happens in a run; all of it follows from the seed. */
export interface Scenario {
  seed: number;
  /** Elements of the resources; those that take a code get one. */
  elements: string[];
  faults: Fault[];
  /** One for each `up` that is disturbed. */
  kills: (Kill | undefined)[];
  /** Whether somebody renames instances on the platform meanwhile. */
  isMeddled: boolean;
  skipsCheckpoints: boolean;
}

const onCreate = faultKinds;
const onRest = onCreate.filter((kind) => !["hang", "slow", "content-type", "huge"].includes(kind));

export function scenarioOf(seed: number): Scenario {
  const chance = new Chance(seed);
  const elements = Array.from({ length: chance.between(5, 7) }, () =>
    chance.of(["sfdc", "sagelive", "servicenow", "sendgrid"]),
  );
  const faults = Array.from({ length: chance.between(3, 6) }, () => faultFrom(chance));
  const kills = Array.from({ length: chance.between(1, 2) }, () => (chance.is(0.7) ? killFrom(chance) : undefined));
  return { seed, elements, faults, kills, isMeddled: chance.is(0.3), skipsCheckpoints: chance.is(0.4) };
}

function faultFrom(chance: Chance): Fault {
  const isOnCreate = chance.is(0.7);
  const fault: Fault = {
    kind: chance.of(isOnCreate ? onCreate : onRest),
    when: chance.of(["before", "after"]),
    count: chance.between(1, 3),
    path: "/instances",
    ...(isOnCreate && { method: "POST" }),
  };
  // Within the time in which a creation is looked for, and that in which a call has to be answered.
  if (fault.kind === "slow") fault.milliseconds = chance.between(500, 3000);
  if (fault.kind === "429") {
    const retryAfter = chance.of([undefined, "0", "2", "date", "past", "nonsense"]);
    if (retryAfter !== undefined) fault.retryAfter = retryAfter;
  }
  return fault;
}

function killFrom(chance: Chance): Kill {
  return { victim: chance.of(["engine", "provider", "emulator"]), afterCreations: chance.between(1, 5) };
}
