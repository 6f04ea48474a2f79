// The rows of an upload ledger in memory. What is written down may come in any order and more than once: a file that was forgotten stays so.
import type { UploadKey, UploadRow } from "./upload-ledger.ts";

export interface UploadRows {
  readonly size: number;
  put(row: UploadRow): void;
  touch(account: string, fileId: string, usedAt: number): void;
  forget(account: string, fileId: string): void;
  /** Of the files of a key the one that lasts longest, when that is beyond `validAt`. */
  find(key: UploadKey, validAt: number): UploadRow | null;
  all(): Iterable<UploadRow>;
  dropExpired(now: number): void;
}

export function createUploadRows(): UploadRows {
  const byFile = new Map<string, UploadRow>();
  const filesOf = new Map<string, Set<string>>();
  const forgotten = new Set<string>();

  function remove(file: string): void {
    const row = byFile.get(file);
    if (row === undefined) return;
    byFile.delete(file);
    const key = nameOfKey(row);
    const files = filesOf.get(key);
    files?.delete(file);
    if (files?.size === 0) filesOf.delete(key);
  }

  return {
    get size() {
      return byFile.size;
    },
    put(row) {
      const file = nameOfFile(row.account, row.fileId);
      if (forgotten.has(file)) return;
      const usedAt = Math.max(row.usedAt, byFile.get(file)?.usedAt ?? row.usedAt);
      remove(file);
      byFile.set(file, Object.freeze({ ...row, usedAt }));
      const key = nameOfKey(row);
      filesOf.set(key, (filesOf.get(key) ?? new Set()).add(file));
    },
    touch(account, fileId, usedAt) {
      const file = nameOfFile(account, fileId);
      const row = byFile.get(file);
      if (row !== undefined && row.usedAt < usedAt) byFile.set(file, Object.freeze({ ...row, usedAt }));
    },
    forget(account, fileId) {
      const file = nameOfFile(account, fileId);
      remove(file);
      forgotten.add(file);
    },
    find(key, validAt) {
      let best: UploadRow | null = null;
      for (const file of filesOf.get(nameOfKey(key)) ?? []) {
        const row = byFile.get(file);
        if (row !== undefined && lastsBeyond(row, validAt) && (best === null || endOf(row) > endOf(best))) best = row;
      }
      return best;
    },
    all: () => byFile.values(),
    dropExpired(now) {
      for (const [file, row] of byFile) if (endOf(row) <= now) remove(file);
    },
  };
}

export function nameOfKey({ account, sha256, mediaType }: UploadKey): string {
  return JSON.stringify([account, sha256, mediaType]);
}

const nameOfFile = (account: string, fileId: string): string => JSON.stringify([account, fileId]);

function endOf({ expiresAt }: UploadRow): number {
  return expiresAt ?? Number.POSITIVE_INFINITY;
}

/** Nothing lasts beyond `Infinity` but what does not expire. */
function lastsBeyond({ expiresAt }: UploadRow, validAt: number): boolean {
  return expiresAt === null || expiresAt > validAt;
}
