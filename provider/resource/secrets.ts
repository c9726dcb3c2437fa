import * as pulumi from "@pulumi/pulumi";
import { isSecretKey } from "../lifecycle/secret-keys";
import type { ConfigurationArgs, ElementInstanceArgs, OAuthArgs } from "./args";

/** The arguments with everything marked secret that is one, whether the program marked it or not. */
export function withSecrets(args: ElementInstanceArgs): ElementInstanceArgs {
  return {
    ...args,
    ...(args.oauth !== undefined && { oauth: secretOAuth(args.oauth) }),
    ...(args.oauthCode !== undefined && { oauthCode: pulumi.secret(args.oauthCode) }),
    ...(args.providerData !== undefined && { providerData: pulumi.secret(args.providerData) }),
    ...(args.configuration !== undefined && { configuration: secretEntries(args.configuration) }),
  };
}

function secretOAuth(oauth: pulumi.Input<OAuthArgs>): pulumi.Input<OAuthArgs> {
  if (isPlain(oauth))
    return oauth.apiSecret === undefined ? oauth : { ...oauth, apiSecret: pulumi.secret(oauth.apiSecret) };
  // One that is known only later can be marked only as a whole.
  return pulumi.secret(oauth);
}

function secretEntries(entries: pulumi.Input<ConfigurationArgs>): pulumi.Input<ConfigurationArgs> {
  if (!isPlain(entries)) return pulumi.secret(entries);
  // One that is undefined is not given: marked as a secret it would arrive as null, which clears the entry.
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  const marked = given.map(([key, value]) => [key, isSecretKey(key) ? pulumi.secret(value) : value]);
  return Object.fromEntries(marked) as ConfigurationArgs;
}

// A value of a wrong type passes: check has the words for it.
function isPlain<T>(value: pulumi.Input<T>): value is T {
  const isLater = pulumi.Output.isInstance(value) || value instanceof Promise;
  return typeof value === "object" && value !== null && !isLater && !Array.isArray(value);
}
