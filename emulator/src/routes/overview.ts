import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Platform } from "../platform";
import { allElements } from "../platform/elements";

const shownInstances = 500;
const shownRequests = 100;

/** `/__emulator/`: what is there and what happens, for a person who would rather look than read. Shows no secret. */
export function overview(app: FastifyInstance, platform: Platform): void {
  app.get("/__emulator", (_request, reply) => {
    const nonce = randomBytes(16).toString("base64");
    return reply
      .type("text/html; charset=utf-8")
      .header(
        "content-security-policy",
        `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'`,
      )
      .header("cache-control", "no-store")
      .send(page(nonce));
  });
  app.get("/__emulator/overview", () => {
    const instances = platform.instances.all();
    return {
      elements: allElements().map(({ id, key, name, authentication }) => ({
        id,
        key,
        name,
        authentication: authentication.type,
        instances: instances.filter(({ elementKey }) => elementKey === key).length,
      })),
      // Neither the token nor the configuration: both hold secrets.
      instances: instances
        .slice(-shownInstances)
        .map(({ id, name, elementKey, tags, valid, disabled, createdDate }) => ({
          id,
          name,
          element: elementKey,
          tags: tags.join(", "),
          state: !valid ? "not valid" : disabled ? "disabled" : "enabled",
          token: "********",
          createdDate,
        })),
      requests: platform.log.slice(-shownRequests).reverse(),
    };
  });
}

// Everything that is shown goes in as text, never as HTML.
const script = `
const tables = {
  elements: ["id", "key", "name", "authentication", "instances"],
  instances: ["id", "name", "element", "tags", "state", "token", "createdDate"],
  requests: ["method", "path", "status"],
};
let shown = "";
async function refresh() {
  const status = document.getElementById("status");
  try {
    const text = await (await fetch("/__emulator/overview")).text();
    if (text !== shown) show(JSON.parse(text));
    shown = text;
    status.textContent = "Live";
  } catch {
    status.textContent = "The emulator has stopped";
  }
  setTimeout(refresh, 1000);
}
function show(overview) {
  for (const [name, columns] of Object.entries(tables)) {
    document.getElementById(name + "-count").textContent = String(overview[name].length);
    document.getElementById(name).replaceChildren(...overview[name].map((item) => {
      const row = document.createElement("tr");
      for (const column of columns) row.insertCell().textContent = String(item[column]);
      return row;
    }));
  }
}
refresh();
`;

function page(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cloud Elements emulator</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif }
  body { margin: 0 auto; max-width: 70rem; padding: 1rem }
  section { overflow-x: auto }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
</style>
</head>
<body>
<main>
<h1>Cloud Elements emulator</h1>
<p role="status" id="status">Loading</p>
${table("instances", "Instances", ["Id", "Name", "Element", "Tags", "State", "Token", "Created"])}
${table("requests", "Requests, the last first", ["Method", "Path", "Status"])}
${table("elements", "Elements", ["Id", "Key", "Name", "Authentication", "Instances"])}
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

function table(id: string, title: string, columns: string[]): string {
  const heads = columns.map((column) => `<th scope="col">${column}</th>`).join("");
  return `<section aria-labelledby="${id}-title" tabindex="0">
<h2 id="${id}-title">${title} (<span id="${id}-count">0</span>)</h2>
<table><thead><tr>${heads}</tr></thead><tbody id="${id}"></tbody></table>
</section>`;
}
