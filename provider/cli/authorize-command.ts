import { Command, InvalidArgumentError, Option } from "commander";
import { read } from "read";
import { authorize } from "../authorize/authorize";
import { Client } from "../client/client";
import { Elements } from "../client/elements";
import { readConnection } from "../client/settings";
import { PulumiConfig } from "./pulumi-config";

interface Flags {
  stack?: string;
  config: string;
  scope?: string;
  siteAddress?: string;
  callbackUrl: string;
  apiKeyConfig?: string;
  apiSecretConfig?: string;
  browser: boolean;
  print: boolean;
  timeout: number;
}

// Everything for the person goes here: with --print, stdout holds the code alone.
const say = (text: string) => void process.stderr.write(`${text}\n`);
const ask = (prompt: string) =>
  read({ prompt, silent: true, output: process.stderr }).catch((error: unknown) => {
    // The library's word for Ctrl-C, and for an input that has come to its end.
    throw new Error("\nNo answer was given. Nothing was stored.", { cause: error });
  });

export const authorizeCommand = new Command("authorize")
  .description(
    "Get an OAuth code: a person allows the access in a browser, and the code lands in the stack's config as a secret.",
  )
  .argument("<element>", "the element's key or id, such as sfdc")
  .option("--stack <name>", "the stack whose config to use (default: the selected one)")
  .option("--config <key>", "the config key to store the code under", "code")
  .option("--scope <scope>", "the access to ask for; Sage Live: 'full refresh_token'")
  .option("--site-address <url>", "the service's address; a Salesforce sandbox: https://test.salesforce.com")
  .option(
    "--callback-url <url>",
    "the callback URL, as registered with the service",
    webUrl,
    "http://127.0.0.1:53682/callback",
  )
  .option("--api-key-config <key>", "the config key that holds the API key")
  .option("--api-secret-config <key>", "the config key that holds the API secret")
  .option("--no-browser", "print the service's URL and ask for the one that it led to: for a machine without a browser")
  .option("--print", "write the code to stdout in place of the stack's config", false)
  .addOption(new Option("--timeout <seconds>", "how long to wait for the person").argParser(seconds).default(300))
  .addHelpText(
    "after",
    `
The API key and secret come from CLOUD_ELEMENTS_OAUTH_API_KEY and CLOUD_ELEMENTS_OAUTH_API_SECRET, from the stack's config,
or are asked for. Never give the secret as an argument.

Exit status: 0 stored, 1 failed, 2 wrong usage, 3 access denied, 4 the answer is to another request, 5 the answer cannot be
used, 6 nobody came back in time, 7 the callback's port is taken. Nothing is stored unless it is 0.`,
  )
  .action(run);

async function run(element: string, flags: Flags): Promise<void> {
  const config = new PulumiConfig(flags.stack);
  if (!flags.print) await config.expectStack();
  const baseUrl = flags.print ? undefined : await config.get("cloud-elements:baseUrl");
  const connection = readConnection((name) => (name === "baseUrl" ? baseUrl : undefined), process.env);
  const apiKey = await credential("API key", "CLOUD_ELEMENTS_OAUTH_API_KEY", flags.apiKeyConfig, config);
  const apiSecret = await credential("API secret", "CLOUD_ELEMENTS_OAUTH_API_SECRET", flags.apiSecretConfig, config);

  const { scope, siteAddress, callbackUrl, browser } = flags;
  const proof = await authorize(
    {
      element,
      apiKey,
      apiSecret,
      callbackUrl,
      browser,
      timeoutSeconds: flags.timeout,
      ...(scope && { scope }),
      ...(siteAddress && { siteAddress }),
    },
    {
      elements: new Elements(new Client(connection)),
      say,
      ask,
      open: async (link) => {
        const { default: open } = await import("open");
        const child = await open(link);
        child.unref();
      },
    },
  );
  // OAuth 1 has three parts in place of the code: the value is then what providerData takes.
  const value = "code" in proof ? proof.code : JSON.stringify(proof);
  if (flags.print) return void process.stdout.write(`${value}\n`);
  await config.setSecret(flags.config, value);
  say(
    `The code is in the stack's config as the secret ${flags.config}. It works once, for some minutes. Next: pulumi up`,
  );
}

async function credential(
  name: string,
  variable: string,
  key: string | undefined,
  config: PulumiConfig,
): Promise<string> {
  const fromConfig = key === undefined ? undefined : await config.get(key);
  if (key !== undefined && !fromConfig)
    throw new Error(`The stack's config has no ${key} for the ${name}: pulumi config set it.`);
  const value = fromConfig ?? process.env[variable] ?? (await ask(`The ${name} of your app (it is not shown): `));
  if (value.trim() === "")
    throw new Error(`No ${name} was given: set ${variable}, name its config key, or type it when asked.`);
  return value.trim();
}

function webUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError("It takes an http or https URL.");
}

function seconds(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It takes a number of seconds from 1 to 86400.");
}
