import { setTimeout as sleep } from "node:timers/promises";
import { Agent, type Dispatcher, request } from "undici";
import type { Call } from "./call";
import { Failures } from "./failure";
import { Gate } from "./gate";
import { parseJson } from "./json";
import { retrying, type Wait } from "./retry";
import { readRetryAfter } from "./retry-after";
import type { Connection, Credentials } from "./settings";

// No answer of the API comes near this; one that does is not the API's.
const largestAnswer = 16 * 1024 * 1024;

// One pool, and one bound on what is under way, for the process: a run of the engine serves all its resources from one.
let sharedAgent: Agent | undefined;
const gates = new Map<number, Gate>();

/** What a client needs besides its settings; each has its default. */
export interface ClientOptions {
  dispatcher?: Dispatcher;
  /** Takes word of each pause before a call is tried again. */
  onWait?: (wait: Wait) => void;
}

/** What the headers of a list say about its page. */
export interface Page {
  /** The token of the next page, where there is one. */
  next?: string;
  /** How many items all pages hold together. */
  total?: number;
}

/** Finds in an answer what was asked for; undefined where it is not there. */
export type Reader<T> = (body: unknown, page: Page) => T | undefined;

/**
 * Sends calls with the settings' credentials, where it has some; makes them again where that can help and do no harm; and
 * turns whatever goes wrong into one kind of error.
 */
export class Client {
  private readonly host: string;
  private readonly dispatcher: Dispatcher;
  private readonly gate: Gate;

  constructor(
    private readonly settings: Connection & Partial<Credentials>,
    private readonly options: ClientOptions = {},
  ) {
    this.host = new URL(settings.baseUrl).host;
    this.dispatcher = options.dispatcher ?? (sharedAgent ??= new Agent());
    const gate = gates.get(settings.maxConcurrency) ?? new Gate(settings.maxConcurrency);
    gates.set(settings.maxConcurrency, gate);
    this.gate = gate;
  }

  /**
   * Sends a call and gives back what `read` finds in the parsed answer (undefined where the answer was empty).
   *
   * @throws CloudElementsError, `INVALID_RESPONSE` where `read` finds nothing
   */
  send<T>(call: Call, read: Reader<T>): Promise<T> {
    // A call that waits to be tried again keeps no other one from its turn.
    return retrying(call, () => this.gate.run(() => this.once(call, read)), {
      budgetSeconds: this.settings.retrySeconds,
      tell: this.options.onWait ?? (() => undefined),
      sleep: (milliseconds) => sleep(milliseconds),
      random: Math.random,
      now: Date.now,
    });
  }

  private async once<T>(call: Call, read: Reader<T>): Promise<T> {
    const { userSecret, organizationSecret, baseUrl, timeoutSeconds } = this.settings;
    const failures = new Failures(call, [userSecret ?? "", organizationSecret ?? ""]);
    const query = call.query?.length ? `?${new URLSearchParams(call.query).toString()}` : "";
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);

    let response: Dispatcher.ResponseData;
    try {
      response = await request(baseUrl + call.path + query, {
        dispatcher: this.dispatcher,
        method: call.method,
        headers: {
          ...(userSecret && { authorization: `User ${userSecret}, Organization ${organizationSecret}` }),
          accept: "application/json",
          ...(call.body && { "content-type": "application/json" }),
        },
        body: call.body ? JSON.stringify(call.body) : null,
        signal,
        // The signal bounds the whole call, connecting and reading included; undici's own limits would cut in earlier.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    } catch (error) {
      throw failures.fromException(error, this.host, timeoutSeconds);
    }

    const { statusCode: status } = response;
    const requestId = headerOf(response, "elements-request-id");
    const text = await this.textOf(response, failures, status, requestId, signal);
    if (status < 200 || status > 299) throw failures.fromStatus(status, requestId, text, retryAfterOf(response));

    let body: unknown;
    try {
      body = text.trim() === "" ? undefined : parseJson(text);
    } catch {
      throw failures.fromBody("the answer is not JSON, or was cut off", status, requestId);
    }
    const found = read(body, pageOf(response));
    if (found !== undefined) return found;
    throw failures.fromBody(
      body === undefined ? "the answer is empty" : "the answer does not hold what was asked for",
      status,
      requestId,
    );
  }

  private async textOf(
    response: Dispatcher.ResponseData,
    failures: Failures,
    status: number,
    requestId: string | undefined,
    signal: AbortSignal,
  ): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > largestAnswer) break;
        chunks.push(chunk);
      }
    } catch (error) {
      if (signal.aborted) throw failures.fromException(error, this.host, this.settings.timeoutSeconds);
      throw failures.fromBody("the answer was cut off", status, requestId);
    }
    if (size > largestAnswer) {
      throw failures.fromBody(`the answer is larger than ${largestAnswer} bytes`, status, requestId);
    }
    return Buffer.concat(chunks).toString("utf8");
  }
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function pageOf(response: Dispatcher.ResponseData): Page {
  const next = headerOf(response, "elements-next-page-token");
  const total = Number(headerOf(response, "elements-total-count") ?? NaN);
  return { ...(next && { next }), ...(Number.isSafeInteger(total) && { total }) };
}

function retryAfterOf(response: Dispatcher.ResponseData): number | undefined {
  return readRetryAfter(headerOf(response, "retry-after"), Date.now());
}
