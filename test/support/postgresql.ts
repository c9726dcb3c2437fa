import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { fakeSecret } from "./secrets";
import { serve } from "./server";

const database = "postgres";
const user = "fleet";

/** A PostgreSQL of a test's own, with a cluster in a temporary folder that goes with it. */
export class Postgresql {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    readonly password: string,
    private readonly addresses: string[],
  ) {}

  /** Starts one on the loopback interface, and on further addresses of this machine. */
  static async start(...addresses: string[]): Promise<Postgresql> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "postgresql-"));
    const postgresql = new Postgresql(folder, await freePort(), fakeSecret("database-password"), [
      "127.0.0.1",
      ...addresses,
    ]);
    postgresql.initialize();
    await postgresql.launch();
    return postgresql;
  }

  /** What a client finds it by, at one of its addresses. */
  environment(host = "127.0.0.1"): Record<string, string> {
    return {
      PGHOST: host,
      PGPORT: String(this.port),
      PGUSER: user,
      PGDATABASE: database,
      PGPASSWORD: this.password,
      PGSSLMODE: "disable",
    };
  }

  /** Ends all connections at once, and starts again. */
  async restart(): Promise<void> {
    await this.stop("SIGINT");
    await this.launch();
  }

  async close(): Promise<void> {
    await this.stop("SIGINT");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private initialize(): void {
    const passwordFile = path.join(this.folder, "password");
    fs.writeFileSync(passwordFile, this.password, { mode: 0o600 });
    const { uid, gid } = owner();
    if (uid !== undefined) for (const each of [this.folder, passwordFile]) fs.chownSync(each, uid, gid ?? uid);
    const args = ["--pgdata", this.data, "--username", user, "--auth", "scram-sha-256", "--pwfile", passwordFile];
    execFileSync(program("initdb"), [...args, "--encoding", "UTF8", "--locale", "C"], { ...owner(), stdio: "pipe" });
    // Of the networks that a test has made itself, where there are any.
    for (const address of this.addresses.slice(1))
      fs.appendFileSync(path.join(this.data, "pg_hba.conf"), `host all all ${address}/24 scram-sha-256\n`);
    fs.rmSync(passwordFile);
  }

  private async launch(): Promise<void> {
    const settings = {
      listen_addresses: this.addresses.join(","),
      port: String(this.port),
      unix_socket_directories: "",
      max_connections: "300",
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    this.server = spawn(program("postgres"), ["-D", this.data, ...flags], { ...owner(), stdio: "ignore" });
    const ended = once(this.server, "exit").then(() => true);
    while (!(await this.answers())) {
      if (await Promise.race([ended, pause()])) throw new Error("PostgreSQL ended before it was ready");
    }
  }

  private async answers(): Promise<boolean> {
    const { port, password } = this;
    const client = new Client({ host: "127.0.0.1", port, user, database, password });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("select 1");
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async stop(signal: NodeJS.Signals): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  }

  private get data(): string {
    return path.join(this.folder, "data");
  }
}

function program(name: string): string {
  const folder = process.env.POSTGRESQL;
  if (!folder) throw new Error("POSTGRESQL is not set: run the tests by npm test, which finds one.");
  return path.join(folder, name);
}

// PostgreSQL refuses to run as root: there it runs as the user that its package has made.
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = await serve(() => undefined);
  await server.close();
  return Number(new URL(server.origin).port);
}

const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 50));
