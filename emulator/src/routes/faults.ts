import type { FastifyInstance } from "fastify";
import { readFaults } from "../faults/fault";
import type { Plan } from "../faults/plan";

/** `/__emulator/faults`: what is to go wrong. */
export function faults(app: FastifyInstance, plan: Plan): void {
  app.post("/__emulator/faults", (request) => {
    const { seed } = request.query as { seed?: string };
    if (seed !== undefined && /^\d{1,10}$/.test(seed)) plan.seed(Number(seed));
    plan.add(readFaults(request.body));
    return plan.list();
  });
  app.get("/__emulator/faults", () => plan.list());
  app.delete("/__emulator/faults", () => {
    const ended = plan.list();
    plan.clear();
    return ended;
  });
}
