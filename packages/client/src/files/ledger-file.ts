// The file behind an upload ledger. Reading needs no lock: lines are only added, and a file that has grown too long is replaced as a whole. Writing
// is done by one process at a time.
import { randomBytes } from "node:crypto";
import { constants, type FileHandle, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StoreError } from "../errors/errors.ts";
import { applyLines, FORMAT, headOf, lineOf, readHead } from "./ledger-lines.ts";
import { createUploadRows, type UploadRows } from "./upload-rows.ts";

/** From so many bytes on a file is looked at: whether it is mostly of the past. */
const COMPACT_BYTES = 65_536;
/** A row's line, with room. */
const ROW_BYTES = 400;
/** A file is written anew when it is so many times as long as its rows need. */
const COMPACT_TIMES = 4;

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

export interface LedgerFile {
  /** What the file says now. @throws StoreError `store.newer`; errors of the file system */
  rows(): Promise<UploadRows>;
  /** Adds lines; on disk when it resolves, if `durable`. Only for who holds the lock. */
  append(lines: string, durable: boolean): Promise<void>;
}

/** @param now drops what has expired when the file is written anew */
export function openLedgerFile(path: string, now: () => number): LedgerFile {
  let rows = createUploadRows();
  /** Of the file that `rows` were read from: its id, and how far. */
  let read = { id: "", offset: 0, seen: "" };

  /** One look at a time: each goes on where the last one ended. */
  let looking: Promise<unknown> = Promise.resolve();

  function refresh(): Promise<UploadRows> {
    const look = looking.then(refreshOnce, refreshOnce);
    looking = look.catch(() => undefined);
    return look;
  }

  async function refreshOnce(): Promise<UploadRows> {
    const seen = await fingerprint(path);
    if (seen === null) {
      rows = createUploadRows();
      read = { id: "", offset: 0, seen: "" };
    }
    if (seen === null || seen === read.seen) return rows;
    const handle = await open(path, constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0));
    try {
      await readFrom(handle, seen);
    } finally {
      await handle.close();
    }
    return rows;
  }

  async function readFrom(handle: FileHandle, seen: string): Promise<void> {
    const stat = await handle.stat();
    if (!stat.isFile()) throw Object.assign(new Error(), { code: "it is no file" });
    const head = readHead(lines(await readRange(handle, 0, Math.min(stat.size, 200)))[0] ?? "");
    if (head === null && stat.size > 0) throw Object.assign(new Error(), { code: "it is no ledger of uploads" });
    if (head !== null && head.format > FORMAT)
      throw new StoreError("store.newer", { found: head.format, known: FORMAT });
    const id = head?.id ?? "";
    if (id !== read.id || stat.size < read.offset) {
      rows = createUploadRows();
      read = { id, offset: 0, seen: "" };
    }
    const bytes = await readRange(handle, read.offset, stat.size);
    // A line that is being written, or was broken off, is for the next look.
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    applyLines(lines(whole), rows);
    read = { id, offset: read.offset + whole.length, seen };
  }

  async function compact(): Promise<void> {
    await refresh();
    await removeDrafts(path);
    rows.dropExpired(now());
    const kept = [...rows.all()].map((row) => lineOf({ do: "put", row })).join("");
    const draft = `${path}.${randomBytes(8).toString("hex")}.new`;
    const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(headOf(randomBytes(8).toString("hex")) + kept);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await rename(draft, path);
    } catch (error) {
      await unlink(draft).catch(() => undefined);
      // Windows: somebody reads it at this moment. It is as good as before, only longer.
      if (!["EPERM", "EBUSY", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
    await syncFolder(dirname(path));
  }

  return {
    rows: refresh,
    async append(text, durable) {
      await refresh();
      if (read.id === "") await compact();
      const handle = await open(path, constants.O_RDWR | constants.O_APPEND | NO_FOLLOW | (constants.O_NONBLOCK ?? 0));
      let size = 0;
      try {
        const stat = await handle.stat();
        if (!stat.isFile()) throw Object.assign(new Error(), { code: "it is no file" });
        if ((stat.mode & 0o077) !== 0) await handle.chmod(0o600);
        const last = stat.size === 0 ? null : (await readRange(handle, stat.size - 1, stat.size))[0];
        // Whoever wrote before may have been ended in the middle of a line.
        const written = last === null || last === 10 ? text : `\n${text}`;
        await handle.appendFile(written);
        if (durable) await handle.datasync();
        size = stat.size + Buffer.byteLength(written);
      } finally {
        await handle.close();
      }
      if (size > COMPACT_BYTES && size > COMPACT_TIMES * ROW_BYTES * (await refresh()).size) await compact();
    },
  };
}

/** Differs when the file does; null where there is none. */
async function fingerprint(path: string): Promise<string | null> {
  try {
    const stat = await lstat(path, { bigint: true });
    if (stat.isSymbolicLink()) throw Object.assign(new Error(), { code: "it is a symbolic link" });
    return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function readRange(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function lines(bytes: Buffer): string[] {
  return bytes.toString("utf8").split("\n");
}

const DRAFT = /^\.[0-9a-f]{16}\.new$/;
/** Older ones belong to who died while writing them, in ms. */
const DRAFT_MS = 60_000;

async function removeDrafts(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  for (const one of await readdir(folder)) {
    if (!one.startsWith(name) || !DRAFT.test(one.slice(name.length))) continue;
    const stat = await lstat(join(folder, one)).catch(() => null);
    if (stat !== null && Date.now() - stat.mtimeMs > DRAFT_MS) await unlink(join(folder, one)).catch(() => undefined);
  }
}

/** So that the file's new name outlives a power cut; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
