import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { Fault } from "./fault";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An answer that waits to be sent. */
interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const hugeBytes = 9 * 1024 * 1024;
const slowMs = 10_000;

/** Serves a request with a fault: before it reaches the platform, or between the platform's answer and the client. */
export function inflict(fault: Fault, serve: Handler, request: IncomingMessage, response: ServerResponse): void {
  if (fault.when === "after") {
    const send = capture(response, (answer) => spoil(fault, answer, request, response, () => send(answer)));
    return serve(request, response);
  }
  if (fault.kind === "slow") {
    return kept(request, (whole) => {
      setTimeout(() => serve(whole, response), fault.milliseconds ?? slowMs).unref();
    });
  }
  // The request is read to its end, so that the client knows nothing before it has sent it all.
  request.resume().on("end", () => spoil(fault, undefined, request, response, () => undefined));
}

/** Reads a request to its end. What it was stays, although whoever has sent it goes away meanwhile, as a real platform has it. */
function kept(request: IncomingMessage, whole: (request: IncomingMessage) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method, url, headers, rawHeaders, httpVersion, socket } = request;
    const parts = { method, url, headers, rawHeaders, httpVersion, socket };
    whole(Object.assign(Readable.from(chunks), parts) as unknown as IncomingMessage);
  });
}

function spoil(
  fault: Fault,
  answer: Answer | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  send: () => void,
): void {
  const { kind } = fault;
  if (kind === "reset") return void request.socket.resetAndDestroy();
  if (kind === "hang") return;
  if (kind === "slow") return void setTimeout(send, fault.milliseconds ?? slowMs).unref();
  if (kind === "429" || kind === "500" || kind === "502" || kind === "503") return refuse(fault, response);
  if (!answer) return send();
  const { status, body } = answer;
  if (kind === "empty") return void response.writeHead(status).end();
  if (kind === "content-type")
    return void response.writeHead(status, { "content-type": "text/html" }).end("<html>hello</html>");
  if (kind === "huge")
    return void response.writeHead(status, { "content-type": "application/json" }).end(`"${"x".repeat(hugeBytes)}"`);
  const whole = kind === "gzip" ? gzipSync(body) : body;
  const encoding = kind === "gzip" ? { "content-encoding": "gzip" } : {};
  response.writeHead(status, { "content-type": "application/json", "content-length": whole.length, ...encoding });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => request.socket.destroy());
}

function refuse({ kind, retryAfter }: Fault, response: ServerResponse): void {
  const wait = kind === "429" && retryAfter !== undefined ? { "retry-after": dated(retryAfter) } : {};
  const html = kind === "502";
  response.writeHead(Number(kind), { "content-type": html ? "text/html" : "application/json", ...wait });
  response.end(html ? "<html><h1>502 Bad Gateway</h1></html>" : JSON.stringify({ message: `Emulated ${kind}` }));
}

function dated(retryAfter: string): string {
  if (retryAfter === "date") return new Date(Date.now() + 2000).toUTCString();
  return retryAfter === "past" ? new Date(0).toUTCString() : retryAfter;
}

/** Holds an answer back; gives what sends it. */
function capture(response: ServerResponse, onAnswer: (answer: Answer) => void): (answer: Answer) => void {
  const chunks: Buffer[] = [];
  let status = 200;
  let headers: OutgoingHttpHeaders = {};
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as Uint8Array));
  };
  const held = {
    writeHead(code: number, more: OutgoingHttpHeaders = {}) {
      status = code;
      headers = more;
      return response;
    },
    write(chunk: unknown) {
      keep(chunk);
      return true;
    },
    end(chunk?: unknown) {
      keep(chunk);
      // What the prototype has shows again.
      for (const method of Object.keys(held)) Reflect.deleteProperty(response, method);
      onAnswer({ status, headers, body: Buffer.concat(chunks) });
      return response;
    },
  };
  Object.assign(response, held);
  return (answer) => void response.writeHead(answer.status, answer.headers).end(answer.body);
}
