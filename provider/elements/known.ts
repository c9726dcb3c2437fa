import { elements, type KnownElement } from "./table";

/** The key of an element that this package knows. */
export type KnownElementKey = keyof typeof elements;

type Configurations = (typeof elements)[KnownElementKey]["configuration"];
type All<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer Both) => void
  ? Both
  : never;

/** Every entry that some known element has, by its key. */
export type KnownEntries = All<Configurations>;

const rows: [key: string, row: KnownElement][] = Object.entries(elements);

/** What is known of an element; undefined for one that is not in the table. */
export function knownElement(keyOrId: string | number): KnownElement | undefined {
  return rows.find(([key, { id }]) => key === keyOrId || String(id) === String(keyOrId))?.[1];
}

/** The keys of the entries that an instance of a known element cannot be made without. */
export function requiredEntries({ configuration }: KnownElement): string[] {
  return Object.keys(configuration).filter((key) => configuration[key]?.required);
}

/** The keys of the entries that hold a credential in some known element. */
export const secretEntries: ReadonlySet<string> = new Set(
  rows.flatMap(([, { configuration }]) => Object.keys(configuration).filter((key) => configuration[key]?.secret)),
);
