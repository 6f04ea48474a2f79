// The few operations on a disk that the order of a safe write is made of. Thin, so that a test can record them and fail each in turn.
import { open, readdir, rename, stat, unlink } from "node:fs/promises";
import { makeFolders } from "@fovea/client/internal/files/make-folders";

export interface DiskFile {
  /** Writes all of the bytes behind those written before. */
  write(bytes: Uint8Array): Promise<void>;
  /** Reads from a position until the buffer is full or the file ends; how many bytes. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** When it resolves, content and length outlive a power cut. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** A new file that only its owner may read (0600). */
  create(path: string): Promise<DiskFile>;
  open(path: string): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** A folder that only its owner may enter (0700); one that is there already is left as it is. */
  makeFolder(path: string): Promise<void>;
  /** When it resolves, the names in a folder outlive a power cut. */
  syncFolder(path: string): Promise<void>;
  names(path: string): Promise<readonly string[]>;
  /** Null where there is no such file. */
  stat(path: string): Promise<{ readonly bytes: number; readonly writtenAt: number } | null>;
}

/** The disk of this machine. */
export const nodeDisk: Disk = {
  create: (path) => openFile(path, "wx"),
  open: (path) => openFile(path, "r"),
  rename,
  unlink,
  async makeFolder(path) {
    await makeFolders(path);
  },
  async syncFolder(path) {
    // Windows opens no folders, and writes their names through by itself.
    if (process.platform === "win32") return;
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
  names: readdir,
  async stat(path) {
    try {
      const { size, mtimeMs } = await stat(path);
      return { bytes: size, writtenAt: mtimeMs };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  },
};

async function openFile(path: string, flags: "wx" | "r"): Promise<DiskFile> {
  const handle = await open(path, flags, 0o600);
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
    },
    async read(buffer, position) {
      let at = 0;
      while (at < buffer.length) {
        const { bytesRead } = await handle.read(buffer, at, buffer.length - at, position + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return at;
    },
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
