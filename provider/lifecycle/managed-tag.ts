import { createHmac } from "node:crypto";
import { digest } from "./digest";
import type { InstanceInputs } from "./inputs";
import { providerDataOf } from "./proof";

const shape = /^pulumi:[\w-]{22}$/;

/** Who makes an instance. */
export interface Maker {
  /** The resource, by its name in all stacks. */
  urn: string;
  /** Secret: keeps a code from being guessed by the tag. */
  key: string;
}

/**
 * The tag that an instance is found by again when the answer to its creation, or the run, was lost. It names the resource
 * and the code: a code works once, so the same code means the same attempt, and a replacement, which needs a new code, has
 * another tag than what it replaces. Without a code it names the resource alone.
 */
export function managedTag({ urn, key }: Maker, inputs: InstanceInputs): string {
  const proof = providerDataOf(inputs);
  const attempt = JSON.stringify([urn, proof === undefined ? null : digest(proof)]);
  return `pulumi:${createHmac("sha256", key).update(attempt).digest("base64url").slice(0, 22)}`;
}

/** The tags that people have given: without the managed one. */
export function ownTags(tags: string[]): string[] {
  return tags.filter((tag) => !shape.test(tag));
}

/** The managed tag among an instance's tags, if it has one. */
export function managedTagIn(tags: string[] | undefined): string | undefined {
  return tags?.find((tag) => shape.test(tag));
}
