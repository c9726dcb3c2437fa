import type { Command } from "commander";
import { elements } from "../elements/table";

/** Adds the command that gives a shell its completion: commands, options and the keys of the known elements. */
export async function completeIn(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  const completion = tab(program);
  const words: Record<string, [string, () => string[]]> = {
    authorize: ["element", () => Object.keys(elements)],
  };
  for (const [command, [argument, values]] of Object.entries(words)) {
    completion.commands.get(command)?.argument(argument, (complete) => values().forEach((each) => complete(each, "")));
  }
}
