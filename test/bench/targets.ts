import { latencyParallel } from "./extras";
import { lines } from "./lines";
import { peakOf, ratio, type Results, trialsOf } from "./results";
import { median, type Operation } from "./trial";

/** One thing that is wanted, and what was measured. */
export interface Target {
  what: string;
  /** At most so much. */
  most: number;
  unit?: string;
  measured: number;
}

const { ours, textbook, floor, oursFast, textbookFast } = Object.fromEntries(
  Object.entries(lines).map(([key, { name }]) => [key, name]),
) as Record<keyof typeof lines, string>;

/** What is wanted at a size, as far as it was measured. */
export function targets(results: Results, count: number): Target[] {
  const of = (operation: Operation, one: string, other: string) => ratio(results, operation, [one, other], count);
  const bytes = (name: string) => median(trialsOf(results, name, count).map(({ stateBytes }) => stateBytes));
  const all: Target[] = [
    { what: "first `up`, ours / textbook", most: 0.4, measured: of("up", ours, textbook) },
    { what: "first `up`, ours / floor", most: 1.3, measured: of("up", ours, floor) },
    { what: "first `up`, ours in fast mode / textbook", most: 0.07, measured: of("up", oursFast, textbook) },
    { what: "first `up`, both in fast mode, ours / textbook", most: 0.5, measured: of("up", oursFast, textbookFast) },
    { what: "no-op `up`, ours / textbook", most: 0.4, measured: of("no-op up", ours, textbook) },
    { what: "destroy, ours / textbook", most: 0.38, measured: of("destroy", ours, textbook) },
    { what: "state per instance, ours / textbook", most: 0.25, measured: bytes(ours) / bytes(textbook) },
    {
      what: "`__provider`",
      most: 100,
      unit: "bytes",
      measured: trialsOf(results, ours, count)[0]?.providerBytes ?? NaN,
    },
    ...calls(results, count),
    ...extras(results, count),
  ];
  return all.filter(({ measured }) => !Number.isNaN(measured));
}

function calls(results: Results, count: number): Target[] {
  const [trial] = trialsOf(results, ours, count);
  const made = (operation: Operation, isCounted: (call: string) => boolean) =>
    Object.entries(trial?.measures[operation].calls ?? {}).reduce(
      (sum, [call, times]) => sum + (isCounted(call) ? times : 0),
      0,
    );
  const isOfInstances = (call: string) => !call.startsWith("GET /elements");
  if (!trial) return [];
  return [
    { what: "API calls per instance: first `up`", most: 1, measured: made("up", isOfInstances) / count },
    { what: "API calls per instance: refresh", most: 1, measured: made("refresh", () => true) / count },
    { what: "API calls per instance: destroy", most: 1, measured: made("destroy", () => true) / count },
    { what: "API calls of the update of one", most: 1, measured: made("update of one", isOfInstances) },
    { what: "API calls of a no-op `up`", most: 0, measured: made("no-op up", () => true) },
    { what: "API calls of a preview", most: 0, measured: made("preview", () => true) },
    { what: "API calls of validation, one element", most: 1, measured: made("up", (call) => !isOfInstances(call)) },
  ];
}

function extras({ registering, large, latency, ...results }: Results, count: number): Target[] {
  const all: Target[] = [];
  if (registering)
    all.push({
      what: `registering ${registering.count}, ours / plain \`CustomResource\``,
      most: 1.1,
      measured: registering.ours / registering.plain,
    });
  if (large) {
    const small = median(trialsOf({ ...results }, oursFast, count).map(({ measures }) => measures.up.seconds));
    const most = 6 * (large.count / (10 * count));
    all.push(
      { what: `first \`up\` in fast mode, ${large.count} / ${count}`, most, measured: large.ours.up.seconds / small },
      {
        what: `memory of the provider process, ${large.count}`,
        most: 150,
        unit: "MB",
        measured: peakOf([large.ours.up, large.ours.noop, large.ours.destroy], "provider"),
      },
    );
  }
  if (latency) {
    const ideal = (latency.count * latency.milliseconds) / 1000 / latencyParallel + latency.without;
    all.push({
      what: `${latency.milliseconds} ms latency, ${latency.count}: first \`up\` / (N × latency / ${latencyParallel} + without)`,
      most: 1.15,
      measured: latency.with / ideal,
    });
  }
  return all;
}
