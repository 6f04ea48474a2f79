// Reads the file at a path. It is opened once and judged by its handle, so that swapping it between a check and the read changes nothing.
import fs from "node:fs";
import { Socket } from "node:net";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { FoveaError, InputError, LimitError } from "../errors/errors.ts";
import { gather } from "./gather.ts";
import { isLikeBase64 } from "./like-base64.ts";

export interface ReadPathOptions {
  /** Folder that a relative path starts from; the process's own by default. */
  readonly cwd: string | undefined;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);

/** Without waiting: opening a named pipe would hang until somebody writes to it. Windows has no such flag. */
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOCTTY ?? 0);
const PIECE_BYTES = 262_144;
/** Longer than any system takes (Windows, in characters). Such a text is not even asked for: it is content by mistake. */
const MAX_PATH_CHARACTERS = 32_767;

/** The bytes of a file or named pipe. Throws an `InputError` that names the path as it was given, or `limit.input-bytes`. */
export async function readPath(path: string, { cwd = "", maxBytes, signal }: ReadPathOptions): Promise<Uint8Array> {
  if (path.length > MAX_PATH_CHARACTERS) throw notFound(path, undefined);
  try {
    const fd = await open(resolve(cwd, path), FLAGS);
    let ours = true;
    try {
      const stats = await fstat(fd);
      const options = { maxBytes, signal, name: shown(path) };
      if (stats.isFIFO()) {
        const socket = pipe(fd);
        ours = false;
        return await gather(socket, options);
      }
      if (stats.isDirectory()) throw new InputError("input.is-folder", { path: shown(path) });
      if (!stats.isFile()) throw notAFile(path, stats.isSocket());
      const { size } = stats;
      if (size > maxBytes)
        throw new LimitError("limit.input-bytes", { limit: maxBytes, actual: size, unit: "bytes", name: shown(path) });
      return await gather(pieces(fd, signal), { ...options, expected: size, signal: undefined });
    } finally {
      if (ours) await close(fd);
    }
  } catch (error) {
    throw isSystemError(error) ? explain(error, path) : error;
  }
}

/**
 * To the end, whatever size the handle tells: files of /proc tell 0. One buffer serves all pieces; the reader copies. An abort waits for the running
 * read: were the descriptor closed under it, the read could take bytes from whatever is opened next.
 */
async function* pieces(fd: number, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES);
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await read(fd, buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** A pipe is waited for by the event loop, not by a thread that cannot be interrupted. The socket owns the descriptor. */
function pipe(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: false });
}

function explain(error: NodeJS.ErrnoException, path: string): FoveaError {
  const code = error.code ?? "";
  const name = shown(path);
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return notFound(path, error);
  if (code === "EISDIR") return new InputError("input.is-folder", { path: name }, { cause: error });
  if (code === "ENXIO") return notAFile(path, true);
  return new InputError("input.not-readable", { path: name, reason: code }, { cause: error });
}

/** Says what a text is that names no file. */
function notFound(path: string, cause: unknown): InputError {
  if (isLikeBase64(path))
    return new InputError("input.looks-like-base64", { start: path.trimStart().slice(0, 12), length: path.length });
  return new InputError("input.not-found", { path: shown(path) }, { cause });
}

function notAFile(path: string, socket: boolean): InputError {
  return new InputError("input.not-a-file", { path: shown(path), kind: socket ? "socket" : "device" });
}

/** Errors of system calls; mistakes of this program and aborts pass. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && !FoveaError.isInstance(error);
}

/** The path for a sentence: on one line, and not endless. */
function shown(path: string): string {
  const short = path.length > 300 ? `${path.slice(0, 150)}…${path.slice(-149)}` : path;
  return short.replace(/\p{Cc}/gu, "?");
}
