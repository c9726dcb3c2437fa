import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../errors";
import type { Platform } from "../platform";
import { allElements, elementOf, findElement } from "../platform/elements";

interface ByElement {
  Params: { keyOrId: string };
  Querystring: Record<string, string | undefined>;
}

/** `/elements`: the catalog, and where to send a person for consent. Needs no authorization. */
export function elements(app: FastifyInstance, { codes }: Platform): void {
  app.get("/elements", () => allElements());
  app.get("/elements/keys", () => allElements().map(({ id, key, name }) => ({ id, key, name })));
  app.get<ByElement>("/elements/:keyOrId", ({ params }) => elementOf(params.keyOrId));
  app.get<ByElement>("/elements/:keyOrId/configuration", ({ params }) => configurationOf(params.keyOrId));
  app.get<ByElement>("/elements/:keyOrId/metadata", ({ params }) => {
    const { id, name, key } = elementOf(params.keyOrId);
    return { id, name, key, events: { supported: true, methods: ["polling", "webhook"] } };
  });
  app.get<ByElement>("/elements/:keyOrId/oauth/url", oauthUrl);
  app.get<ByElement>("/elements/:keyOrId/oauth/token", (request) => {
    const element = elementOf(request.params.keyOrId);
    if (element.authentication.type !== "oauth1")
      throw new ApiError(400, `The element ${element.key} does not use OAuth 1`);
    requireQuery(request, ["apiKey", "apiSecret", "callbackUrl"]);
    return codes.requestToken(element);
  });
}

function configurationOf(keyOrId: string) {
  const element = elementOf(keyOrId);
  const item = (key: string, mandatory: boolean, configDataType: string, defaultValue: string | null = null) => ({
    key,
    name: key,
    mandatory,
    configDataType,
    defaultValue,
  });
  const proofs = { oauth2: ["code"], oauth1: ["oauth_token", "oauth_verifier", "secret"], basic: [], apiKey: [] };
  return {
    configuration: element.configuration.map((entry) =>
      item(entry.key, entry.required, entry.type, entry.defaultValue),
    ),
    providerData: proofs[element.authentication.type].map((key) => item(key, true, "TEXTFIELD_1000")),
  };
}

function oauthUrl(request: FastifyRequest<ByElement>) {
  const element = elementOf(request.params.keyOrId);
  const { apiKey, apiSecret, callbackUrl } = requireQuery(request, ["apiKey", "apiSecret", "callbackUrl"]);
  const { scope, siteAddress } = request.query;
  const state = request.query.state || element.key;
  // The guides ask `sfdc` with the state `sfdcdocuments`, and the answer's element is `sfdcdocuments`.
  const named = findElement(state)?.key ?? element.key;
  const url = new URL("/services/oauth2/authorize", `http://${request.host}`);
  const query: Record<string, string> =
    element.authentication.type === "oauth1"
      ? { oauth_token: request.query.requestToken ?? "", element: element.key, redirect_uri: callbackUrl, state }
      : {
          response_type: "code",
          client_id: apiKey,
          client_secret: apiSecret,
          scope: scope || "full refresh_token",
          redirect_uri: callbackUrl,
          state,
          // The emulator's own: which element's consent this is. The real login page is the service's.
          element: element.key,
        };
  if (siteAddress) query.siteAddress = siteAddress;
  // As the guides print it: blanks as %20, the callback URL as it is.
  url.search = Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2F", "/")}`)
    .join("&");
  return { element: named, oauthUrl: url.href };
}

function requireQuery<K extends string>(request: FastifyRequest<ByElement>, names: K[]): Record<K, string> {
  const missing = names.filter((name) => !request.query[name]);
  if (missing.length > 0) throw new ApiError(400, `Missing query parameters: ${missing.join(", ")}`);
  return request.query as Record<K, string>;
}
