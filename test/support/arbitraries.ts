import fc from "fast-check";

/** How many cases each property is tried with. */
export const numRuns = 10_000;

// Keys that every object inherits, and those that mean something to the provider, among any others.
const oddKeys = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "id", "name", "tags", "configuration"];
const anyKey = fc.oneof(fc.constantFrom(...oddKeys), fc.string({ unit: "grapheme", maxLength: 12 }));
/** Whatever JSON can hold. */
export const anyJson = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, "", 0, -1, 1.5, 2 ** 53, 1e308),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.integer(),
    fc.array(tie("json"), { maxLength: 4 }),
    objectOf(tie("json")),
  ),
})).json;

/** An object as parsed JSON has it: `__proto__` is a key like any other. */
export function objectOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.tuple(anyKey, values), { maxLength: 5 })
    .map(
      (entries) =>
        JSON.parse(
          `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`,
        ) as Record<string, unknown>,
    );
}

/** An object in which every one of the given properties may be there, be of any type, or be missing. */
export function loosely(properties: string[]): fc.Arbitrary<Record<string, unknown>> {
  const each = Object.fromEntries(properties.map((name) => [name, fc.option(anyJson, { nil: undefined })]));
  return fc
    .tuple(fc.record(each), objectOf(anyJson))
    .map(([known, more]) => JSON.parse(JSON.stringify({ ...more, ...known })) as Record<string, unknown>);
}
