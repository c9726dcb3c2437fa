import * as pulumi from "@pulumi/pulumi";
import type { KnownElementKey, KnownEntries } from "../elements/known";

/** The three OAuth entries of an element, from the app that was registered with the service behind it. */
export interface OAuthArgs {
  /** `oauth.api.key`: the app's client id. */
  apiKey: pulumi.Input<string>;
  /** `oauth.api.secret`: the app's client secret. Always secret. */
  apiSecret: pulumi.Input<string>;
  /** `oauth.callback.url`: where the service sends people back to, as registered; http or https. */
  callbackUrl: pulumi.Input<string>;
}

/** The value of a configuration entry. The platform keeps texts: `true` and `15` are sent as they are, `null` clears. */
export type ConfigurationValue = string | boolean | number | null;

/**
 * Configuration entries by the platform's keys, such as `event.poller.refresh_interval`. An editor completes those of the
 * elements that this package knows; any other key is as good.
 */
export type ConfigurationArgs = { [Key in keyof KnownEntries]?: pulumi.Input<ConfigurationValue> | undefined } & {
  [key: string]: pulumi.Input<ConfigurationValue> | undefined;
};

/** What an {@link ElementInstance} is made of. One that is undefined counts as not given. */
export interface ElementInstanceArgs {
  /** The element's key (`sfdc`, `sfdcdocuments`, `sfdcservicecloud`, `sfdcmarketingcloud`, `sagelive`, or any other) or its id. A change replaces the instance. */
  element: pulumi.Input<KnownElementKey | (string & {}) | number>;
  /** The instance's name. Default: the resource's own name. The platform takes HTML out of it. */
  name?: pulumi.Input<string> | undefined;
  /** The instance's tags; their order means nothing. Default: none. */
  tags?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** The OAuth entries of the configuration, typed. */
  oauth?: pulumi.Input<OAuthArgs> | undefined;
  /**
   * The code that the service sent to the callback URL (`providerData.code`). Always secret. It works once and for some
   * minutes: a new one authenticates the instance again, a removed one changes nothing.
   */
  oauthCode?: pulumi.Input<string> | undefined;
  /**
   * Any further entries. Those whose key tells that they are a password, secret, token or signature key are always
   * secret. An entry that is removed keeps its value on the platform and is no longer looked at; null clears one.
   */
  configuration?: pulumi.Input<ConfigurationArgs> | undefined;
  /** What proves to the service who the person is, besides the code: OAuth 1 takes `oauth_token`, `oauth_verifier` and `secret`. Always secret. */
  providerData?: pulumi.Input<{ [key: string]: unknown }> | undefined;
  /** `initial`: no code, the tokens are given as `oauth.user.token` and `oauth.user.refresh_token` in the configuration. Used when the instance is made. Default on the platform: `none`. */
  externalAuthentication?: pulumi.Input<"none" | "initial"> | undefined;
  /** Whether to ask for the service's objects when the instance is made (output `objects`). Default: false. */
  retrieveObjectsAfterInstantiation?: pulumi.Input<boolean> | undefined;
  /** Whether the instance refuses calls. Default: false. */
  disabled?: pulumi.Input<boolean> | undefined;
  /**
   * The id of an instance that exists: it is taken under management in place of making one. Its name, tags, `disabled` and
   * given configuration are brought in line, its id and token stay, and it needs no code. Counts when the resource is new;
   * may be removed afterwards. Refused where the instance is of another element, or another resource of the stack has it.
   */
  adopt?: pulumi.Input<string> | undefined;
}
