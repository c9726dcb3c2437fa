import type { Call } from "./call";
import type { Problem } from "./problem";
import type { Reading } from "./reading";

const newCode =
  "An OAuth code works once, and for some minutes only: get a new one with npx pulumi-cloud-elements authorize, which " +
  "also stores it (or pulumi config set --secret), and run pulumi up again.";

// The text is the platform's own (its documentation shows it), so it may be relied on.
const codeRequired = "You must provide an OAuth code in order to create an instance of this element";

/**
 * Tells what an answer with another status than 2xx means.
 *
 * @param isPlatforms whether the answer has a mark of the platform's on it
 */
export function readStatus(status: number, said: Problem, call: Call, isPlatforms: boolean): Reading {
  // A stranger's 404 must not count as "the instance is gone": it would be dropped from the state, and made twice.
  if (status === 404 && !isPlatforms) return strangers;
  if (status === 400) return readBadRequest(said, call);
  if (status === 404 && (call.method === "POST" || call.path.startsWith("/elements/"))) {
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
