// Taking away from a platform what was uploaded there and is of no use any more.
import type { FilesApi } from "./files-api.ts";
import type { UploadLedger, UploadRow } from "./upload-ledger.ts";
import type { Pruned } from "./uploads.ts";

/** Longest wait for a deletion that nobody waits for, in ms. */
const QUIET_TIMEOUT_MS = 60_000;

export interface PruneOptions {
  readonly api: FilesApi;
  readonly ledger: UploadLedger;
  /** File ids that stay. */
  readonly keep: Iterable<string>;
  /** What was used after this stays, in ms since 1970. */
  readonly before: number;
  readonly signal?: AbortSignal | undefined;
}

/** Deletes one after the other; one that cannot be deleted stays in the ledger and is told of. @throws the signal's reason */
export async function prune({ api, ledger, keep, before, signal }: PruneOptions): Promise<Pruned> {
  const referenced = new Set(keep);
  const deleted: string[] = [];
  const kept: { fileId: string; reason: string }[] = [];

  async function pruneOne(row: UploadRow): Promise<boolean> {
    // Somebody may have used it, or deleted it, while others were deleted.
    const current = (await ledger.list(api.account)).find(({ fileId }) => fileId === row.fileId);
    if (current === undefined || current.usedAt > before) return false;
    await api.remove(row.fileId, signal);
    await ledger.forget(api.account, row.fileId);
    return true;
  }

  for (const row of await ledger.list(api.account)) {
    signal?.throwIfAborted();
    if (referenced.has(row.fileId) || row.usedAt > before) continue;
    try {
      // Not while the same bytes are uploaded: whoever does would be given a file that is about to go.
      if (await ledger.exclusive(row, () => pruneOne(row), signal)) deleted.push(row.fileId);
    } catch (error) {
      signal?.throwIfAborted();
      kept.push({ fileId: row.fileId, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { deleted, kept };
}

/** Takes a file away that nobody will know of; when that fails too, nobody can be told. */
export async function removeQuietly(api: FilesApi, fileId: string): Promise<void> {
  await api.remove(fileId, AbortSignal.timeout(QUIET_TIMEOUT_MS)).catch(() => undefined);
}
