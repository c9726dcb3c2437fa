import type { Reading } from "./reading";

/** Tells what it means that no whole answer came. */
export function readException(error: unknown, host: string, timeoutSeconds: number): Reading {
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
  // Nothing listens on the way there, so that no byte was sent.
  if (["UND_ERR_CONNECT_TIMEOUT", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"].includes(code)) {
    return {
      code: "TIMEOUT",
      what: `no connection to ${host} came about (${code})`,
      advice: "Nothing was sent. Check the network between, and the host in cloud-elements:baseUrl.",
      isInDoubt: false,
    };
  }
  if (name === "TimeoutError" || code === "ETIMEDOUT" || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code)) {
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
