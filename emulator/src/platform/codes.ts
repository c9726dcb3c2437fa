import { randomBytes } from "node:crypto";
import { ApiError } from "../errors";
import type { Collection, Store } from "../store";
import { type Element, serviceOf } from "./elements";

/** What a person's consent is worth: single-use, for a limited time, at one service. */
interface Consent {
  service: string;
  expires: number;
  spent: boolean;
  /** False: the code is taken, yet the service does not accept what it stands for. */
  works: boolean;
  /** OAuth 1: the request token's secret. */
  secret?: string;
}

interface RequestToken {
  service: string;
  secret: string;
}

/** Proof of consent as an instance's `providerData` carries it. */
export type Proof = { code: string } | { oauth_token: string; oauth_verifier: string; secret: string };

const text = (bytes: number) => randomBytes(bytes).toString("base64url");

/** The codes of OAuth 2 and the verifiers of OAuth 1. */
export class Codes {
  private readonly consents: Collection<Consent>;
  private readonly requestTokens: Collection<RequestToken>;

  constructor(
    store: Store,
    private readonly now: () => number,
    private readonly lifetimeMs: number,
  ) {
    this.consents = store.collection("consents");
    this.requestTokens = store.collection("requestTokens");
  }

  /** A person has approved: gives what the browser carries back. */
  approve(element: Element, works = true, requestToken?: string): Proof {
    const consent: Consent = {
      service: serviceOf(element),
      expires: this.now() + this.lifetimeMs,
      spent: false,
      works,
    };
    if (element.authentication.type !== "oauth1") {
      const code = `aPrx${text(30)}`;
      this.consents.put(code, consent);
      return { code };
    }
    const token = requestToken ?? this.requestToken(element).token;
    const secret = this.requestTokens.get(token)?.secret;
    if (secret === undefined) throw new ApiError(400, "Unknown oauth_token");
    const verifier = text(18);
    this.consents.put(`${token} ${verifier}`, { ...consent, secret });
    return { oauth_token: token, oauth_verifier: verifier, secret };
  }

  /** OAuth 1: what `oauth/token` gives. */
  requestToken(element: Element): { token: string; secret: string } {
    const token = text(18);
    const secret = text(24);
    this.requestTokens.put(token, { service: serviceOf(element), secret });
    return { token, secret };
  }

  /**
   * Spends the proof in `providerData`; tells whether the service accepts what it stands for.
   *
   * @throws ApiError 400 where there is none, or it cannot be used (again)
   */
  spend(element: Element, providerData: Record<string, unknown>): boolean {
    const isOAuth1 = element.authentication.type === "oauth1";
    const key = isOAuth1
      ? `${String(providerData.oauth_token)} ${String(providerData.oauth_verifier)}`
      : providerData.code;
    if (typeof key !== "string" || key === "" || key.includes("undefined")) {
      throw new ApiError(400, "You must provide an OAuth code in order to create an instance of this element");
    }
    const consent = this.consents.get(key);
    const refuse = (why: string) =>
      new ApiError(
        400,
        "Failed to authenticate with the endpoint",
        `{"error":"invalid_grant","error_description":"${why}"}`,
      );
    if (!consent || consent.service !== serviceOf(element)) throw refuse("invalid authorization code");
    if (consent.spent) throw refuse("authentication failure: code used before");
    if (consent.expires <= this.now()) throw refuse("expired authorization code");
    if (isOAuth1 && consent.secret !== providerData.secret) throw refuse("token secret does not match");
    this.consents.put(key, { ...consent, spent: true });
    return consent.works;
  }
}
