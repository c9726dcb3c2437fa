#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { AuthorizationError, exitStatus } from "../authorize/outcome";
import { authorizeCommand } from "./authorize-command";
import { exportCommand } from "./export-command";

const program = new Command("pulumi-cloud-elements")
  .description("What element instances need beside a Pulumi program.")
  .addCommand(authorizeCommand)
  .addCommand(exportCommand);
for (const each of [program, ...program.commands]) each.exitOverride().showHelpAfterError("(--help shows the options)");

program.parseAsync().then(
  () => process.exit(exitStatus.done),
  (error: unknown) => {
    // commander has printed its own errors, and the help.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? exitStatus.done : exitStatus.usage);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof AuthorizationError ? exitStatus[error.ending] : exitStatus.failed);
  },
);
