// Bytes on their way into the store: a file in `incoming` until it is whole and on the disk, then renamed to where blobs are.
import type { BlobDraft } from "../blobs.ts";
import type { Disk, DiskFile } from "./disk.ts";
import { onDisk } from "./failure.ts";

/**
 * Pieces are gathered to 256 KiB: sockets give 64 KiB, and each write is a journey to the thread pool. More than that would be written when
 * there is nothing left to hash.
 */
const WRITE_BYTES = 256 * 1024;
/** So often the disk is told to begin with what it has, so that the end of a large file waits for little: 2 MiB. */
const SYNC_BYTES = 2 * 1024 * 1024;

export interface DraftOptions {
  readonly disk: Disk;
  readonly file: DiskFile;
  readonly path: string;
  /** Where a name's bytes are kept; makes their folder, durably. */
  readonly home: (name: string) => Promise<{ readonly folder: string; readonly path: string }>;
}

export function createDraft({ disk, file, path, home }: DraftOptions): BlobDraft {
  // One buffer fills while the other is written.
  let filling: Buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  let spare: Buffer | null = null;
  let filled = 0;
  let writing: Promise<void> = Promise.resolve();
  let unsynced = 0;
  // A failure is told once by the system, so none may be missed: `keep` awaits every one.
  let syncing: Promise<void> | null = null;
  let failure: unknown = null;
  let open = true;
  let leftover: string | null = path;

  async function flush(): Promise<void> {
    await writing;
    const full = filling;
    filling = spare ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
    spare = full;
    writing = file.write(full.subarray(0, filled));
    // Whoever awaits it next is told.
    writing.catch(() => undefined);
    unsynced += filled;
    filled = 0;
    if (unsynced >= SYNC_BYTES && syncing === null) syncing = beginSync();
  }

  async function beginSync(): Promise<void> {
    unsynced = 0;
    try {
      await file.datasync();
    } catch (error) {
      failure = error;
    } finally {
      syncing = null;
    }
  }

  async function close(): Promise<void> {
    open = false;
    await file.close();
  }

  return {
    write: (piece) =>
      onDisk(async () => {
        for (let at = 0; at < piece.length; ) {
          const part = piece.subarray(at, at + WRITE_BYTES - filled);
          filling.set(part, filled);
          filled += part.length;
          at += part.length;
          if (filled === WRITE_BYTES) await flush();
        }
      }),
    keep: (name) =>
      onDisk(async () => {
        if (filled > 0) await flush();
        await writing;
        await syncing;
        if (failure !== null) throw failure;
        await file.datasync();
        await close();
        const { folder, path: kept } = await home(name);
        await disk.rename(path, kept);
        leftover = kept;
        await disk.syncFolder(folder);
        leftover = null;
      }),
    async drop() {
      await writing.catch(() => undefined);
      await syncing;
      if (open) await close().catch(() => undefined);
      if (leftover !== null) await disk.unlink(leftover).catch(() => undefined);
      leftover = null;
    },
  };
}
