import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../errors";
import type { Platform } from "../platform";
import { elementOf } from "../platform/elements";
import { escapeHtml } from "../platform/html";

type Fields = Record<string, string | undefined>;

/** The page that a service shows a person: approve or deny. The URL of `oauth/url` leads here. */
export function consent(app: FastifyInstance, { codes }: Platform): void {
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });

  app.get("/services/oauth2/authorize", (request, reply) => {
    const fields = request.query as Fields;
    const { name } = elementOf(fields.element ?? "");
    const back = callbackOf(fields);
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
      .header("referrer-policy", "no-referrer")
      .header("cache-control", "no-store")
      .send(page(name, back.host, fields));
  });

  app.post("/services/oauth2/decision", (request: FastifyRequest, reply) => {
    const fields = (request.body ?? {}) as Fields;
    const back = callbackOf(fields);
    if (fields.state) back.searchParams.set("state", fields.state);
    if (fields.decision === "approve") {
      const { secret: _, ...proof }: Fields = codes.approve(elementOf(fields.element ?? ""), true, fields.oauth_token);
      for (const [key, value] of Object.entries(proof)) back.searchParams.set(key, value ?? "");
    } else {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "end-user denied authorization");
    }
    return reply.redirect(back.href, 302);
  });
}

function callbackOf(fields: Fields): URL {
  const text = fields.redirect_uri ?? "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new ApiError(400, "redirect_uri must be an http or https URL");
}

function page(element: string, host: string, fields: Fields): string {
  const kept = ["element", "redirect_uri", "state", "oauth_token"]
    .filter((name) => fields[name] !== undefined)
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(fields[name] ?? "")}">`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Allow access?</title>
<style>
  :root { color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif }
  main { max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
  button { font: inherit; padding: .5rem 1.5rem; margin-right: 1rem }
</style>
<main>
  <h1>Allow access?</h1>
  <p>An application at <strong>${escapeHtml(host)}</strong> asks for access to your <strong>${escapeHtml(element)}</strong> account.</p>
  <p>This is the emulator's consent page: no account is behind it.</p>
  <form method="post" action="/services/oauth2/decision">
    ${kept.join("\n    ")}
    <button name="decision" value="approve">Approve</button>
    <button name="decision" value="deny">Deny</button>
  </form>
</main>
</html>
`;
}
