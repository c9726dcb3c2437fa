import { randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { type Expected, type Proof, readCallback } from "./callback";
import { AuthorizationError } from "./outcome";
import { page, pageHeaders, pageOf, usedLink } from "./page";

export interface ListenerOptions extends Expected {
  /** Where the link leads: the service's page. Secret: it can hold the API secret. */
  target: string;
  /** Where the service sends the person back to; on the loopback interface. */
  callbackUrl: URL;
}

export interface Listener {
  /** A short link that leads to the target once. Holds no secret. */
  link: string;
  /** What the person came back with. Rejects with an AuthorizationError. */
  proof: Promise<Proof>;
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface for one person, who follows the link and comes back to the callback URL once.
 *
 * @throws AuthorizationError where the callback's port is taken
 */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const start = `/start/${randomBytes(6).toString("base64url")}`;
  const finished = `/finished/${randomBytes(6).toString("base64url")}`;
  let isStarted = false;
  let last: string | undefined;
  let settle: { resolve: (proof: Proof) => void; reject: (error: Error) => void };
  const proof = new Promise<Proof>((resolve, reject) => (settle = { resolve, reject }));
  // Whoever closes before the end does not wait for it.
  proof.catch(() => undefined);
  let pending: (() => void) | undefined;

  const show = (response: http.ServerResponse, status: number, html: string) =>
    response.writeHead(status, pageHeaders).end(html);
  const send = (response: http.ServerResponse, location: string) =>
    response.writeHead(303, { location, "referrer-policy": "no-referrer", "cache-control": "no-store" }).end();

  const server = http.createServer((request, response) => {
    if (!URL.canParse(request.url ?? "", options.callbackUrl.origin)) return void response.writeHead(404).end();
    const url = new URL(request.url ?? "", options.callbackUrl.origin);
    if (request.method !== "GET") return void response.writeHead(405).end();
    if (url.pathname === start && !isStarted) {
      isStarted = true;
      return void send(response, options.target);
    }
    if (url.pathname === finished && last !== undefined) {
      // The person has read it: now whoever waits may close.
      response.on("close", () => pending?.());
      return void show(response, 200, last);
    }
    if (url.pathname === options.callbackUrl.pathname && last === undefined) {
      pending = answer(url.searchParams);
      // Away from the address that holds the code, so that the browser's history keeps none.
      return void send(response, finished);
    }
    const isUsed = url.pathname === start || url.pathname === options.callbackUrl.pathname;
    return void (isUsed ? show(response, 410, page(...usedLink)) : response.writeHead(404).end());
  });

  // Takes the one answer; gives what to do once the person has seen the page, or has gone without.
  function answer(query: URLSearchParams): () => void {
    const settled = (() => {
      try {
        const found = readCallback(query, options);
        last = pageOf("done");
        return () => settle.resolve(found);
      } catch (error) {
        const ended = error instanceof AuthorizationError ? error : new AuthorizationError("failed", String(error));
        last = pageOf(ended.ending);
        return () => settle.reject(ended);
      }
    })();
    setTimeout(settled, secondsForThePage * 1000).unref();
    return settled;
  }

  await open(server, options.callbackUrl);
  const { port } = server.address() as AddressInfo;
  return { link: `http://127.0.0.1:${port}${start}`, proof, close: () => close(server) };
}

// How long a browser has to ask for the page after the callback, before the code is taken all the same.
const secondsForThePage = 3;

function open(server: http.Server, { port }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE" || error.code === "EACCES";
      const text = isTaken
        ? `Port ${port || 80} of the callback URL is taken, or not allowed here (${error.code}). End what listens there, or register ` +
          "another callback URL with the service and give it by --callback-url. Nothing was stored."
        : error.message;
      reject(new AuthorizationError(isTaken ? "portTaken" : "failed", text));
    });
    server.listen({ host: "127.0.0.1", port: Number(port || 80) }, resolve);
  });
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
