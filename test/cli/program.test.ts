import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { elements } from "../../provider/elements/table";
import { runCli } from "../support/cli";
import { Project } from "../support/project";
import { version } from "../../package.json";

describe("the command line", () => {
  const project = new Project("command-line", {});
  const said = async (...args: string[]) => {
    const { status, stdout, stderr } = await runCli(project, args);
    return { status, text: stdout + stderr };
  };

  it("has a help for itself and for each command, with the exit statuses", async () => {
    const { status, text } = await said("--help");
    expect(status).to.equal(0);
    const commands = ["authorize", "export", "doctor"];
    for (const command of [...commands, "complete"]) expect(text).to.include(`  ${command} `);
    for (const command of commands) {
      const help = await said(command, "--help");
      expect(help.status).to.equal(0);
      expect(help.text).to.match(/Exit status: 0 /);
    }
  });

  it("tells its version", async () => {
    expect(await said("--version")).to.deep.equal({ status: 0, text: `${version}\n` });
  });

  it("ends with 2 where it is used in a wrong way, and shows the help", async () => {
    for (const args of [["unknown"], ["export", "--unknown"], ["doctor", "--unknown"], ["authorize"]]) {
      const { status, text } = await said(...args);
      expect([status, text.includes("--help")], args.join(" ")).to.deep.equal([2, true]);
    }
  });

  it("completes commands, options and elements", async () => {
    const offered = async (...words: string[]) => {
      const { text } = await said("complete", "--", ...words);
      return text.split("\n").map((line) => line.split("\t", 1)[0] ?? "");
    };
    expect(await offered("")).to.include.members(["authorize", "export", "doctor"]);
    expect(await offered("doctor", "--")).to.include.members(["--json", "--stack"]);
    expect(await offered("authorize", "")).to.include.members(Object.keys(elements));
    expect(await offered("authorize", "sfdcd"))
      .to.include("sfdcdocuments")
      .and.not.to.include("sagelive");
  });

  it("writes scripts for four shells, of which bash reads its own", async () => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { status, text } = await said("complete", shell);
      expect([status, text.includes("pulumi-cloud-elements")], shell).to.deep.equal([0, true]);
      if (shell === "bash") execFileSync("bash", ["-n"], { input: text });
    }
    expect((await said("complete", "unknown")).status).to.equal(2);
  });
});
