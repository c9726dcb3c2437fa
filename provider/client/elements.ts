import type { Call } from "./call";
import type { Sender } from "./instances";
import { isObject } from "./json";

/** An element of the catalog: a kind of service that instances can be made of. */
export interface Element {
  /** The element's numeric id. */
  id: number;
  /** The element's key, such as `sfdc`. */
  key: string;
  /** The name that people know it by. */
  name: string;
  /** The hub that it belongs to, such as `crm`. */
  hub?: string;
  /** How an instance proves who it is to the service, in the platform's words: `oauth2`, `oauth1`, `basic`… */
  authenticationType?: string;
  /** The entries that an instance's configuration can have. */
  configuration: ElementEntry[];
}

/** An entry of an element's configuration. */
export interface ElementEntry {
  /** The entry's key, such as `event.poller.refresh_interval`. */
  key: string;
  /** The name that people know it by. */
  name?: string;
  /** Whether an instance cannot be made without it. */
  required: boolean;
  /** `TEXTFIELD_32` to `TEXTFIELD_1000`, `TEXTAREA`, `BOOLEAN`, `BOOLEAN_YESNO`, `PASSWORD` or `COMBO`. */
  type?: string;
  /** What an instance gets where nothing is given. */
  defaultValue?: string;
  /** Whether the console keeps it from people: a token that the platform itself maintains, say. */
  hideFromConsole?: boolean;
}

/** What `oauth/url` needs to send a person to the service's page. */
export interface OAuthUrlQuery {
  apiKey: string;
  /** Secret. */
  apiSecret: string;
  callbackUrl: string;
  scope?: string;
  state?: string;
  siteAddress?: string;
  /** OAuth 1: the token of `oauth/token`. How the platform names it is not in its guides: inferred. */
  requestToken?: string;
}

/** The calls under `/elements`, which need no credentials. Every one throws CloudElementsError. */
export class Elements {
  constructor(private readonly sender: Sender) {}

  /** `GET /elements`: the whole catalog. */
  list(): Promise<Element[]> {
    const call: Call = { method: "GET", path: "/elements", purpose: "list the elements" };
    return this.sender.send(call, (body) => {
      if (!Array.isArray(body)) return undefined;
      return body.map(readElement).filter((each) => each !== undefined);
    });
  }

  /** `GET /elements/{keyOrId}`. */
  get(keyOrId: string): Promise<Element> {
    return this.sender.send(
      { method: "GET", path: pathOf(keyOrId), purpose: `look up the element ${keyOrId}` },
      readElement,
    );
  }

  /** `GET /elements/keys`: the key of every element. */
  keys(): Promise<string[]> {
    const call: Call = { method: "GET", path: "/elements/keys", purpose: "list the elements' keys" };
    return this.sender.send(call, (body) => {
      if (!Array.isArray(body)) return undefined;
      const keys = body.map((each: unknown) => (isObject(each) ? each.key : each));
      return keys.filter((key) => typeof key === "string");
    });
  }

  /** `GET /elements/{keyOrId}/oauth/token`: an OAuth 1 request token. Secret, both parts. */
  oauthToken(
    keyOrId: string,
    query: Pick<OAuthUrlQuery, "apiKey" | "apiSecret" | "callbackUrl">,
  ): Promise<{ token: string; secret: string }> {
    const call: Call = {
      method: "GET",
      path: `${pathOf(keyOrId)}/oauth/token`,
      query: Object.entries(query),
      purpose: `get a request token of the element ${keyOrId}`,
      secrets: [query.apiSecret],
    };
    return this.sender.send(call, (body) =>
      isObject(body) && typeof body.token === "string" && typeof body.secret === "string"
        ? { token: body.token, secret: body.secret }
        : undefined,
    );
  }

  /** `GET /elements/{keyOrId}/oauth/url`: where to send a person. Secret: it can hold the API secret. */
  oauthUrl(keyOrId: string, query: OAuthUrlQuery): Promise<string> {
    const call: Call = {
      method: "GET",
      path: `${pathOf(keyOrId)}/oauth/url`,
      query: Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined),
      purpose: `get the OAuth URL of the element ${keyOrId}`,
      secrets: [query.apiSecret],
    };
    return this.sender.send(call, (body) =>
      isObject(body) && typeof body.oauthUrl === "string" && URL.canParse(body.oauthUrl) ? body.oauthUrl : undefined,
    );
  }
}

function pathOf(keyOrId: string): string {
  return `/elements/${encodeURIComponent(keyOrId)}`;
}

function readElement(body: unknown): Element | undefined {
  if (!isObject(body) || typeof body.id !== "number" || typeof body.key !== "string") return undefined;
  const type = isObject(body.authentication) ? body.authentication.type : undefined;
  return {
    id: body.id,
    key: body.key,
    name: typeof body.name === "string" ? body.name : body.key,
    ...(typeof body.hub === "string" && { hub: body.hub }),
    ...(typeof type === "string" && { authenticationType: type }),
    configuration: Array.isArray(body.configuration) ? body.configuration.flatMap(readEntry) : [],
  };
}

function readEntry(entry: unknown): ElementEntry[] {
  if (!isObject(entry) || typeof entry.key !== "string") return [];
  return [
    {
      key: entry.key,
      required: entry.required === true,
      ...(typeof entry.name === "string" && { name: entry.name }),
      ...(typeof entry.type === "string" && { type: entry.type }),
      ...(typeof entry.defaultValue === "string" && { defaultValue: entry.defaultValue }),
      ...(entry.hideFromConsole === true && { hideFromConsole: true }),
    },
  ];
}
