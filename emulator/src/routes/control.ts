import type { FastifyInstance } from "fastify";
import { ApiError } from "../errors";
import type { Platform } from "../platform";
import { elementOf } from "../platform/elements";

/** `/__emulator`: what tests and scripts need beside the API. */
export function control(app: FastifyInstance, platform: Platform): void {
  app.post("/__emulator/codes", (request) => {
    const { element, works } = (request.body ?? {}) as { element?: unknown; works?: unknown };
    if (typeof element !== "string" && typeof element !== "number") throw new ApiError(400, "element is required");
    return platform.codes.approve(elementOf(String(element)), works !== false);
  });
  app.get("/__emulator/requests", () => platform.log);
  app.post("/__emulator/reset", () => {
    platform.reset();
    return "";
  });
  // While an instance is in use, the platform refuses to delete it (409).
  for (const [method, inUse] of [
    ["PUT", true],
    ["DELETE", false],
  ] as const) {
    app.route<{ Params: { id: string } }>({
      method,
      url: "/__emulator/instances/:id/in-use",
      handler: ({ params }) => {
        platform.instances.mark(platform.instances.get(params.id), { inUse });
        return "";
      },
    });
  }
}
