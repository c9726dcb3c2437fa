import { randomBytes } from "node:crypto";
import type { Elements } from "../client/elements";
import { type Expected, type Proof, readCallback } from "./callback";
import { type Listener, listen } from "./listener";
import { AuthorizationError } from "./outcome";

export interface AuthorizeOptions {
  /** The element's key or id. */
  element: string;
  apiKey: string;
  /** Secret. */
  apiSecret: string;
  /** As registered with the service. */
  callbackUrl: string;
  scope?: string;
  siteAddress?: string;
  /** Whether this machine has a browser to open. */
  browser: boolean;
  /** How long to wait for the person, in seconds. */
  timeoutSeconds: number;
}

/** What an authorization needs of its surroundings. */
export interface Surroundings {
  elements: Elements;
  /** Shows a line to the person. */
  say: (text: string) => void;
  /** Asks the person, without showing what they type. */
  ask: (question: string) => Promise<string>;
  /** Opens a link in the person's browser; it is no secret. */
  open: (link: string) => Promise<void>;
}

/**
 * Leads a person through the service's consent and gives what proves it.
 *
 * @throws AuthorizationError, or CloudElementsError where the platform gives no URL
 */
export async function authorize(options: AuthorizeOptions, surroundings: Surroundings): Promise<Proof> {
  const callbackUrl = new URL(options.callbackUrl);
  const { target, expected } = await begin(options, surroundings.elements);
  if (!options.browser) {
    surroundings.say(
      "Open this URL in a browser. WARNING: it can hold the API secret; do not pass it on, and keep it out of logs.",
    );
    surroundings.say(target);
    return pasted(expected, surroundings);
  }
  const isHere = callbackUrl.protocol === "http:" && ["127.0.0.1", "localhost"].includes(callbackUrl.hostname);
  // A callback that is registered elsewhere needs a listener for the link alone: on any port.
  const listener = await listen({
    ...expected,
    target,
    callbackUrl: isHere ? callbackUrl : new URL("http://127.0.0.1:0/"),
  });
  try {
    surroundings.say(`Your browser opens. If it does not, open ${listener.link} (it works once).`);
    await surroundings
      .open(listener.link)
      .catch(() => surroundings.say("No browser could be opened: open the link yourself."));
    if (!isHere) return await pasted(expected, surroundings);
    surroundings.say(`Allow the access there. You have ${options.timeoutSeconds} seconds.`);
    return await inTime(listener, options.timeoutSeconds);
  } finally {
    await listener.close();
  }
}

async function begin(
  { element, apiKey, apiSecret, callbackUrl, scope, siteAddress }: AuthorizeOptions,
  elements: Elements,
): Promise<{ target: string; expected: Expected }> {
  const state = randomBytes(32).toString("base64url");
  const app = { apiKey, apiSecret, callbackUrl };
  const { authenticationType } = await elements.get(element);
  const requestToken = authenticationType === "oauth1" ? await elements.oauthToken(element, app) : undefined;
  const target = await elements.oauthUrl(element, {
    ...app,
    state,
    ...(scope && { scope }),
    ...(siteAddress && { siteAddress }),
    ...(requestToken && { requestToken: requestToken.token }),
  });
  return { target, expected: { state, ...(requestToken && { requestToken }) } };
}

async function pasted(expected: Expected, { ask }: Surroundings): Promise<Proof> {
  const text = (await ask("Paste the whole URL that you were sent to at the end (it is not shown): ")).trim();
  if (URL.canParse(text)) return readCallback(new URL(text).searchParams, expected);
  throw new AuthorizationError("malformed", "That is no URL. Nothing was stored. Run the command again.");
}

async function inTime({ proof }: Listener, seconds: number): Promise<Proof> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    const text = `Nobody came back within ${seconds} seconds. Nothing was stored. Run the command again.`;
    timer = setTimeout(() => reject(new AuthorizationError("timedOut", text)), seconds * 1000);
  });
  try {
    return await Promise.race([proof, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
