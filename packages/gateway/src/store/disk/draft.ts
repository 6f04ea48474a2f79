// Bytes on their way into the store: a file in `incoming` until it is whole and on the disk, then renamed to where blobs are.
import type { BlobDraft } from "../blobs.ts";
import type { Disk, DiskFile } from "./disk.ts";
import { onDisk } from "./failure.ts";

/** Pieces are gathered to 1 MiB: sockets give 64 KiB, and each write is a journey to the thread pool. */
const WRITE_BYTES = 1024 * 1024;

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
    filled = 0;
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
      if (open) await close().catch(() => undefined);
      if (leftover !== null) await disk.unlink(leftover).catch(() => undefined);
      leftover = null;
    },
  };
}
