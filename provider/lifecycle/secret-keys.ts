import { secretEntries } from "../elements/known";

const tells = /passw(or)?d|passphrase|secret|token|signature|credential|private[._-]?key/i;

// An API key is the credential of the elements that take nothing else. OAuth's `oauth.api.key` is the public name of an
// application: it stands in every URL that a person is sent to.
const apiKey = /(^|[._-])(api|access)[._-]?key$/i;

/** Whether a configuration entry's key, or what is known of it, tells that its value is a credential. */
export function isSecretKey(key: string): boolean {
  return tells.test(key) || secretEntries.has(key) || (apiKey.test(key) && key !== "oauth.api.key");
}
