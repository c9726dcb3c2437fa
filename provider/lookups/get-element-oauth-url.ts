import * as pulumi from "@pulumi/pulumi";
import { loadApi } from "./load-api";

/** Arguments of {@link getElementOAuthUrl}. */
export interface GetElementOAuthUrlArgs {
  /** The element's key or id. */
  element: string | number;
  /** The client id of the app that was registered with the service. */
  apiKey: string;
  /** The app's client secret. Secret. */
  apiSecret: string;
  /** Where the service sends people back to, as registered. */
  callbackUrl: string;
  /** What access to ask for, such as Sage Live's `full refresh_token`. Default: the platform's. */
  scope?: string | undefined;
  /** What the callback gets back, to know its own request by. Default: the element's key. */
  state?: string | undefined;
  /** The service's address, for a sandbox: `https://test.salesforce.com`. Default: the service's own. */
  siteAddress?: string | undefined;
}

/** Arguments of {@link getElementOAuthUrlOutput}: those of {@link GetElementOAuthUrlArgs}, each of which may be an output. */
export interface GetElementOAuthUrlOutputArgs {
  /** The element's key or id. */
  element: pulumi.Input<string | number>;
  /** The client id of the app that was registered with the service. */
  apiKey: pulumi.Input<string>;
  /** The app's client secret. Secret. */
  apiSecret: pulumi.Input<string>;
  /** Where the service sends people back to, as registered. */
  callbackUrl: pulumi.Input<string>;
  /** What access to ask for, such as Sage Live's `full refresh_token`. Default: the platform's. */
  scope?: pulumi.Input<string | undefined>;
  /** What the callback gets back, to know its own request by. Default: the element's key. */
  state?: pulumi.Input<string | undefined>;
  /** The service's address, for a sandbox: `https://test.salesforce.com`. Default: the service's own. */
  siteAddress?: pulumi.Input<string | undefined>;
}

/** Where to send a person who is to allow the access. */
export interface GetElementOAuthUrlResult {
  /** Secret: it can hold the API secret. */
  oauthUrl: string;
}

/**
 * Asks for the URL at which a person allows the access. It needs no credentials of the platform.
 *
 * The plain form gives the URL in clear: prefer {@link getElementOAuthUrlOutput}, which gives it as a secret.
 *
 * @throws CloudElementsError `UNKNOWN_ELEMENT`, or `REJECTED` where the platform wants other parameters
 */
export async function getElementOAuthUrl(args: GetElementOAuthUrlArgs): Promise<GetElementOAuthUrlResult> {
  const { element, ...query } = args;
  return { oauthUrl: await loadApi().elementsApi().oauthUrl(String(element), query) };
}

/** {@link getElementOAuthUrl} for arguments that may be outputs; the result is a secret. */
export function getElementOAuthUrlOutput(args: GetElementOAuthUrlOutputArgs): pulumi.Output<GetElementOAuthUrlResult> {
  return pulumi.secret(pulumi.output(args).apply((known) => getElementOAuthUrl(known as GetElementOAuthUrlArgs)));
}
