import type { Call } from "./call";
import type { Page } from "./client";
import type { Sender } from "./instances";

// Far more than an organization has: 200 instances a page.
const mostPages = 10_000;

/** Takes how many items have come, and how many there are, where the platform says. */
export type Progress = (count: number, total: number | undefined) => void;

/** Asks for a list page after page, to the end. An item that cannot be read makes the answer one that cannot be used. */
export async function everyPage<T>(
  sender: Sender,
  call: Call,
  readItem: (item: unknown) => T | undefined,
  progress: Progress = () => undefined,
): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined = "";
  for (let count = 0; next !== undefined && count < mostPages; count++) {
    const query: Call["query"] = next === "" ? (call.query ?? []) : [...(call.query ?? []), ["nextPage", next]];
    const read = (body: unknown, page: Page) => {
      if (!Array.isArray(body)) return undefined;
      const found = body.map(readItem).filter((item) => item !== undefined);
      return found.length === body.length ? { found, page } : undefined;
    };
    const answer: { found: T[]; page: Page } = await sender.send({ ...call, query }, read);
    items.push(...answer.found);
    progress(items.length, answer.page.total);
    // A page that leads to itself would never end.
    next = answer.page.next === next ? undefined : answer.page.next;
  }
  return items;
}
