// The upload ledger of one process: it is gone when the process ends; the files on the platform are not.
import { createTurns } from "./turns.ts";
import type { UploadLedger } from "./upload-ledger.ts";
import { createUploadRows, nameOfKey } from "./upload-rows.ts";

/** Rows between two looks for expired ones. */
const SWEEP_ROWS = 1000;

/** Remembers in memory what was uploaded where: some 300 bytes a file, until it is forgotten or has expired. */
export function createMemoryLedger(): UploadLedger {
  const rows = createUploadRows();
  const turns = createTurns();
  let sweepAt = SWEEP_ROWS;

  return {
    async find(key, validAt) {
      return rows.find(key, validAt);
    },
    async put(row) {
      rows.put(row);
      if (rows.size < sweepAt) return;
      rows.dropExpired(row.createdAt);
      sweepAt = rows.size + SWEEP_ROWS;
    },
    async touch(key, usedAt) {
      const row = rows.find(key, Number.NEGATIVE_INFINITY);
      if (row !== null) rows.touch(row.account, row.fileId, usedAt);
    },
    async forget(account, fileId) {
      rows.forget(account, fileId);
    },
    async list(account) {
      return [...rows.all()].filter((row) => row.account === account);
    },
    exclusive: (key, work, signal) => turns.run(nameOfKey(key), work, signal),
  };
}
