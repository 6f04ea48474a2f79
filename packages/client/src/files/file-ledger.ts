// The upload ledger that processes share: a file beside which locks are taken. Whoever is killed at any moment loses at most what was not answered.
import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FoveaError, StoreError } from "../errors/errors.ts";
import { openLedgerFile } from "./ledger-file.ts";
import { type Change, lineOf } from "./ledger-lines.ts";
import { takeLock } from "./lock-file.ts";
import { makeFolders } from "./make-folders.ts";
import { createTurns } from "./turns.ts";
import type { UploadLedger } from "./upload-ledger.ts";
import { nameOfKey } from "./upload-rows.ts";

export interface FileLedgerOptions {
  /** ms since 1970: what has expired is dropped when the file is written anew. Default: the clock. */
  readonly now?: () => number;
}

interface Waiting {
  readonly change: Change;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Remembers in a file what was uploaded where; any number of processes of one user share it. The file is made when the first row is put, readable
 * by its owner alone, with the folders above it; its locks are in `<path>.locks`.
 *
 * @param path of the file; a relative one starts from the process's folder. A symbolic link is refused
 * @throws StoreError (each call) `store.ledger` when the file cannot be read or written, `store.newer` for one of a newer Fovea
 */
export function createFileLedger(path: string, { now = Date.now }: FileLedgerOptions = {}): UploadLedger {
  if (typeof path !== "string" || path === "") throw new TypeError("path must be the path of a file");
  const whole = resolve(path);
  const locks = `${whole}.locks`;
  const file = openLedgerFile(whole, now);
  const turns = createTurns();
  let waiting: Waiting[] = [];

  async function told<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const { code } = error as NodeJS.ErrnoException;
      if (FoveaError.isInstance(error) || typeof code !== "string") throw error;
      throw new StoreError("store.ledger", { path: whole, reason: code }, { cause: error });
    }
  }

  async function underLock<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const lock = await told(async () => {
      await makeFolders(dirname(whole));
      await makeFolders(locks);
      if (!(await lstat(locks)).isDirectory()) throw Object.assign(new Error(), { code: `${locks} is no folder` });
      return takeLock(join(locks, name), signal);
    }, signal);
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  /** Those who write at the same time write together. */
  function write(change: Change): Promise<void> {
    return new Promise((done, failed) => {
      waiting.push({ change, done, failed });
      if (waiting.length === 1) void turns.run("write", writeAll);
    });
  }

  async function writeAll(): Promise<void> {
    let batch: readonly Waiting[] = [];
    const take = (): void => {
      batch = waiting;
      waiting = [];
    };
    try {
      await underLock("write", async () => {
        take();
        const durable = batch.some(({ change }) => change.do !== "touch");
        const text = batch.map(({ change }) => lineOf(change)).join("");
        await told(() => file.append(text, durable));
      });
      for (const { done } of batch) done();
    } catch (error) {
      // Without the lock nothing was taken; all wait for this one.
      if (batch.length === 0) take();
      for (const { failed } of batch) failed(error);
    }
  }

  return {
    find: (key, validAt) => told(async () => (await file.rows()).find(key, validAt)),
    put: (row) => write({ do: "put", row }),
    async touch(key, usedAt) {
      const row = await told(async () => (await file.rows()).find(key, Number.NEGATIVE_INFINITY));
      if (row === null || row.usedAt >= usedAt) return;
      await write({ do: "touch", account: row.account, fileId: row.fileId, usedAt });
    },
    forget: (account, fileId) => write({ do: "forget", account, fileId }),
    list: (account) => told(async () => [...(await file.rows()).all()].filter((row) => row.account === account)),
    exclusive(key, work, signal) {
      const name = createHash("sha256").update(nameOfKey(key)).digest("hex").slice(0, 32);
      return turns.run(name, () => underLock(name, work, signal), signal);
    },
  };
}
