import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";

export type Handler = (
  request: http.IncomingMessage & { text: string },
  response: http.ServerResponse,
  /** How many requests came before this one. */
  before: number,
) => void;

export interface Server {
  origin: string;
  baseUrl: string;
  close(): Promise<void>;
}

/** A real HTTP server on the loopback interface whose answers a test writes itself. */
export async function serve(handler: Handler, tls?: https.ServerOptions): Promise<Server> {
  let count = 0;
  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    const before = count++;
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      handler(Object.assign(request, { text: Buffer.concat(chunks).toString() }), response, before),
    );
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
  return {
    origin,
    baseUrl: `${origin}/elements/api-v2`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
