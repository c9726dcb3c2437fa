import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors";
import type { Element } from "../platform/elements";
import type { Instances, StoredInstance } from "../platform/instances";

const largestPage = 200;

interface Query {
  "tags[]"?: string | string[];
  searchText?: string;
  pageSize?: string;
  nextPage?: string;
  hydrate?: string;
}

/** `GET /instances`: filtered, in pages; no match at all is a 404. */
export function listing(
  request: FastifyRequest,
  reply: FastifyReply,
  instances: Instances,
  element?: Element,
): unknown[] {
  const query = request.query as Query;
  const matches = instances.all().filter((each) => isMatch(each, query, element));
  const size = pageSizeOf(query.pageSize);
  const start = startOf(query.nextPage);
  const page = matches.slice(start, start + size);
  if (page.length === 0) throw new ApiError(404, "No element instances found");

  reply.header("elements-returned-count", page.length).header("elements-total-count", matches.length);
  const next = start + page.length;
  if (next < matches.length)
    reply.header("elements-next-page-token", Buffer.from(`from:${next}`).toString("base64url"));
  return page.map((each) => instances.show(each, query.hydrate !== "false"));
}

function isMatch(instance: StoredInstance, query: Query, element?: Element): boolean {
  const tags = [query["tags[]"] ?? []].flat();
  const text = query.searchText?.toLowerCase() ?? "";
  return (
    (!element || instance.elementKey === element.key) &&
    tags.every((tag) => instance.tags.includes(tag)) &&
    [instance.name, instance.elementKey].some((each) => each.toLowerCase().includes(text))
  );
}

function pageSizeOf(text: string | undefined): number {
  if (text === undefined || text === "") return largestPage;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw new ApiError(400, "pageSize must be a positive number");
  return Math.min(size, largestPage);
}

function startOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  const start = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start === undefined) throw new ApiError(400, "nextPage is no token of an earlier page");
  return Number(start);
}
