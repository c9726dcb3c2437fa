import { startEmulator, type EmulatorOptions, type LoggedRequest } from "cloud-elements-emulator";
import { fakeSecret, rememberSecret } from "./secrets";

export type Json = Record<string, unknown>;

/** An emulator with what tests ask of it. */
export interface Platform {
  baseUrl: string;
  userSecret: string;
  organizationSecret: string;
  /** A call of the API, authorized; fails on anything but 2xx. */
  api<T = Json>(method: string, path: string, body?: unknown): Promise<T>;
  /** A call whose status does not matter. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A fresh code; one that does not work makes an instance with `valid: false`. */
  code(element: string, works?: boolean): Promise<string>;
  instances(): Promise<Json[]>;
  requests(): Promise<LoggedRequest[]>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function startPlatform(options: EmulatorOptions = {}): Promise<Platform> {
  const emulator = await startEmulator(options);
  const { baseUrl, userSecret, organizationSecret } = emulator;
  rememberSecret("user secret", userSecret);
  rememberSecret("organization secret", organizationSecret);
  const authorization = `User ${userSecret}, Organization ${organizationSecret}`;

  const send = (url: URL | string, method: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const platform: Platform = {
    baseUrl,
    userSecret,
    organizationSecret,
    call: (method, path, body, headers = { authorization }) => send(baseUrl + path, method, body, headers),
    async api<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await platform.call(method, path, body);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
    async control(method, path, body) {
      const response = await send(new URL(`/__emulator/${path}`, baseUrl), method, body);
      const text = await response.text();
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    },
    async code(element, works = true) {
      const { code } = (await platform.control("POST", "codes", { element, works })) as { code: string };
      return rememberSecret(`code of ${element}`, code);
    },
    async instances() {
      const response = await platform.call("GET", "/instances");
      return response.status === 404 ? [] : ((await response.json()) as Json[]);
    },
    requests: () => platform.control("GET", "requests") as Promise<LoggedRequest[]>,
    close: emulator.close,
  };
  return platform;
}

/** The three OAuth entries, with a secret that is looked for afterwards. */
export function oauthArgs(callbackUrl = "https://www.mycoolapp.com/auth") {
  return { apiKey: "fake_salesforce_api_key", apiSecret: fakeSecret("api-secret"), callbackUrl };
}
