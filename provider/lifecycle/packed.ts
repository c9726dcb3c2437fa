import { digestLength } from "./digest";
import type { Echo, Given } from "./given";

/**
 * What was given, as one short text: in the state it is written and read with every step of a run, and one text costs less
 * than an object. `code=…&_oauth.api.key=…`: the entries of the configuration begin with `_`.
 */
export function pack(given: Given): string {
  const { configuration, pending, ...rest } = given;
  const fields = new URLSearchParams();
  for (const [name, echo] of Object.entries(rest)) fields.append(name, packEcho(echo));
  if (pending) fields.append("pending", "");
  for (const [key, echo] of Object.entries(configuration)) fields.append(`_${key}`, packEcho(echo));
  return fields.toString();
}

/** The reverse of {@link pack}; of any other text, what can be made of it. */
export function unpack(text: string): Given {
  const fields = [...new URLSearchParams(text)];
  const entries = fields.filter(([name]) => name.startsWith("_"));
  const given: Given = {
    configuration: Object.fromEntries(entries.map(([name, echo]) => [name.slice(1), unpackEcho(echo)])),
  };
  for (const [name, value] of fields) {
    if (name === "name" || name === "tags") given[name] = unpackEcho(value);
    else if (name === "code" || name === "providerData" || name === "tag") given[name] = value;
    else if (name === "pending") given.pending = true;
  }
  return given;
}

/**
 * What was given, as the first states have it: an object with longer digests, of which ours are the beginning. Those of the
 * configuration were not keyed: they are not compared, and the next update sends the entries once more.
 */
export function fromFirstStates(given: Given): Given {
  const shorter = (echo: Echo): Echo =>
    Array.isArray(echo) ? [shortDigest(echo[0]), shortDigest(echo[1])] : shortDigest(echo);
  const { name, tags, code, providerData } = given;
  return {
    ...given,
    ...(name && { name: shorter(name) }),
    ...(tags && { tags: shorter(tags) }),
    ...(code && { code: shortDigest(code) }),
    ...(providerData && { providerData: shortDigest(providerData) }),
    configuration: Object.fromEntries(Object.keys(given.configuration).map((key) => [key, ""])),
  };
}

function shortDigest(longer: string): string {
  return longer.slice(0, digestLength);
}

// No digest holds a dot.
function packEcho(echo: Echo): string {
  return Array.isArray(echo) ? echo.join(".") : echo;
}

function unpackEcho(text: string): Echo {
  const [given = "", answered] = text.split(".");
  return answered === undefined ? given : [given, answered];
}
