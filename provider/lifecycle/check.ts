import type { Element } from "../client/elements";
import { isObject } from "../client/json";
import { configurationOf } from "./configuration";
import { wrongEntries } from "./entries";
import { type InstanceInputs, isUnknown, oauthKeys } from "./inputs";
import { type Requirements, requirementsOf } from "./requirements";
import { isSecretKey } from "./secret-keys";
import { isGiven, wrongShapes } from "./shapes";

/** Inputs as they come from a program: nothing is sure about their types, and any value may be unknown yet. */
export type UncheckedInputs = Record<string, unknown>;

/**
 * Finds everything that is wrong with the inputs, without a call. No text of it holds a value of the program.
 *
 * @param olds the inputs of the instance that exists; undefined for one that is to be made
 * @param element what the platform's catalog says of the element, where that is known
 */
export function check(news: UncheckedInputs, olds?: UncheckedInputs, element?: Element): string[] {
  const problems = [...wrongShapes(news), ...(element ? wrongEntries(news, element) : [])];
  return [...problems, ...missing(news, olds, element)];
}

function missing(news: UncheckedInputs, olds: UncheckedInputs | undefined, known: Element | undefined): string[] {
  const { element, oauth, configuration, providerData } = news;
  // Until everything is known, an entry that seems to be missing may be among what is not.
  if ([element, oauth, configuration, providerData].some(isUnknown)) return [];
  // What is missing can only be told of inputs whose shape is right.
  if (![oauth, configuration, providerData].every((each) => each === undefined || each === null || isObject(each)))
    return [];
  if (typeof element !== "string" && typeof element !== "number") return [];
  const requirements = requirementsOf(element, known);
  if (!requirements) return [];

  // An instance that exists has its entries, and its code is spent: both may go from the program.
  const exists = isGiven(news.adopt, true) || (olds !== undefined && String(olds.element) === String(element));
  const inputs = news as unknown as InstanceInputs;
  const lacking = missingEntries(inputs, requirements, exists).map(spelled);
  const proof = exists ? [] : missingProof(inputs, requirements);
  if (proof.length > 0) lacking.push(...proof);
  const advice = proof.length > 0 ? `; npx pulumi-cloud-elements authorize ${element} gets a code` : "";
  return lacking.length === 0 ? [] : [`the element ${element} needs ${lacking.join(", ")}${advice}`];
}

function missingEntries(inputs: InstanceInputs, requirements: Requirements, exists: boolean): string[] {
  const given = configurationOf(inputs);
  const isMissing = (key: string) => (Object.hasOwn(given, key) ? given[key] === "" || given[key] === null : !exists);
  if (!authenticatesOtherwise(inputs, requirements)) return requirements.configuration.filter(isMissing);
  // Salesforce takes a user's name and password in place of a code.
  const instead = given["authentication.type"] === "oauth2Password" ? ["username", "password"] : [];
  const others = requirements.configuration.filter((key) => !key.startsWith("oauth."));
  return [...new Set([...instead, ...others])].filter(isMissing);
}

function missingProof(inputs: InstanceInputs, requirements: Requirements): string[] {
  if (inputs.externalAuthentication === "initial" || authenticatesOtherwise(inputs, requirements)) return [];
  const data = inputs.providerData ?? {};
  const hasCode = isGiven(inputs.oauthCode, true);
  return requirements.proof
    .filter((key) => !(key === "code" && hasCode) && !isGiven(data[key], true))
    .map((key) => (key === "code" ? "oauthCode (providerData.code)" : `providerData.${key}`));
}

// An element can take more than one kind of authentication: an entry chooses.
function authenticatesOtherwise(inputs: InstanceInputs, requirements: Requirements): boolean {
  const chosen = configurationOf(inputs)["authentication.type"];
  return typeof chosen === "string" && chosen.toLowerCase() !== (requirements.authentication ?? "oauth2");
}

function spelled(key: string): string {
  const typed = Object.entries(oauthKeys).find(([, each]) => each === key);
  return typed ? `oauth.${typed[0]} (${key})` : `configuration["${key}"]${isSecretKey(key) ? " (secret)" : ""}`;
}
