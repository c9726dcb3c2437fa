import { CloudElementsError, type ErrorCode } from "../errors/cloud-elements-error";
import { redactor } from "../errors/redact";
import type { Call } from "./call";
import { isObject, parseJson } from "./json";

const newCode =
  'An OAuth code works once, and for some minutes only: get a new one (README, "Get a code"), set it with ' +
  "pulumi config set --secret, and run pulumi up again.";

// The text is the platform's own (its documentation shows it), so it may be relied on.
const codeRequired = "You must provide an OAuth code in order to create an instance of this element";

interface Reading {
  code: ErrorCode;
  what: string;
  advice: string;
}

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
  fromStatus(status: number, requestIdHeader: string | undefined, text: string): CloudElementsError {
    const said = readProblem(text);
    const isPlatforms = requestIdHeader !== undefined || said.message !== undefined || said.requestId !== undefined;
    // A stranger's 404 must not count as "the instance is gone": it would be dropped from the state, and made twice.
    const reading = status === 404 && !isPlatforms ? strangers : readStatus(status, said, this.call);
    const words = [said.message, said.providerMessage].filter((each) => each !== undefined && each !== "");
    const quote = words.length > 0 ? `: "${shorten(words.join(" / "))}"` : "";
    return this.make(reading, { status, requestId: requestIdHeader ?? said.requestId, quote });
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
    { code, what, advice }: Reading,
    { status, requestId, quote = "" }: { status?: number; requestId?: string | undefined; quote?: string },
  ): CloudElementsError {
    const { method, path, purpose } = this.call;
    const answered = status === undefined ? "" : ` answered ${status}${quote}`;
    const named = requestId === undefined ? "" : `, request ${requestId}`;
    const doubt = isInDoubt(this.call, code) ? ` ${inDoubt}` : "";
    const message = `Could not ${purpose}: ${what} (${method} ${path}${answered}${named}). ${advice}${doubt}`;
    const facts = {
      method,
      path,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
    };
    return new CloudElementsError(code, this.redact(message), facts);
  }
}

// After these a POST may have made its instance all the same; a refused connection or a 4xx cannot have.
const ambiguous: ErrorCode[] = ["TIMEOUT", "CONNECTION_FAILED", "SERVER_ERROR", "INVALID_RESPONSE"];
const inDoubt =
  "The platform may have made the instance all the same: look for its name in the console, and delete it there " +
  "before the next pulumi up, or there will be two.";

function isInDoubt(call: Call, code: ErrorCode): boolean {
  return call.method === "POST" && ambiguous.includes(code);
}

interface Problem {
  message?: string;
  providerMessage?: string;
  requestId?: string;
}

function readProblem(text: string): Problem {
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    return {};
  }
  if (!isObject(body)) return {};
  const pick = (key: keyof Problem): Problem => (typeof body[key] === "string" ? { [key]: body[key] } : {});
  return { ...pick("message"), ...pick("providerMessage"), ...pick("requestId") };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}

function readStatus(status: number, said: Problem, call: Call): Reading {
  if (status === 400) return readBadRequest(said, call);
  if (status === 404 && call.method === "POST") {
    return {
      code: "UNKNOWN_ELEMENT",
      what: "the platform has no such element",
      advice: "Check the argument element: it takes an element's key, such as sfdc, or its numeric id.",
    };
  }
  const known = byStatus[status];
  if (known) return known;
  if (status >= 500) return serverError;
  if (status < 400) return redirected;
  return {
    code: "REJECTED",
    what: "the platform refused the request",
    advice: "Correct what it names and run pulumi up again.",
  };
}

function readBadRequest(said: Problem, call: Call): Reading {
  if (said.message?.trim() === codeRequired) {
    return {
      code: "CODE_REQUIRED",
      what: "the element needs an OAuth code",
      advice: `Set the argument oauthCode. ${newCode}`,
    };
  }
  // The service behind the element speaks through providerMessage: with a code in hand, that is about the code.
  if (call.bringsCode && said.providerMessage !== undefined) {
    return { code: "CODE_REJECTED", what: "the OAuth code was refused", advice: newCode };
  }
  return {
    code: "REJECTED",
    what: "the platform refused the request",
    advice: call.bringsCode
      ? `Correct what it names. Where it is about the code: ${newCode}`
      : "Correct what it names and run pulumi up again.",
  };
}

const serverError: Reading = {
  code: "SERVER_ERROR",
  what: "the platform failed",
  advice: "This is on the platform's side: try again later, and give its support the request's id if it stays.",
};

const strangers: Reading = {
  code: "REJECTED",
  what: "something other than the platform seems to have answered",
  advice: "Check cloud-elements:baseUrl: its host does not serve the Cloud Elements API there.",
};

const redirected: Reading = {
  code: "REJECTED",
  what: "the platform sent the request elsewhere",
  advice: "Check cloud-elements:baseUrl: redirects are not followed, so that the secrets stay with the host you named.",
};

const byStatus: Record<number, Reading> = {
  401: {
    code: "UNAUTHORIZED",
    what: "the platform does not know these credentials",
    advice:
      "Check cloud-elements:userSecret, cloud-elements:organizationSecret, and that cloud-elements:baseUrl is the environment they belong to.",
  },
  403: {
    code: "FORBIDDEN",
    what: "these credentials may not do this",
    advice: "Ask an administrator of the organization for the right to manage instances, or use another user's secret.",
  },
  404: {
    code: "NOT_FOUND",
    what: "the platform has no such instance",
    advice: "It was deleted elsewhere, or belongs to another user: run pulumi refresh, then pulumi up.",
  },
  409: {
    code: "IN_USE",
    what: "the instance is in use",
    advice: "Remove what uses it, such as a formula instance, and run the command again.",
  },
  429: {
    code: "RATE_LIMITED",
    what: "the platform takes no more requests now, or the request is larger than it takes",
    advice: "Wait a while and run the command again, with a smaller --parallel if it happens often.",
  },
};

function readException(error: unknown, host: string, timeoutSeconds: number): Reading {
  const { code, name } = rootCause(error);
  if (code === "ECONNREFUSED") {
    return {
      code: "CONNECTION_REFUSED",
      what: `${host} refused the connection`,
      advice: "Check cloud-elements:baseUrl, its port, and that nothing blocks the way.",
    };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EAI_NODATA") {
    return {
      code: "HOST_NOT_FOUND",
      what: `the host ${host} cannot be resolved`,
      advice: "Check the host in cloud-elements:baseUrl and this machine's name service.",
    };
  }
  if (name === "TimeoutError" || code === "ETIMEDOUT" || /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$/.test(code)) {
    return {
      code: "TIMEOUT",
      what: `${host} gave no whole answer within ${timeoutSeconds} s`,
      advice: "Try again, with a larger cloud-elements:timeoutSeconds where the platform is slow.",
    };
  }
  if (/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/.test(code)) {
    return {
      code: "CERTIFICATE",
      what: `the certificate of ${host} does not verify (${code})`,
      advice:
        "Nothing was sent. Check the host in cloud-elements:baseUrl; behind a company's own certificate authority, name its file in NODE_EXTRA_CA_CERTS.",
    };
  }
  return {
    code: "CONNECTION_FAILED",
    what: `the connection to ${host} failed${code ? ` (${code})` : ""}`,
    advice: "Try again; where it stays, check cloud-elements:baseUrl and the network between.",
  };
}

function rootCause(error: unknown): { code: string; name: string } {
  if (!(error instanceof Error)) return { code: "", name: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code || error.name === "TimeoutError") return { code, name: error.name };
  // Several addresses were tried: the first tells as much as any.
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0]);
  return error.cause === undefined ? { code, name: error.name } : rootCause(error.cause);
}
