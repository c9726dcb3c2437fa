import { randomBytes } from "node:crypto";
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import https from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import accepts from "@fastify/accepts";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ApiError } from "./errors";
import { inflict } from "./faults/inflict";
import { Plan } from "./faults/plan";
import type { Platform } from "./platform";
import { authentication } from "./routes/authentication";
import { consent } from "./routes/consent";
import { control } from "./routes/control";
import { elements } from "./routes/elements";
import { faults } from "./routes/faults";
import { instances } from "./routes/instances";
import { overview } from "./routes/overview";

export const prefix = "/elements/api-v2";

/** A private key and its certificate, in PEM. */
export interface Tls {
  key: string;
  cert: string;
}

const largestBody = 8 * 1024 * 1024;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The HTTP side of the platform: the API under its prefix, the consent page, and the emulator's own calls. */
export async function buildServer(
  platform: Platform,
  latencyMs: number,
  plan = new Plan(),
  tls?: Tls,
): Promise<FastifyInstance> {
  const app = fastify({
    serverFactory: (serve) => {
      const listener: RequestListener = (request, response) => withFaults(plan, serve, request, response);
      return tls ? https.createServer(tls, listener) : http.createServer(listener);
    },
    bodyLimit: largestBody,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    forceCloseConnections: true,
  });
  await app.register(accepts);
  app.setErrorHandler<FastifyError>(answerError);
  app.setNotFoundHandler((request, reply) =>
    answerError(new ApiError(404, "The requested resource does not exist"), request, reply),
  );
  app.removeContentTypeParser("text/plain");
  acceptEmptyJson(app);

  await app.register(
    async (api) => {
      api.addHook("onRequest", async (request, reply) => {
        reply.header("elements-request-id", requestIdOf(request));
        if (latencyMs > 0) await delay(latencyMs);
        if (request.headers.accept && !request.accepts().type(["json"]))
          throw new ApiError(406, "Only application/json is served");
      });
      api.addHook("onResponse", async (request, reply) => {
        const path = request.url.slice(prefix.length).replace(/\?.*$/s, "");
        platform.record({ method: request.method, path, status: reply.statusCode });
      });
      const known = collectRoutes(api);
      for (const routes of [authentication, elements, instances]) routes(api, platform);
      refuseOtherMethods(api, known);
    },
    { prefix },
  );
  await app.register(async (pages) => consent(pages, platform));
  control(app, platform);
  overview(app, platform);
  faults(app, plan);
  return app;
}

// Below the framework, since what goes wrong on the way goes wrong without it.
function withFaults(plan: Plan, serve: RequestListener, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.startsWith(prefix) ? request.url.slice(prefix.length) : undefined;
  const fault = path === undefined ? undefined : plan.next(request.method ?? "", path);
  if (fault) inflict(fault, serve, request, response);
  else serve(request, response);
}

// Clients send the JSON content type with a DELETE too, and nothing after it.
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "ignore");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parse(request, body as string, done);
  });
}

function collectRoutes(app: FastifyInstance): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const path = url.slice(prefix.length);
    known.set(path, new Set([...(known.get(path) ?? []), ...[method].flat()]));
  });
  return known;
}

function refuseOtherMethods(app: FastifyInstance, known: Map<string, Set<string>>): void {
  for (const [url, served] of [...known]) {
    const refused = methods.filter((method) => !served.has(method));
    if (refused.length === 0) continue;
    app.route({
      method: refused,
      url,
      handler: (request) => {
        throw new ApiError(405, `${request.method} is not supported here`);
      },
    });
  }
}

const requestIds = new WeakMap<FastifyRequest, string>();

function requestIdOf(request: FastifyRequest): string {
  const id = requestIds.get(request) ?? randomBytes(12).toString("hex");
  requestIds.set(request, id);
  return id;
}

function answerError(error: Error | FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const requestId = requestIdOf(request);
  const providerMessage = error instanceof ApiError ? error.providerMessage : undefined;
  const status = statusOf(error);
  return reply
    .status(status)
    .header("elements-request-id", requestId)
    .type("application/json; charset=utf-8")
    .send({
      requestId,
      message: status === 500 ? "An unexpected error occurred" : error.message,
      ...(providerMessage !== undefined && { providerMessage }),
    });
}

function statusOf(error: Error | FastifyError): number {
  if (error instanceof ApiError) return error.status;
  const status = "statusCode" in error ? (error.statusCode ?? 500) : 500;
  // As the platform does for a body of more than 8 MB.
  return status === 413 ? 429 : status;
}
