import { createHash, timingSafeEqual } from "node:crypto";
import { foreignText } from "../errors/foreign-text";
import { redactor } from "../errors/redact";
import { AuthorizationError } from "./outcome";

/** What the callback has to bring for the request that was sent. */
export interface Expected {
  /** The state that was sent. Unguessable. */
  state: string;
  /** OAuth 1: the request token, which the callback repeats in place of a state. */
  requestToken?: { token: string; secret: string };
}

/** What proves the person's consent to the platform: the code of OAuth 2, or what OAuth 1 has in its place. Secret. */
export type Proof = { code: string } | { oauth_token: string; oauth_verifier: string; secret: string };

const again = "Nothing was stored. Run the command again.";

/**
 * Reads what a service sent a person back with. Only the state that was sent counts; whatever else stands there (the
 * guides show the names of other elements) does not.
 *
 * @throws AuthorizationError
 */
export function readCallback(query: URLSearchParams, { state, requestToken }: Expected): Proof {
  if (requestToken) {
    const token = single(query, "oauth_token");
    if (query.has("denied") || query.has("error")) throw denied(query);
    if (!isSame(token, requestToken.token)) throw wrongState("oauth_token");
    return {
      oauth_token: requestToken.token,
      oauth_verifier: needed(query, "oauth_verifier"),
      secret: requestToken.secret,
    };
  }
  if (!isSame(single(query, "state"), state)) throw wrongState("state");
  if (query.has("error")) throw denied(query);
  return { code: needed(query, "code") };
}

function denied(query: URLSearchParams): AuthorizationError {
  const words = [query.get("error"), query.get("error_description")].filter((each) => each).join(": ");
  const said = words ? ` (${foreignText(words, redactor([]))})` : "";
  return new AuthorizationError("denied", `The access was not allowed${said}. ${again}`);
}

function wrongState(name: string): AuthorizationError {
  return new AuthorizationError(
    "wrongState",
    `The answer is not to this request: its ${name} is another one, or missing. Somebody may have sent a link of their ` +
      `own, or the page was left open from an earlier time. ${again}`,
  );
}

function needed(query: URLSearchParams, name: string): string {
  const value = single(query, name);
  if (value) return value;
  throw new AuthorizationError("malformed", `The answer holds no ${name}. ${again}`);
}

function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new AuthorizationError("malformed", `The answer holds ${name} more than once. ${again}`);
  return values[0];
}

// In constant time, whatever the lengths are.
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}
