import type { Command } from "commander";
import { elements } from "../elements/table";

/** Adds the command that gives a shell its completion: commands, options and the keys of the known elements. */
export async function completeIn(program: Command): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  const completion = tab(program);
  completion.commands.get("authorize")?.argument("element", (complete) => {
    for (const key of Object.keys(elements)) complete(key, "");
  });
}
