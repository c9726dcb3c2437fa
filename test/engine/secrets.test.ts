import { expect } from "chai";
import fs from "node:fs";
import path from "node:path";
import { startPlatform } from "../support/platform";
import { settingsFor } from "../support/environment";
import { specProject } from "../support/project";
import { fakeSecret, rememberSecret } from "../support/secrets";

const callbackUrl = "http://127.0.0.1/cb";

// What it leaves behind is searched, with everything else, by test/nothing-leaked.test.ts.
describe("secrets, under the real engine", () => {
  it("go through every operation, each way of failing, and every kind of output", async () => {
    const platform = await startPlatform({ masking: false });
    const project = specProject("secrets", settingsFor(platform));
    const apiSecret = fakeSecret("api-secret");
    const password = fakeSecret("password");
    const args = async (works = true) => ({
      crm: {
        element: "sfdc",
        oauth: { apiKey: "public-client-id", apiSecret, callbackUrl: "https://www.mycoolapp.com/auth" },
        oauthCode: await platform.code("sfdc", works),
        configuration: {
          "sfdc.password": fakeSecret("sfdc-password"),
          "sfdc.security.token": fakeSecret("security-token"),
          "sfdc.api.secret": fakeSecret("sfdc-api-secret"),
          "sfdc.session.signature": fakeSecret("signature-key"),
        },
      },
      books: {
        element: "quickbooks",
        oauth: { apiKey: "k", apiSecret, callbackUrl },
        providerData: await proof(),
      },
      desk: { element: "servicenow", configuration: { username: "u", password, "servicenow.subdomain": "s" } },
    });
    const proof = async () => {
      const given = (await platform.control("POST", "codes", { element: "quickbooks" })) as Record<string, string>;
      for (const [label, value] of Object.entries(given)) rememberSecret(label, value);
      return given;
    };

    project.write({ instances: await args() });
    await project.succeed(["preview", "--diff"]);
    const output = await project.succeed(["up", "--yes", "--diff", "--debug"]);
    expect(output).to.include("[secret]").and.to.include("public-client-id");
    for (const { token, configuration } of await platform.instances()) {
      rememberSecret("instance token", String(token));
      for (const [key, value] of Object.entries(configuration as Record<string, string>)) {
        if (String(value).startsWith("vendor-")) rememberSecret(`the person's ${key}`, value);
      }
    }
    await project.succeed(["refresh", "--yes", "--diff", "--debug"]);
    project.write({ instances: await args(false) });
    await project.fail(["up", "--yes", "--diff", "--debug"]);
    await project.fail(["up", "--yes", "--diff"]);
    const oauthUrl = { element: "sfdc", apiKey: "k", apiSecret, callbackUrl };
    project.write({ instances: { ...(await args()), spent: (await args()).crm }, oauthUrl, lookUp: "desk" });
    await project.succeed(["up", "--yes", "--diff", "--debug"]);
    await project.export();
    await project.succeed(["stack", "output", "--json"]);
    await project.succeed(["stack", "history", "--json"]);
    // A copy, since a destroyed stack's last state holds little.
    fs.cpSync(path.join(project.folder, "state"), path.join(project.folder, "state-before-destroy"), {
      recursive: true,
    });
    await project.succeed(["destroy", "--yes", "--diff", "--debug"]);
    expect(await platform.instances()).to.deep.equal([]);
    await platform.close();
  });
});
