// npm run state-fixture: keeps what this version writes into a state, for the tests of all later ones. Run it at each release.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { startPlatform } from "../support/platform";
import { specProject } from "../support/project";
import { version } from "../../package.json";
import { instancesIn, platformData, writeFixture } from "./fixture";
import { programOf } from "./program";

const account = { userSecret: "fake-user-secret", organizationSecret: "fake-organization-secret" };

async function main(): Promise<void> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-"));
  platformData(data, { secrets: account, instances: [] });
  let tokens = 0;
  const platform = await startPlatform({ data, token: () => `fake-token-${++tokens}` });
  try {
    const code = await platform.code("sfdc");
    const secrets = { ...account, apiSecret: "fake-api-secret", password: "fake-password", code };
    const project = specProject("state-fixture", settingsFor(platform));
    project.write(programOf(secrets));
    await project.up();
    await project.expectNoChanges();
    const stack = JSON.parse(await project.succeed(["stack", "export", "--show-secrets"])) as unknown;
    await platform.close();
    writeFixture({ version, secrets, stack, instances: instancesIn(data) });
    process.stdout.write(`test/states/${version}.json\n`);
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

void main();
