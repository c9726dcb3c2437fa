import { runCommand } from "./run-command.mjs";

/** Installs packages of Debian and its kin, as root or by a sudo that asks for no password. */
export async function aptInstall(env, packages) {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "--non-interactive"];
  const apt = async (...args) => {
    const [command, ...rest] = [
      ...asRoot,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "--quiet",
      "--yes",
      ...args,
    ];
    await runCommand(command, rest, { env });
  };
  await apt("update");
  await apt("install", "--no-install-recommends", ...packages);
}
