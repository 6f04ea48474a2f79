// One server per directory. The lock is SQLite's on an empty database: the system takes it from a process that dies, so there is no stale
// lock to guess about, and no process id that means another process by now. The file beside it only names the holder.
import { readFile, rename, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreError } from "@fovea/client/internal/errors/errors";
import { loadSqlite, makePrivateFile, sqliteCode } from "../sqlite/database.ts";

const SQLITE_BUSY = 5;

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** RFC 3339. */
  readonly since: string;
}

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Takes the lock or throws. @throws StoreError `store.locked`, `store.no-sqlite` */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const { DatabaseSync } = await loadSqlite();
  const path = join(directory, "lock.sqlite");
  const name = join(directory, "lock.json");
  await makePrivateFile(path);
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE");
  } catch (error) {
    database.close();
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    throw new StoreError("store.locked", { directory, holder: await holderOf(name) });
  }
  try {
    const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    await writeFile(`${name}.new`, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
    await rename(`${name}.new`, name);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    async release() {
      await unlink(name).catch(() => undefined);
      database.close();
    },
  };
}

/** Whoever says to have the directory open, and lives; null where nobody does. The lock itself is not tried. */
export async function readLockHolder(directory: string): Promise<Holder | null> {
  const holder = await readHolder(join(directory, "lock.json"));
  return holder !== null && mayLive(holder) ? holder : null;
}

/** Who holds the lock; null where that is not to be found out: for a moment after it was taken, the file names nobody or the one before. */
async function holderOf(path: string): Promise<Holder | null> {
  for (let tries = 0; tries < 10; tries++) {
    const holder = await readHolder(path);
    if (holder !== null && mayLive(holder)) return holder;
    await sleep(20);
  }
  return null;
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const read: unknown = JSON.parse(await readFile(path, "utf8"));
    const { pid, host, since } = read as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === "number" && typeof host === "string" && typeof since === "string"
      ? { pid, host, since }
      : null;
  } catch {
    return null;
  }
}

/** False for a process of this machine that is gone. */
function mayLive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
