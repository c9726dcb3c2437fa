import { expect } from "chai";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { specProject } from "../support/project";
import { rememberSecret } from "../support/secrets";
import type { SpecProject } from "../support/stage";
import { platformData, readFixture, versions } from "./fixture";
import { programOf } from "./program";

// `npm run state-fixture` keeps one at each release.
describe("a state that an earlier release has written", () => {
  it("is there", () => expect(versions).not.to.be.empty);

  for (const version of versions) {
    describe(version, () => {
      const { secrets, stack, instances } = readFixture(version);
      let data: string;
      let platform: Platform;
      let project: SpecProject;

      before(async () => {
        for (const [label, value] of Object.entries(secrets)) rememberSecret(`${label} of ${version}`, value);
        data = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-elements-"));
        platformData(data, { secrets, instances });
        platform = await startPlatform({ data });
        project = specProject(`state-${version}`, settingsFor(platform));
        project.write(programOf(secrets));
        await project.succeed(["stack", "import"], { input: JSON.stringify(stack) });
      });
      after(async () => {
        await platform.close();
        fs.rmSync(data, { recursive: true, force: true });
      });

      it("asks for no change, and for no call", async () => {
        await project.expectNoChanges();
        expect(await platform.requests()).to.deep.equal([]);
      });

      it("is refreshed without drift", () => project.expectNoDrift());

      it("is updated in place, by one call for what changed", async () => {
        const before = (await platform.requests()).length;
        project.write(programOf(secrets, "Renamed"));
        await project.up();
        const calls = (await platform.requests()).slice(before).filter(({ method }) => method !== "GET");
        const { id } = instances[0] ?? {};
        expect(calls).to.deep.equal([{ method: "PATCH", path: `/instances/${id}`, status: 200 }]);
        await project.expectNoChanges();
      });

      it("has its instances' tokens, and is destroyed", async () => {
        const { crm } = (await project.outputs()) as { crm: { token: string } };
        expect(crm.token).to.equal((instances[0] as { token?: string }).token);
        await project.destroy();
        expect(await platform.instances()).to.deep.equal([]);
      });
    });
  }
});
