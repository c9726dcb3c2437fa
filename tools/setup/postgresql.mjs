import fs from "node:fs";
import path from "node:path";
import { aptInstall } from "./apt.mjs";
import { report } from "./report.mjs";

const elsewhere = ["/opt/homebrew/bin", "/usr/local/bin"];
const debian = "/usr/lib/postgresql";

/** The folder with PostgreSQL's own programs (initdb, postgres), for the tests of the fleet: POSTGRESQL, the machine's, or Debian's. */
export async function findPostgresql(env) {
  const found = env.POSTGRESQL || installed(env);
  if (found) return found;
  try {
    report("installing PostgreSQL, for the tests of the fleet (once)");
    await aptInstall(env, ["postgresql"]);
  } catch (error) {
    throw new Error(
      "The tests of the fleet start a PostgreSQL of their own, and none was found or could be installed.\n" +
        `Install one (Debian and Ubuntu: apt-get install postgresql), or name the folder of its programs in POSTGRESQL.\n${error.message}`,
      { cause: error },
    );
  }
  const now = installed(env);
  if (!now) throw new Error("PostgreSQL was installed, yet its programs were not found.");
  return now;
}

function installed(env) {
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...env.PATH.split(path.delimiter),
    ...elsewhere,
  ];
  return folders.find((folder) => fs.existsSync(path.join(folder, "initdb")));
}
