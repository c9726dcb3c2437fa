import { expect } from "chai";
import fc from "fast-check";
import type { Call } from "../../provider/client/call";
import type { Reader } from "../../provider/client/client";
import { Elements } from "../../provider/client/elements";
import { readInstance } from "../../provider/client/instance";
import { Instances } from "../../provider/client/instances";
import { parseJson } from "../../provider/client/json";
import { readProblem } from "../../provider/client/problem";
import { fromWire, toWire } from "../../provider/dynamic/wire";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";
import { redactor } from "../../provider/errors/redact";
import { check } from "../../provider/lifecycle/check";
import { create } from "../../provider/lifecycle/create";
import { diff } from "../../provider/lifecycle/diff";
import type { InstanceInputs } from "../../provider/lifecycle/inputs";
import { read } from "../../provider/lifecycle/read";
import type { InstanceState } from "../../provider/lifecycle/state";
import { update } from "../../provider/lifecycle/update";
import { anyJson, loosely, numRuns, objectOf } from "../support/arbitraries";
import { aContext } from "../support/fake-instances";

const anyInputs = loosely([
  "element",
  "name",
  "tags",
  "oauth",
  "oauthCode",
  "configuration",
  "providerData",
  "externalAuthentication",
  "disabled",
  "adopt",
]);
const anyId = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String), anyJson);
const anyInstance = fc
  .tuple(
    anyId,
    loosely([
      "name",
      "token",
      "element",
      "valid",
      "disabled",
      "tags",
      "configuration",
      "provisionInteractions",
      "objects",
      "createdDate",
    ]),
  )
  .map(([id, more]) => ({ ...more, id }));
const anyAnswer = fc.oneof(anyInstance, anyJson);

const good: InstanceInputs = {
  element: "sfdc",
  name: "crm",
  tags: ["a"],
  oauthCode: "fake-code-0123456789",
  configuration: { "a.password": "fake-password-0123456789", b: true },
  disabled: false,
};

/** The client's calls, all answered with the same; only a list is empty, where that is asked for. */
function answering(answer: unknown, hasEmptyLists = false): Instances {
  return new Instances({
    send<T>({ method, path }: Call, reader: Reader<T>): Promise<T> {
      const found = reader(hasEmptyLists && method === "GET" && path === "/instances" ? [] : answer, {});
      return found === undefined
        ? Promise.reject(new CloudElementsError("INVALID_RESPONSE", "not what was asked for", { isInDoubt: true }))
        : Promise.resolve(found);
    },
  });
}

/** Either works or fails with the provider's own error. */
async function orOwnError<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CloudElementsError) return undefined;
    throw error;
  }
}

describe("whatever comes in", () => {
  it("arguments: check finds words for what is wrong, never one of its own mistakes, and shows no value", () => {
    fc.assert(
      fc.property(anyInputs, fc.option(anyInputs, { nil: undefined }), (news, olds) => {
        const marked = { ...news, oauthCode: ["fake-secret-value"], providerData: "fake-secret-value" };
        for (const inputs of [news, marked]) {
          const problems = check(inputs, olds);
          expect(problems.every((problem) => typeof problem === "string" && problem !== "")).to.equal(true);
          expect(problems.join()).not.to.include("fake-secret-value");
        }
      }),
      { numRuns },
    );
  });

  it("arguments that check lets pass: create, diff and update work with them", async () => {
    const answer = { id: 7, name: "x", token: "fake-token", element: { key: "sfdc", id: 23 } };
    const passing = fc
      .tuple(
        anyInputs,
        fc.string({ unit: "grapheme", minLength: 1 }),
        objectOf(fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null))),
      )
      .map(([inputs, name, configuration]) => ({ ...inputs, element: "hubspot", name: `n${name}`, configuration }));
    await fc.assert(
      fc.asyncProperty(passing, async (inputs) => {
        const known = Object.fromEntries(
          Object.entries(inputs).filter(([key]) =>
            ["element", "name", "configuration", "tags", "disabled"].includes(key),
          ),
        );
        if (check(known).length > 0) return;
        const given = known as unknown as InstanceInputs;
        const { state } = await create(answering(answer), { ...given, oauthCode: "fake-code" }, aContext());
        diff(state, given);
        await update(answering(answer), "7", state, given);
        toWire(state);
      }),
      { numRuns },
    );
  });

  it("answers: an instance that was made is reported, whatever else stands in the answer", async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (answer) => {
        const made = readInstance(answer);
        const outcome = await orOwnError(create(answering(answer, true), good, aContext({ lookupSeconds: 0 })));
        expect(outcome?.id).to.equal(made?.id);
        if (!outcome) return;
        expect(JSON.stringify(toWire(outcome.state)))
          .not.to.include("fake-password")
          .and.not.to.include("fake-code");
        expect(Object.values(outcome.state)).not.to.include(undefined);
        expect(diff(outcome.state, good).replaces.length).to.be.at.most(1);
      }),
      { numRuns },
    );
  });

  it("answers: reads and updates work, or fail with the provider's own error", async () => {
    const state: InstanceState = {
      element: "sfdc",
      name: "crm",
      tags: [],
      disabled: false,
      valid: true,
      token: "fake-token",
    };
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (answer) => {
        await orOwnError(read(answering(answer), "7", state));
        await orOwnError(update(answering(answer), "7", state, good));
        await orOwnError(answering(answer).list({}));
      }),
      { numRuns },
    );
  });

  it("answers of the catalog: an element, or the provider's own error", async () => {
    const anyElement = fc.oneof(loosely(["id", "key", "name", "authentication", "configuration"]), anyJson);
    await fc.assert(
      fc.asyncProperty(anyElement, anyInputs, async (answer, inputs) => {
        const elements = new Elements({
          send<T>(_call: Call, reader: Reader<T>): Promise<T> {
            const found = reader(answer, {});
            return found === undefined
              ? Promise.reject(new CloudElementsError("INVALID_RESPONSE", "no"))
              : Promise.resolve(found);
          },
        });
        const element = await orOwnError(elements.get("x"));
        await orOwnError(elements.keys());
        await orOwnError(elements.list());
        check(inputs, undefined, element);
      }),
      { numRuns },
    );
  });

  it("texts that are no JSON, and ids of any size", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.bigInt({ min: 0n, max: 10n ** 39n }), (text, id) => {
        readProblem(text);
        expect(readInstance(parseJson(`{"id":${id}}`))?.id).to.equal(String(id));
      }),
      { numRuns },
    );
  });

  it("properties of the engine: unknown values and odd keys come through, __proto__ stays a key", () => {
    fc.assert(
      fc.property(objectOf(anyJson), (properties) => {
        const { __provider: _, __urn: __, ...rest } = properties;
        expect(JSON.stringify(fromWire(properties))).to.equal(JSON.stringify(rest));
        expect(Object.getPrototypeOf(fromWire(properties))).to.equal(Object.prototype);
      }),
      { numRuns },
    );
  });

  it("secrets: none is left in any text, in any of its forms", () => {
    const anySecret = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(anySecret, fc.string(), fc.string(), (secret, before, after) => {
        const forms = [
          secret,
          JSON.stringify(secret).slice(1, -1),
          encodeURIComponent(secret),
          Buffer.from(secret).toString("base64"),
        ];
        for (const form of forms) {
          expect(redactor([secret])(`${before} ${form} ${after}`)).to.include("[secret]");
          expect(redactor([secret])(form)).not.to.include(form);
        }
      }),
      { numRuns },
    );
  });
});
