import type { FastifyInstance } from "fastify";
import type { Platform } from "../platform";

/** `/authentication`: from a user's name and password to the two secrets. */
export function authentication(app: FastifyInstance, { account }: Platform): void {
  app.post("/authentication", (request) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    return account.logIn(body.username, body.password);
  });
  app.get("/authentication/secrets", (request) => account.secretsFor(request.headers.authorization));
}
