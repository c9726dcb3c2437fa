import type { Ending } from "./outcome";

/** What a person reads in the browser when the service has sent them back. */
const texts: Record<"done" | Ending, [title: string, text: string]> = {
  done: ["Access allowed", "The code is on its way. You can close this page and go back to the terminal."],
  denied: ["Access not allowed", "Nothing was stored. You can close this page; the terminal says how to try again."],
  wrongState: [
    "This answer is to another request",
    "Nothing was stored. Close this page, and run the command in the terminal again.",
  ],
  malformed: ["The answer cannot be used", "Nothing was stored. The terminal says what is wrong with it."],
  failed: ["Something went wrong", "Nothing was stored. The terminal says what happened."],
  timedOut: ["Too late", "Nothing was stored. Run the command in the terminal again."],
  portTaken: ["Something went wrong", "Nothing was stored. The terminal says what happened."],
};

export const usedLink: [title: string, text: string] = [
  "This link was used before",
  "It works once. Run the command in the terminal again if you still need it.",
];

/** Sent with every page: it asks nobody for anything, runs nothing, and is remembered nowhere. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

export function pageOf(ending: "done" | Ending): string {
  return page(...texts[ending]);
}

/** A page of constant texts: nothing that came from outside is in it. */
export function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }
  main { max-width: 34rem; margin: 4rem auto; padding: 0 1.25rem }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p role="status">${text}</p>
</main>
</body>
</html>
`;
}
