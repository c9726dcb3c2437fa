import { isObject } from "../client/json";
import { configurationOf, masked } from "./configuration";
import { requirementsOf } from "./elements";
import { type InstanceInputs, isUnknown, oauthKeys } from "./inputs";
import { isSecretKey } from "./secret-keys";

/** Inputs as they come from a program: nothing is sure about their types, and any value may be unknown yet. */
export type UncheckedInputs = Record<string, unknown>;

/**
 * Finds everything that is wrong with the inputs, without a call. No text of it holds a value of the program.
 *
 * @param olds the inputs of the instance that exists; undefined for one that is to be made
 */
export function check(news: UncheckedInputs, olds?: UncheckedInputs): string[] {
  const problems = [...wrongTypes(news), ...wrongConfiguration(news), ...doubles(news)];
  // What is missing can only be told of inputs whose shape is right.
  return problems.length > 0 ? problems : missing(news, olds);
}

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => isUnknown(each) || isText(each));
const isBoolean = (value: unknown) => typeof value === "boolean";
const isElement = (value: unknown) =>
  (typeof value === "string" && /^[^\s/]+$/.test(value)) ||
  (typeof value === "number" && Number.isSafeInteger(value) && value >= 0);

const types: Record<string, [test: (value: unknown) => boolean, expected: string]> = {
  element: [isElement, "an element's key, such as sfdc, or its numeric id"],
  name: [isText, "a text that is not empty"],
  tags: [isTexts, "a list of texts that are not empty"],
  oauth: [isObject, "an object of apiKey, apiSecret and callbackUrl"],
  oauthCode: [(value) => typeof value === "string", "a text"],
  configuration: [isObject, "an object of texts, numbers, booleans and nulls"],
  providerData: [isObject, "an object"],
  externalAuthentication: [(value) => value === "none" || value === "initial", '"none" or "initial"'],
  retrieveObjectsAfterInstantiation: [isBoolean, "true or false"],
  disabled: [isBoolean, "true or false"],
};

function wrongTypes(news: UncheckedInputs): string[] {
  const required = ["element", "name"].filter((name) => news[name] === undefined || news[name] === null);
  const wrong = Object.entries(types).filter(
    ([name, [test]]) => !required.includes(name) && isGiven(news[name]) && !test(news[name]),
  );
  return [
    ...required.map((name) => `the argument ${name} is missing: it takes ${types[name]?.[1]}`),
    ...wrong.map(([name, [, expected]]) => `the argument ${name} has a wrong type: it takes ${expected}`),
    ...Object.keys(news)
      .filter((name) => !Object.hasOwn(types, name) && !name.startsWith("__"))
      .map((name) => `there is no argument ${name}; the platform's own entries belong into configuration`),
  ];
}

function wrongConfiguration(news: UncheckedInputs): string[] {
  const problems: string[] = [];
  if (isObject(news.oauth)) {
    for (const [name, value] of Object.entries(news.oauth)) {
      if (!Object.hasOwn(oauthKeys, name))
        problems.push(`oauth has no ${name}: it takes apiKey, apiSecret and callbackUrl`);
      else if (isGiven(value) && typeof value !== "string")
        problems.push(`oauth.${name} has a wrong type: it takes a text`);
    }
  }
  if (isObject(news.configuration)) {
    for (const [key, value] of Object.entries(news.configuration)) {
      if (typeof value === "object" && value !== null) {
        problems.push(`configuration["${key}"] has a wrong type: it takes a text, a number, a boolean or null`);
      }
      if (value === masked) {
        problems.push(
          `configuration["${key}"] is the mask that the platform shows in place of a secret, not the secret`,
        );
      }
    }
  }
  const callback = entry(news, "callbackUrl");
  if (typeof callback === "string" && callback !== "" && !isWebUrl(callback)) {
    problems.push("the callback URL (oauth.callbackUrl) is no http or https URL");
  }
  return problems;
}

function doubles(news: UncheckedInputs): string[] {
  const oauth = isObject(news.oauth) ? news.oauth : {};
  const configuration = isObject(news.configuration) ? news.configuration : {};
  const problems = Object.entries(oauthKeys)
    .filter(([name, key]) => isGiven(oauth[name], true) && Object.hasOwn(configuration, key))
    .map(([name, key]) => `oauth.${name} and configuration["${key}"] are one entry: give one of them`);
  if (isGiven(news.oauthCode, true) && isObject(news.providerData) && Object.hasOwn(news.providerData, "code")) {
    problems.push("oauthCode and providerData.code are one value: give one of them");
  }
  return problems;
}

function missing(news: UncheckedInputs, olds: UncheckedInputs | undefined): string[] {
  // Until everything is known, an entry that seems to be missing may be among what is not.
  if ([news.element, news.oauth, news.configuration, news.providerData].some(isUnknown)) return [];
  const element = news.element as string | number;
  const requirements = requirementsOf(element);
  if (!requirements) return [];

  const inputs = news as unknown as InstanceInputs;
  const given = configurationOf(inputs);
  const isMissing = (key: string) => !Object.hasOwn(given, key) || given[key] === "" || given[key] === null;
  const needsCode = requirements.needsCode && inputs.externalAuthentication !== "initial";
  // Salesforce also takes a user's name and password in place of a code.
  const keys =
    given["authentication.type"] === "oauth2Password" ? ["username", "password"] : requirements.configuration;
  const lacking = keys.filter(isMissing).map(spelled);
  const hasCode = isGiven(inputs.oauthCode, true) || Object.hasOwn(inputs.providerData ?? {}, "code");
  // The code of an instance that exists is spent, and may go from the program.
  const isNew = olds === undefined || String(olds.element) !== String(element);
  const lacksCode = keys === requirements.configuration && needsCode && isNew && !hasCode;
  if (lacksCode) lacking.push("oauthCode (providerData.code)");
  const advice = lacksCode ? `; npx pulumi-cloud-elements authorize ${element} gets a code` : "";
  return lacking.length === 0 ? [] : [`the element ${element} needs ${lacking.join(", ")}${advice}`];
}

function spelled(key: string): string {
  const typed = Object.entries(oauthKeys).find(([, each]) => each === key);
  return typed ? `oauth.${typed[0]} (${key})` : `configuration["${key}"]${isSecretKey(key) ? " (secret)" : ""}`;
}

function entry(news: UncheckedInputs, name: keyof typeof oauthKeys): unknown {
  const typed = isObject(news.oauth) ? news.oauth[name] : undefined;
  return typed ?? (isObject(news.configuration) ? news.configuration[oauthKeys[name]] : undefined);
}

function isGiven(value: unknown, notEmpty = false): boolean {
  return value !== undefined && value !== null && !(notEmpty && value === "") && (notEmpty || !isUnknown(value));
}

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
}
