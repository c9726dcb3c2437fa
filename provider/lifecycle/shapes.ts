import { isObject } from "../client/json";
import { masked } from "./configuration";
import { isUnknown, oauthKeys } from "./inputs";
import type { UncheckedInputs } from "./check";

/** What is wrong with the inputs whatever the element is. No text of it holds a value of the program. */
export function wrongShapes(news: UncheckedInputs): string[] {
  return [...wrongTypes(news), ...wrongConfiguration(news), ...doubles(news)];
}

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => isUnknown(each) || isText(each));
const isBoolean = (value: unknown) => typeof value === "boolean";

/** Whether a value can be an element's key or id. */
export const isElement = (value: unknown) =>
  (typeof value === "string" && /^[^\s/]+$/.test(value)) ||
  (typeof value === "number" && Number.isSafeInteger(value) && value >= 0);

const isId = (value: unknown) =>
  (typeof value === "string" || typeof value === "number") && /^\d+$/.test(String(value));

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
  adopt: [isId, "an instance's id: a number, such as 123"],
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

function entry(news: UncheckedInputs, name: keyof typeof oauthKeys): unknown {
  const typed = isObject(news.oauth) ? news.oauth[name] : undefined;
  return typed ?? (isObject(news.configuration) ? news.configuration[oauthKeys[name]] : undefined);
}

/** Whether a value is there. One that is not known yet counts as there only where `notEmpty` asks for more than a type. */
export function isGiven(value: unknown, notEmpty = false): boolean {
  return value !== undefined && value !== null && !(notEmpty && value === "") && (notEmpty || !isUnknown(value));
}

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
}
