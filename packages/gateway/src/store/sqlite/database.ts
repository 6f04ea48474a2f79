// One SQLite file: opened so that a commit outlives a power cut (WAL, synchronous=FULL), shared with other processes, its failures named.
import { open } from "node:fs/promises";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreError } from "@fovea/client/internal/errors/errors";
import { FORMAT, FORMATS } from "./sql.ts";

/** How long a statement waits for another process's transaction, in ms. Those take a few. */
const BUSY_MS = 5000;
// Result codes (sqlite.org/rescode.html, read 2026-11-22).
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_FULL = 13;

export type Parameters = Readonly<Record<string, SQLInputValue>>;
export type Row = Readonly<Record<string, unknown>>;

export interface Database {
  all(sql: string, parameters?: Parameters): readonly Row[];
  get(sql: string, parameters?: Parameters): Row | null;
  /** How many rows were changed. */
  run(sql: string, parameters?: Parameters): number;
  /** All of the work or nothing; nobody else writes meanwhile. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** @throws StoreError `store.no-sqlite` before Node 22.13 */
export async function loadSqlite(): Promise<typeof import("node:sqlite")> {
  try {
    return await import("node:sqlite");
  } catch (cause) {
    throw new StoreError("store.no-sqlite", { node: process.versions.node }, { cause });
  }
}

/** Makes a file that only its owner may read, if it is not there. Never opens one that is: closing it would end SQLite's locks on it. */
export async function makePrivateFile(path: string): Promise<void> {
  try {
    await (await open(path, "wx", 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** @throws StoreError `store.no-sqlite`, `store.newer`, `store.busy`, `store.unreadable` */
export async function openDatabase(path: string): Promise<Database> {
  const { DatabaseSync } = await loadSqlite();
  await makePrivateFile(path);
  const sqlite = named(() => new DatabaseSync(path));
  try {
    named(() => sqlite.exec(`PRAGMA busy_timeout = ${BUSY_MS}`));
    await switchToWal(sqlite);
    named(() => sqlite.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"));
    const database = databaseOn(sqlite);
    database.transaction(() => makeTables(sqlite));
    return database;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** SQLite does not wait by itself where two processes switch a new file at once. */
async function switchToWal(sqlite: DatabaseSync): Promise<void> {
  for (let waited = 0; ; waited += 20) {
    try {
      return named(() => sqlite.exec("PRAGMA journal_mode = WAL"));
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "store.busy" || waited >= BUSY_MS) throw error;
      await sleep(20);
    }
  }
}

/** A directory of an older format gets what it lacks; all of it happens, or nothing. */
function makeTables(sqlite: DatabaseSync): void {
  const found = Number(sqlite.prepare("PRAGMA user_version").get()?.user_version);
  if (found > FORMAT) throw new StoreError("store.newer", { found, known: FORMAT });
  if (found < FORMAT) sqlite.exec(`${FORMATS.slice(found).join(";")}; PRAGMA user_version = ${FORMAT}`);
}

function databaseOn(sqlite: DatabaseSync): Database {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string) => {
    const there = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, there);
    return there;
  };
  return {
    all: (sql, parameters = {}) => named(() => statement(sql).all(parameters) as Row[]),
    get: (sql, parameters = {}) => named(() => (statement(sql).get(parameters) as Row | undefined) ?? null),
    run: (sql, parameters = {}) => named(() => Number(statement(sql).run(parameters).changes)),
    transaction: (work) =>
      named(() => {
        sqlite.exec("BEGIN IMMEDIATE");
        try {
          const result = work();
          sqlite.exec("COMMIT");
          return result;
        } catch (error) {
          rollBack(sqlite);
          throw error;
        }
      }),
    close: () => sqlite.close(),
  };
}

function rollBack(sqlite: DatabaseSync): void {
  try {
    sqlite.exec("ROLLBACK");
  } catch {
    // After some failures SQLite has rolled back by itself.
  }
}

/** Runs work on SQLite, with its errors as ours. */
function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failureOf(error);
  }
}

/** The result code of an error of SQLite without its extension; null for other errors. */
export function sqliteCode(error: unknown): number | null {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === "ERR_SQLITE_ERROR" && typeof errcode === "number" ? errcode & 0xff : null;
}

function failureOf(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  if (code === SQLITE_BUSY || code === SQLITE_LOCKED)
    return new StoreError("store.busy", { waitedMs: BUSY_MS }, { cause: error });
  if (code === SQLITE_FULL) return new StoreError("store.full", {}, { cause: error });
  return new StoreError("store.unreadable", { what: "database", reason: (error as Error).message }, { cause: error });
}
