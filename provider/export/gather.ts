import type { Element, Elements } from "../client/elements";
import type { Instance } from "../client/instance";
import type { InstanceFilter, Instances } from "../client/instances";
import type { Progress } from "../client/pages";
import { CloudElementsError } from "../errors/cloud-elements-error";

/** An instance, and what the catalog says of its element. */
export interface Found {
  instance: Instance;
  /** The element's key; its id where the platform names no key. */
  element: string;
  /** Undefined where the catalog does not have it any more. */
  catalog: Element | undefined;
}

const atOnce = 8;

/** All instances that fit, with their configuration, in the order of their ids. */
export async function gather(
  { instances, elements }: { instances: Instances; elements: Elements },
  filter: InstanceFilter,
  progress: Progress,
): Promise<Found[]> {
  const listed = await instances.list(filter, progress);
  const whole = await inGroups(listed, async (instance) =>
    // A list may leave the configuration out.
    instance.configuration === undefined ? await instances.get(instance.id) : instance,
  );
  const found = whole.filter((instance) => instance !== undefined).sort(byId);
  const keys = [...new Set(found.map(elementOf))];
  const catalog = new Map(await inGroups(keys, async (key) => [key, await elementIn(elements, key)] as const));
  return found.map((instance) => {
    const element = elementOf(instance);
    return { instance, element, catalog: catalog.get(element) };
  });
}

// Without an element's defaults everything would count as given: only one that is no longer there is done without.
async function elementIn(elements: Elements, key: string): Promise<Element | undefined> {
  try {
    return await elements.get(key);
  } catch (error) {
    if (error instanceof CloudElementsError && error.code === "UNKNOWN_ELEMENT") return undefined;
    throw error;
  }
}

function elementOf({ elementKey, elementId }: Instance): string {
  return elementKey ?? String(elementId ?? "");
}

// Ids are digits, as many as there may be.
function byId(a: Instance, b: Instance): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

async function inGroups<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  }
  return results;
}
