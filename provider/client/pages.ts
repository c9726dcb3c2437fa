import type { Call } from "./call";
import type { Sender } from "./instances";

// Far more than an organization has: 200 instances a page.
const mostPages = 10_000;

/** Asks for a list page after page, to the end. An item that cannot be read makes the answer one that cannot be used. */
export async function everyPage<T>(
  sender: Sender,
  call: Call,
  readItem: (item: unknown) => T | undefined,
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined = "";
  for (let page = 0; next !== undefined && page < mostPages; page++) {
    const query: Call["query"] = next === "" ? (call.query ?? []) : [...(call.query ?? []), ["nextPage", next]];
    const read = (body: unknown, nextPage?: string) => {
      if (!Array.isArray(body)) return undefined;
      const found = body.map(readItem).filter((item) => item !== undefined);
      return found.length === body.length ? { found, nextPage } : undefined;
    };
    const answer: { found: T[]; nextPage: string | undefined } = await sender.send({ ...call, query }, read);
    items.push(...answer.found);
    // A page that leads to itself would never end.
    next = answer.nextPage === next ? undefined : answer.nextPage || undefined;
  }
  return items;
}
