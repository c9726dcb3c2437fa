import type { Call } from "../../provider/client/call";
import type { Reader } from "../../provider/client/client";
import type { Context } from "../../provider/lifecycle/context";
import { Instances } from "../../provider/client/instances";
import { CloudElementsError } from "../../provider/errors/cloud-elements-error";

/** The client's calls without HTTP: answers in the order given, and what was asked. */
export function fakeInstances(
  ...answers: (Record<string, unknown> | Record<string, unknown>[] | CloudElementsError | undefined)[]
) {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  const left = [...answers];
  const instances = new Instances({
    send<T>(call: Call, read: Reader<T>): Promise<T> {
      calls.push(`${call.method} ${call.path}`);
      bodies.push(call.body);
      if (left.length === 0) return Promise.reject(new Error(`no answer left for ${call.method} ${call.path}`));
      const answer = left.shift();
      if (answer instanceof Error) return Promise.reject(answer);
      const found = read(answer, {});
      return found === undefined ? Promise.reject(new Error("nothing to read")) : Promise.resolve(found);
    },
  });
  return { instances, calls, bodies };
}

/** An answer of the platform about instance 7. */
export function answer(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 7,
    name: "crm",
    token: "fake-token-7",
    element: { id: 23, key: "sfdc" },
    valid: true,
    disabled: false,
    tags: [],
    provisionInteractions: [],
    ...more,
  };
}

/** The run that a creation is part of: time passes by waiting alone, and the state holds the given instances. */
export function aContext({ state = [], ...more }: Partial<Context> & { state?: string[] } = {}) {
  const told: string[] = [];
  let now = 1_000_000;
  const noted = new Map<string, number>();
  const context: Context = {
    urn: "urn:pulumi:test::spec::pulumi-nodejs:dynamic/cloud-elements:ElementInstance::crm",
    key: "fake-user-secret",
    lookupSeconds: 30,
    tell: (text) => told.push(text),
    isInState: (id) => Promise.resolve(state.includes(id)),
    attempts: {
      notedAt: (tag) => Promise.resolve(noted.get(tag)),
      note: (tag) => Promise.resolve(void noted.set(tag, now)),
      forget: (tag) => Promise.resolve(void noted.delete(tag)),
    },
    sleep: (milliseconds) => Promise.resolve(void (now += milliseconds)),
    now: () => now,
    ...more,
  };
  return { ...context, told, noted };
}

/** What the platform answers where a list is empty. */
export const none = new CloudElementsError("NOT_FOUND", "none");
