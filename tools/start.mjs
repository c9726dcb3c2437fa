// npm start: five element instances, declared in examples/five-elements, applied by the real engine to an emulator.
import { askPulumi, openSession, pulumi, stack, watchPort } from "./demo/session.mjs";

const elements = ["sfdcdocuments", "sfdcmarketingcloud", "sfdcservicecloud", "sfdc", "sagelive"];

const began = Date.now();
const say = (text) => process.stdout.write(`\n== ${text}\n`);
const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;

const session = await openSession();
try {
  say(`An emulator of the Cloud Elements API listens at ${session.baseUrl}`);
  await prepareStack();
  await step("pulumi up", ["up", "--yes"]);
  await step("pulumi preview: nothing left to do", ["preview", "--expect-no-changes"]);
  await step("pulumi refresh: nothing changed on the platform", ["refresh", "--yes", "--expect-no-changes"]);
  say(`Done in ${seconds()}, after ${process.env.SETUP_SECONDS} s of set-up. What you can do now:

  look around    npm run pulumi -- stack output
                 npm run pulumi -- stack output tokens --show-secrets
  change it      npm run pulumi -- config set --path 'tags[0]' customer-42
                 npm run pulumi -- up
  destroy it     npm run pulumi -- destroy
  watch it       npm run emulator -- --data .work/demo/emulator --port ${watchPort}

The program is examples/five-elements/index.ts. The state, the emulator's data and the passphrase are in .work/demo:
the emulator runs only while a command needs it, and goes on from there. A README section tells how to begin with a
real account. While the last command above runs, the emulator's page with its instances and requests is at
http://127.0.0.1:${watchPort}/__emulator/`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await session.close();
}

async function step(title, args) {
  say(`${title} (after ${seconds()})`);
  const status = await pulumi(session, [...args, "--stack", stack]);
  if (status !== 0) throw new Error(`\npulumi ${args.join(" ")} ended with status ${status}.`);
}

/** A stack whose missing instances have a fresh code each; a code works once, so those that exist need none. */
async function prepareStack() {
  await askPulumi(session, ["stack", "select", stack, "--create"]);
  const state = JSON.parse(await askPulumi(session, ["stack", "export", "--stack", stack]));
  const resources = state.deployment.resources ?? [];
  const existing = new Set(resources.map((resource) => resource.outputs?.element));
  const missing = elements.filter((element) => !existing.has(element));
  if (missing.length === 0) return;

  say(`Getting ${missing.length} OAuth codes, as five people would who allow the access`);
  const codes = Object.fromEntries(
    await Promise.all(missing.map(async (element) => [element, await getCode(element)])),
  );
  await askPulumi(session, [
    "config",
    "set-all",
    "--plaintext",
    "salesforceApiKey=fake-salesforce-key",
    "--plaintext",
    "sageApiKey=fake-sage-key",
  ]);
  const secrets = {
    salesforceApiSecret: "fake-salesforce-secret",
    sageApiSecret: "fake-sage-secret",
    codes: JSON.stringify(codes),
  };
  for (const [key, value] of Object.entries(secrets))
    await askPulumi(session, ["config", "set", "--secret", key], value);
}

async function getCode(element) {
  const response = await fetch(new URL("/__emulator/codes", session.baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ element }),
  });
  if (!response.ok) throw new Error(`The emulator gave no code for ${element}: ${response.status}`);
  return (await response.json()).code;
}
