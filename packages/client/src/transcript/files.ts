// The files of a repair: what is written beside the transcript, and the backup. Nothing that is there is ever written over.
import { constants } from "node:fs";
import { copyFile, type FileHandle, link, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { errorOf } from "../errors/errors.ts";

/** Where pieces are written before they are put in place. The first file is the lock as well: it must not be there. */
export interface Scratch {
  readonly base: string;
  /** Mode of the transcript. */
  readonly mode: number;
  /** What has been made, to be taken away in the end. */
  readonly made: string[];
}

/** Names tried for a backup: `.bak`, `.bak.2` and so on. */
const MAX_BACKUPS = 1_000;

/** A new file with these bytes, on the disk when this comes back. @throws InputError `input.being-repaired`, `input.not-writable` */
export async function written({ base, mode, made }: Scratch, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const path = made.length === 0 ? base : `${base}.${made.length + 1}`;
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? errorOf("input.being-repaired", { path }) : unwritable(path, error);
  });
  made.push(path);
  try {
    for await (const chunk of chunks) await writeAll(file, chunk, path);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, path: string): Promise<void> {
  for (let at = 0; at < bytes.length; )
    at += await file.write(bytes, at).then(
      ({ bytesWritten }) => bytesWritten,
      (error: unknown) => {
        throw unwritable(path, error);
      },
    );
}

/** The same file under a second name, which keeps it when the first is given to another. Where there are no such names, a copy. */
export async function backUp(path: string): Promise<string> {
  for (let number = 1; number <= MAX_BACKUPS; number++) {
    const backup = number === 1 ? `${path}.bak` : `${path}.bak.${number}`;
    const error = await tried(() => link(path, backup));
    if (error === null) return backup;
    if (error.code === "EEXIST") continue;
    const other = await tried(() => copyFile(path, backup, constants.COPYFILE_EXCL));
    if (other === null) return backup;
    if (other.code !== "EEXIST") throw unwritable(backup, other);
  }
  throw unwritable(`${path}.bak`, { code: "EEXIST" });
}

async function tried(run: () => Promise<void>): Promise<NodeJS.ErrnoException | null> {
  return run().then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
}

/** In one step: nobody ever sees half of it. */
export async function putInPlace(from: string, path: string, { made }: Scratch): Promise<void> {
  await rename(from, path).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  // The name may be somebody else's from now on.
  made.splice(made.indexOf(from), 1);
  await syncFolder(path);
}

/** So that the new name is on the disk too. Some systems cannot open folders; there it comes when it comes. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

export function unreadable(path: string, error: unknown): Error {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR"
    ? errorOf("input.not-found", { path })
    : errorOf("input.not-readable", { path, reason: code });
}

function unwritable(path: string, error: unknown): Error {
  return errorOf("input.not-writable", { path, reason: (error as NodeJS.ErrnoException).code ?? "unknown" });
}
