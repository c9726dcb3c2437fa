import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Things of one kind by their key, in the order in which they were first put. */
export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  delete(key: string): void;
  all(): T[];
}

/**
 * Everything that the emulator remembers. With a folder it is a database there, and what was answered is on its way to
 * the disk before the answer leaves: a SIGKILL loses nothing. Without one it lives in memory.
 */
export class Store {
  private readonly database: DatabaseSync;

  constructor(folder?: string) {
    if (folder) fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.database = new DatabaseSync(folder ? path.join(folder, "emulator.sqlite") : ":memory:");
    this.database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; " +
        "CREATE TABLE IF NOT EXISTS things (kind TEXT, key TEXT, value TEXT, place INTEGER PRIMARY KEY AUTOINCREMENT, UNIQUE (kind, key));",
    );
  }

  collection<T>(kind: string): Collection<T> {
    const one = this.database.prepare("SELECT value FROM things WHERE kind = ? AND key = ?");
    const every = this.database.prepare("SELECT value FROM things WHERE kind = ? ORDER BY place");
    const upsert = this.database.prepare(
      "INSERT INTO things (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
    );
    const remove = this.database.prepare("DELETE FROM things WHERE kind = ? AND key = ?");
    const parse = (row: unknown): T => JSON.parse((row as { value: string }).value) as T;
    return {
      get: (key) => {
        const row = one.get(kind, key);
        return row === undefined ? undefined : parse(row);
      },
      put: (key, value) => void upsert.run(kind, key, JSON.stringify(value)),
      delete: (key) => void remove.run(kind, key),
      all: () => every.all(kind).map(parse),
    };
  }

  /** Runs several changes as one: a kill in the middle leaves all of them or none. */
  together<T>(changes: () => T): T {
    this.database.exec("BEGIN");
    try {
      const result = changes();
      this.database.exec("COMMIT");
      return result;
    } catch (error) {
      this.database.exec("ROLLBACK");
      throw error;
    }
  }

  clear(kinds: string[]): void {
    for (const kind of kinds) this.database.prepare("DELETE FROM things WHERE kind = ?").run(kind);
  }

  close(): void {
    this.database.close();
  }
}
