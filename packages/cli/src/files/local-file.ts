// A file of this machine that is to be uploaded: looked at before the first byte is sent, read while it is sent.
import { constants, type FileHandle, open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { errorOf } from "@fovea/client/internal/errors/errors";
import { CommandError } from "../command-error.ts";
import { declaredType, LOOK_BYTES } from "./declared-type.ts";

export interface LocalFile {
  readonly name: string;
  /** In bytes, when it was opened. */
  readonly size: number;
  readonly mediaType: string;
  /** From the beginning, as often as it is called. @throws CommandError `files.changed`; InputError when it cannot be read */
  read(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 262_144;

/** Opens it once: what is read later is this file, whatever happens to its name. @throws InputError when there is none, or it cannot be read */
export async function openLocalFile(path: string, cwd: string): Promise<LocalFile> {
  // A pipe would keep `open` waiting for its writer.
  const handle = await open(resolve(cwd, path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((cause) => {
    throw unopened(path, cause);
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw errorOf("input.is-folder", { path });
    if (!stat.isFile()) throw errorOf("input.not-a-file", { path, kind: stat.isSocket() ? "socket" : "device" });
    if (stat.size === 0) throw errorOf("input.empty", { what: "file" });
    const start = new Uint8Array(Math.min(LOOK_BYTES, stat.size));
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return {
      name: basename(path),
      size: stat.size,
      mediaType: declaredType(start.subarray(0, bytesRead), path),
      read: () => readWhole(handle, path, stat.size),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function* readWhole(handle: FileHandle, path: string, size: number): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (;;) {
    // One byte more than there should be: a file that grew is not the file that was announced.
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size - position + 1));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position).catch((cause) => {
      throw unreadable(path, cause);
    });
    position += bytesRead;
    if (position > size || (bytesRead === 0 && position < size)) throw changed(path);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
  }
}

function unopened(path: string, cause: NodeJS.ErrnoException): Error {
  if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return errorOf("input.not-found", { path });
  return unreadable(path, cause);
}

function unreadable(path: string, cause: NodeJS.ErrnoException): Error {
  return errorOf("input.not-readable", { path, reason: cause.code ?? cause.message }, { cause });
}

function changed(path: string): CommandError {
  return new CommandError({
    exit: "input",
    code: "files.changed",
    title: "The file changed while it was uploaded",
    message: `${path} became longer or shorter while it was read; nothing was stored.`,
    fix: "Upload it again when whoever writes it is done.",
  });
}
