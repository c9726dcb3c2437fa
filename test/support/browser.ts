/** What a person with a browser does, without one: follows the link, decides on the consent page, comes back. */
export interface Visit {
  /** Every address that the browser was at, in order. */
  addresses: string[];
  /** The last page. */
  status: number;
  html: string;
  headers: Headers;
}

export async function visit(
  link: string,
  decision: "approve" | "deny",
  edit = (callback: URL) => callback,
): Promise<Visit> {
  const addresses: string[] = [];
  const consent = await follow(link, addresses);
  const hidden = [...consent.html.matchAll(/name="([^"]+)" value="([^"]*)"/g)]
    .map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&amp;", "&")])
    .filter(([name]) => name !== "decision");
  const decided = await fetch(new URL("/services/oauth2/decision", addresses.at(-1)), {
    method: "POST",
    body: new URLSearchParams([...hidden, ["decision", decision]]),
    redirect: "manual",
  });
  const callback = edit(new URL(decided.headers.get("location") ?? ""));
  return follow(callback.href, addresses);
}

export async function follow(address: string, addresses: string[] = []): Promise<Visit> {
  let next = address;
  for (let hop = 0; hop < 10; hop++) {
    addresses.push(next);
    const response = await fetch(next, { redirect: "manual" });
    const location = response.headers.get("location");
    if (!location)
      return { addresses, status: response.status, html: await response.text(), headers: response.headers };
    next = new URL(location, next).href;
  }
  throw new Error("too many redirects");
}
