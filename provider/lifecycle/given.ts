import type { Instance } from "../client/instance";
import type { InstanceBody } from "../client/instances";
import { configurationOf, masked, settled } from "./configuration";
import { type Digest, digest, keyedDigest } from "./digest";
import type { InstanceInputs } from "./inputs";
import { managedTagIn, ownTags } from "./managed-tag";

/**
 * A value that the program gave, as a digest; where the platform answered with another value (HTML taken out of a name,
 * say) the digest of that answer too, so that the platform's own rewriting is never taken for drift.
 */
export type Echo = string | [given: string, answered: string];

/**
 * What the program gave at the last create or update, as digests: what diff and read compare with. Not secret: the
 * digests of the configuration are keyed with the instance's token, the code is spent.
 */
export interface Given {
  /** Only where the platform answered with another name than the given one. */
  name?: Echo;
  /** Only where the platform answered with other tags than the given ones. */
  tags?: Echo;
  code?: string;
  providerData?: string;
  configuration: Record<string, Echo>;
  /** The managed tag, which an update must not take away. */
  tag?: string;
  /** The instance was never made to work: the next update tries again. */
  pending?: true;
}

/**
 * The given values after a request that went through. Only what was sent is compared with the answer: anything else that
 * differs in it was changed by somebody, and must stay drift. A code that is no longer given stays known as used.
 *
 * @param token the instance's, where the answer does not repeat it
 */
export function givenAfter(
  inputs: InstanceInputs,
  sent: InstanceBody,
  answer: Instance,
  before?: Given,
  token = answer.token,
): Given {
  const of = keyedDigest(token);
  const given: Given = { configuration: givenConfiguration(inputs, sent, answer, of, before) };
  const name = sent.name === undefined ? before?.name : echo(inputs.name, answer.name);
  if (Array.isArray(name)) given.name = name;
  const tagSet = (all: string[]) => asSet(ownTags(all));
  const tags = sent.tags === undefined ? before?.tags : echo(tagSet(sent.tags), answer.tags && tagSet(answer.tags));
  if (Array.isArray(tags)) given.tags = tags;
  const isUsed = sent.providerData !== undefined;
  const code = isUsed && inputs.oauthCode ? digest(inputs.oauthCode) : before?.code;
  if (code !== undefined) given.code = code;
  const providerData = isUsed && inputs.providerData ? digest(inputs.providerData) : before?.providerData;
  if (providerData !== undefined) given.providerData = providerData;
  const tag = managedTagIn(sent.tags) ?? before?.tag;
  if (tag !== undefined) given.tag = tag;
  return given;
}

/** Tags in the order of their letters, each once: their order means nothing. */
export function asSet(tags: string[]): string[] {
  return [...new Set(tags)].sort();
}

/** Whether what the program gives now is what was given when the platform answered as recorded. */
export function isSameGiven(recorded: Echo | undefined, value: unknown, of: Digest = digest): boolean {
  const own = Array.isArray(recorded) ? recorded[0] : recorded;
  return own !== undefined && own !== "" && own === of(value);
}

/** Whether the platform's value is the one given, or the one it made of that. */
export function isExpected(recorded: Echo, value: unknown, of: Digest = digest): boolean {
  const found = of(value);
  return Array.isArray(recorded) ? recorded.includes(found) : recorded === found;
}

function givenConfiguration(inputs: InstanceInputs, sent: InstanceBody, answer: Instance, of: Digest, before?: Given) {
  const entries = Object.entries(configurationOf(inputs)).map(([key, value]): [string, Echo] => {
    const current = settled(value);
    const answered = answer.configuration?.[key];
    const isSent = Object.hasOwn(sent.configuration ?? {}, key);
    if (isSent && answered !== undefined && answered !== masked) return [key, echo(current, answered, of)];
    // Nothing to compare with: what the platform made of the same value earlier still holds.
    const earlier = ownEntry(before?.configuration, key);
    return [key, earlier !== undefined && isSameGiven(earlier, current, of) ? earlier : of(current)];
  });
  return Object.fromEntries(entries);
}

function ownEntry(entries: Record<string, Echo> | undefined, key: string): Echo | undefined {
  return entries && Object.hasOwn(entries, key) ? entries[key] : undefined;
}

function echo(given: unknown, answered: unknown, of: Digest = digest): Echo {
  const own = of(given);
  const other = answered === undefined ? own : of(answered);
  return own === other ? own : [own, other];
}
