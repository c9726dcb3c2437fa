import { expect } from "chai";
import { execFile } from "node:child_process";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { fakeSecret } from "../support/secrets";
import { servicenow } from "../support/stage";

const provider = path.resolve(__dirname, "../../dist/dynamic/provider.js");

// What the host for dynamic providers does, without the engine, which would end the process itself.
const script = `
  const provider = require(${JSON.stringify(provider)});
  const news = JSON.parse(process.env.NEWS);
  (async () => {
    await provider.configure({ config: { get: () => undefined } });
    await provider.check({}, news);
    const made = await Promise.all([1, 2, 3].map((n) => provider.create({ ...news, name: "desk " + n })));
    for (const { id, outs } of made) await provider.read(id, outs);
    for (const { id } of made) await provider.delete(id);
    console.log("done");
  })();
`;

describe("the provider's process", () => {
  let platform: Platform;
  before(async () => (platform = await startPlatform()));
  after(() => platform.close());

  it("ends by itself once nothing is under way: no socket and no timer holds it", async () => {
    const news = { ...servicenow(fakeSecret("exit-password")), name: "desk" };
    const env = { ...process.env, ...settingsFor(platform), NEWS: JSON.stringify(news) };
    const ended = await new Promise<{ error: Error | null; stdout: string }>((resolve) => {
      execFile(process.execPath, ["--eval", script], { env, timeout: 60_000 }, (error, stdout) =>
        resolve({ error, stdout }),
      );
    });
    expect(ended.error).to.equal(null);
    expect(ended.stdout).to.include("done");
    expect(await platform.instances()).to.deep.equal([]);
  });
});
