import http from "node:http";
import type { AddressInfo } from "node:net";
import { managedTagIn } from "../../provider/lifecycle/managed-tag";

export interface Recorded {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: unknown;
}

/** What to answer in place of the platform, or what to make of its answer. */
export type Tamper = (
  request: Recorded,
) => { status: number; text: string; type?: string; headers?: Record<string, string> } | undefined;

const isOfCatalog = /^GET \/elements\/[^/?]+$/;
const isLookup = /^GET \/instances\?.*tags.*pulumi/;
const isAside = (call: string) => isOfCatalog.test(call) || isLookup.test(call);
const spelled = ({ method, path }: Recorded) => `${method} ${path}`;

// Which managed tag an instance has is a matter of its resource and code; that it has one is what tests look at.
function withPlainTags(record: Recorded): Recorded {
  const { tags, ...body } = (record.body ?? {}) as { tags?: string[] };
  return tags
    ? { ...record, body: { ...body, tags: tags.map((tag) => (managedTagIn([tag]) === undefined ? tag : "<managed>")) } }
    : record;
}

/** A server in front of another one, which passes everything on and remembers what was sent. */
export async function recorder(baseUrl: string) {
  const recorded: Recorded[] = [];
  const control: { tamper: Tamper; edit: (request: Recorded, body: unknown) => unknown; connections: number } = {
    tamper: () => undefined,
    edit: (_request, body) => body,
    connections: 0,
  };
  const target = new URL(baseUrl);
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const path = (request.url ?? "").slice(target.pathname.length);
      const record: Recorded = {
        method: request.method ?? "",
        path,
        headers: request.headers,
        body: text === "" ? undefined : JSON.parse(text),
      };
      recorded.push(record);
      const instead = control.tamper(record);
      if (instead) {
        response.writeHead(instead.status, { "content-type": instead.type ?? "application/json", ...instead.headers });
        return void response.end(instead.text);
      }
      const onward = http.request(
        {
          host: target.hostname,
          port: target.port,
          method: request.method,
          path: request.url,
          headers: request.headers,
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("end", () => {
            const body = Buffer.concat(parts).toString();
            const edited = body === "" ? "" : JSON.stringify(control.edit(record, JSON.parse(body)));
            const { "content-length": _, ...headers } = answer.headers;
            response.writeHead(answer.statusCode ?? 500, headers);
            response.end(edited);
          });
        },
      );
      onward.on("error", () => response.destroy());
      onward.end(text);
    });
  });
  server.on("connection", () => control.connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${target.pathname}`,
    recorded,
    control,
    /** All requests but those that only ask the catalog what an element is, or look for an instance by its managed tag. */
    sent: () => recorded.filter((each) => !isAside(spelled(each))).map(withPlainTags),
    calls: () => recorded.map(spelled).filter((call) => !isAside(call)),
    lookups: () => recorded.map(spelled).filter((call) => isLookup.test(call)),
    catalogCalls: () => recorded.map(spelled).filter((call) => isOfCatalog.test(call)),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Recorder = Awaited<ReturnType<typeof recorder>>;
