/** An entry of the state, as the engine exports it. */
export interface Entry {
  type: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  [field: string]: unknown;
}

/** Where the bytes of an entry are. */
export type Parts = Record<"secrets" | "provider's text" | "inputs" | "outputs" | "the engine's own", number>;

// What Pulumi marks a secret by (sdk/go/common/resource/sig).
const isSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;

/** How many bytes of compact JSON each part takes: secrets wherever they are, the rest by its place. */
export function partsOf(entry: Entry): Parts {
  const { inputs = {}, outputs = {}, ...own } = entry;
  const text = ({ __provider }: Record<string, unknown>) => size({ __provider });
  return {
    secrets: secretBytes(inputs) + secretBytes(outputs),
    "provider's text": text(inputs) + text(outputs),
    inputs: size(inputs) - secretBytes(inputs) - text(inputs),
    outputs: size(outputs) - secretBytes(outputs) - text(outputs),
    "the engine's own": size(own),
  };
}

function secretBytes(value: unknown): number {
  if (isSecret(value)) return size(value);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + secretBytes(each), 0);
}

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
