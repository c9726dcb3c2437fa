import { CloudElementsError, type ErrorCode } from "../errors/cloud-elements-error";
import { foreignText } from "../errors/foreign-text";
import { redactor } from "../errors/redact";
import type { Call } from "./call";
import { readProblem } from "./problem";
import { readException } from "./read-exception";
import { readStatus } from "./read-status";
import type { Reading } from "./reading";

/** Everything from which the errors of one call are made; its redaction is the only way out for foreign text. */
export class Failures {
  private readonly redact: (text: string) => string;

  constructor(
    private readonly call: Call,
    secrets: string[],
  ) {
    this.redact = redactor([...secrets, ...(call.secrets ?? [])]);
  }

  /** The platform answered with another status than 2xx. */
  fromStatus(
    status: number,
    requestIdHeader: string | undefined,
    text: string,
    retryAfterSeconds?: number,
  ): CloudElementsError {
    const said = readProblem(text);
    const isPlatforms = requestIdHeader !== undefined || said.message !== undefined || said.requestId !== undefined;
    const reading = readStatus(status, said, this.call, isPlatforms);
    const words = [said.message, said.providerMessage].filter((each) => each !== undefined && each !== "");
    const quote = words.length > 0 ? `: "${foreignText(words.join(" / "), this.redact)}"` : "";
    return this.make(reading, { status, requestId: requestIdHeader ?? said.requestId, quote, retryAfterSeconds });
  }

  /** No whole answer came. */
  fromException(error: unknown, host: string, timeoutSeconds: number): CloudElementsError {
    return this.make(readException(error, host, timeoutSeconds), {});
  }

  /** An answer came, with a good status, that cannot be used. */
  fromBody(what: string, status: number, requestId: string | undefined): CloudElementsError {
    return this.make(
      {
        code: "INVALID_RESPONSE",
        what,
        advice:
          "Something between here and the platform may have changed the answer, or the base URL is another service's.",
      },
      { status, requestId },
    );
  }

  private make(
    { code, what, advice, isInDoubt = ambiguous.includes(code) }: Reading,
    about: About,
  ): CloudElementsError {
    const { status, requestId: id, quote = "", retryAfterSeconds } = about;
    const requestId = id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
    const { method, path, purpose } = this.call;
    const answered = status === undefined ? "" : ` answered ${status}${quote}`;
    const named = requestId === undefined ? "" : `, request ${requestId}`;
    const asked = retryAfterSeconds === undefined ? "" : ` It asks to wait ${Math.ceil(retryAfterSeconds)} s.`;
    const message = `Could not ${purpose}: ${what} (${method} ${path}${answered}${named}).${asked} ${advice}`;
    const facts = {
      method,
      path,
      isInDoubt,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
    return new CloudElementsError(code, this.redact(message), facts);
  }
}

interface About {
  status?: number;
  requestId?: string | undefined;
  quote?: string;
  retryAfterSeconds?: number | undefined;
}

// After these the platform may have done what was asked all the same; after a refused connection or a 4xx it cannot have.
const ambiguous: ErrorCode[] = ["TIMEOUT", "CONNECTION_FAILED", "SERVER_ERROR", "INVALID_RESPONSE"];
