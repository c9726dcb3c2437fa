#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { AuthorizationError, exitStatus } from "../authorize/outcome";
import { authorizeCommand } from "./authorize-command";
import { completeIn } from "./complete-command";
import { doctorCommand } from "./doctor-command";
import { exportCommand } from "./export-command";
import { version } from "./version";

const program = new Command("pulumi-cloud-elements")
  .description("What element instances need beside a Pulumi program.")
  .version(version())
  .addCommand(authorizeCommand)
  .addCommand(exportCommand)
  .addCommand(doctorCommand);
for (const each of [program, ...program.commands]) each.exitOverride().showHelpAfterError("(--help shows the options)");

completeIn(program)
  .then(() => program.parseAsync())
  .then(
    () => process.exit(exitStatus.done),
    (error: unknown) => {
      if (error instanceof CommanderError) process.exit(statusOf(error));
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(error instanceof AuthorizationError ? exitStatus[error.ending] : exitStatus.failed);
    },
  );

// commander has printed its own errors, and the help; doctor what it has found.
function statusOf({ code, exitCode }: CommanderError): number {
  if (code === "doctor.failed") return exitStatus.failed;
  return exitCode === 0 ? exitStatus.done : exitStatus.usage;
}
