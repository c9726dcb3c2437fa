import { Agent, type Dispatcher, request } from "undici";
import type { Call } from "./call";
import { Failures } from "./failure";
import { parseJson } from "./json";
import type { Connection, Credentials } from "./settings";

// No answer of the API comes near this; one that does is not the API's.
const largestAnswer = 16 * 1024 * 1024;

// One pool for the process: a run of the engine serves all its resources from one process.
let sharedAgent: Agent | undefined;

/** What the headers of a list say about its page. */
export interface Page {
  /** The token of the next page, where there is one. */
  next?: string;
  /** How many items all pages hold together. */
  total?: number;
}

/** Finds in an answer what was asked for; undefined where it is not there. */
export type Reader<T> = (body: unknown, page: Page) => T | undefined;

/** Sends calls with the settings' credentials, where it has some, and turns whatever goes wrong into one kind of error. Sends each call once. */
export class Client {
  private readonly host: string;

  constructor(
    private readonly settings: Connection & Partial<Credentials>,
    private readonly dispatcher: Dispatcher = (sharedAgent ??= new Agent()),
  ) {
    this.host = new URL(settings.baseUrl).host;
  }

  /**
   * Sends a call and gives back what `read` finds in the parsed answer (undefined where the answer was empty).
   *
   * @throws CloudElementsError, `INVALID_RESPONSE` where `read` finds nothing
   */
  async send<T>(call: Call, read: Reader<T>): Promise<T> {
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
    if (status < 200 || status > 299) throw failures.fromStatus(status, requestId, text);

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
