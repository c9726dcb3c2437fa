import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { ElementInstance } from "pulumi-cloud-elements";
import { settingsFor } from "../support/environment";
import { type Platform, startPlatform } from "../support/platform";
import { Project } from "../support/project";
import { fakeSecret, transcripts } from "../support/secrets";
import { servicenow } from "../support/stage";

// Who drives many stacks has the program in the process that runs it, and no project's file beside it.
describe("an inline program of the Automation API", () => {
  let platform: Platform;
  let stack: Stack;
  before(async () => {
    platform = await startPlatform();
    const project = new Project("automation", settingsFor(platform));
    const envVars = Object.fromEntries(Object.entries(project.environment())) as Record<string, string>;
    const password = fakeSecret("automation-password");
    stack = await LocalWorkspace.createOrSelectStack(
      {
        projectName: "inline",
        stackName: "test",
        program: async () => void new ElementInstance("desk", servicenow(password) as never),
      },
      { workDir: project.folder, envVars },
    );
  });
  after(() => platform.close());

  const up = async (options: { replace?: string[] } = {}) => {
    const { stdout, stderr } = await stack.up({ color: "never", ...options });
    transcripts.push({ title: "automation: up", text: stdout + stderr });
  };
  const ids = async () => (await platform.instances()).map(({ id }) => String(id));

  it("tells what it replaces from what was left behind: the state is found by the stack's whole name", async () => {
    await up();
    const [first] = await ids();
    const { deployment } = await stack.exportStack();
    const { resources } = deployment as { resources: { id?: string; urn: string }[] };
    await up({ replace: [resources.find(({ id }) => id === first)?.urn ?? ""] });
    expect(await ids()).to.have.length(1);
    expect(await ids()).not.to.include(first);
    await stack.destroy({ color: "never" });
    expect(await ids()).to.deep.equal([]);
  });
});
