// The store of files over any database and any place for bytes. What must not happen: an acknowledged file without its bytes. So bytes are
// durable before their row, a row takes its blob out of the garbage in its own transaction, and every storing of bytes has a name of its
// own, so that a collection under way can never remove what a new row stands for.
import { StoreError } from "@fovea/client/internal/errors/errors";
import type { BlobDraft, Blobs } from "./blobs.ts";
import type { AddedRow, FileRows, NewFileRow } from "./file-rows.ts";
import type { FilePage, FileQuery, FileStore, StoredFile, Upload } from "./file-store.ts";
import { newFileId, randomCharacters, timeOfFileId } from "./random-id.ts";
import { storedMediaType } from "./stored-media-type.ts";
import { takeIn } from "./take-in.ts";

/** 500 MB, as the Claude API, in the reading that refuses less. Source: claude files documentation, read 2026-09-26. */
export const DEFAULT_MAX_FILE_BYTES = 500 * 1024 * 1024;
/** Ids from further ahead than clocks differ are of another store. */
const CLOCK_SKEW_MS = 24 * 3600 * 1000;

export interface FileLimits {
  /** Largest file, in bytes. Default 524,288,000 (500 MiB). */
  readonly maxFileBytes?: number;
  /** Bytes of one workspace's files together, expired ones not counted. */
  readonly quotaBytes?: number | null;
}

export interface StoredFilesOptions extends FileLimits {
  readonly rows: FileRows;
  readonly blobs: Blobs;
  /** ms since 1970. */
  readonly now: () => number;
  /** Names of blobs that are kept and have no row yet: whoever collects leaves them alone. */
  readonly inHand: Set<string>;
}

export function createStoredFiles(options: StoredFilesOptions): FileStore {
  const { rows, blobs, now, inHand, maxFileBytes = DEFAULT_MAX_FILE_BYTES, quotaBytes = null } = options;

  async function add(workspace: string, upload: Upload, signal: AbortSignal): Promise<StoredFile> {
    signal.throwIfAborted();
    const used = quotaBytes === null ? 0 : await rows.used(workspace, now());
    if (quotaBytes !== null && used >= quotaBytes) throw overQuota(quotaBytes, used);
    const draft = await blobs.create();
    try {
      const admit = (bytes: number) => {
        if (bytes > maxFileBytes) throw new StoreError("store.file-too-large", { limit: maxFileBytes, unit: "bytes" });
        if (quotaBytes !== null && used + bytes > quotaBytes) throw overQuota(quotaBytes, used);
      };
      const { bytes, sha256, start } = await takeIn(upload.body, draft, admit, signal);
      const seconds = upload.expiresInSeconds();
      const createdAt = now();
      const file: StoredFile = {
        id: newFileId(createdAt),
        filename: upload.filename,
        mediaType: storedMediaType(start, upload.declaredMediaType),
        bytes,
        sha256,
        createdAt,
        expiresAt: seconds === null ? null : createdAt + seconds * 1000,
      };
      await settle({ workspace, file, quotaBytes }, draft, signal);
      return file;
    } finally {
      await draft.drop();
    }
  }

  /** Stores the row, with the bytes that are there already or else with those of the draft. */
  async function settle(
    row: Pick<NewFileRow, "workspace" | "file" | "quotaBytes">,
    draft: BlobDraft,
    signal: AbortSignal,
  ) {
    const { sha256, bytes } = row.file;
    const there = await rows.blob(sha256);
    const whole = there !== null && (await blobs.read(there.name))?.length === bytes;
    signal.throwIfAborted();
    if (whole) {
      const added = await rows.add({ ...row, blob: null, lost: null }, now());
      if (added.outcome !== "no-blob") return admitted(added);
    }
    const name = `${sha256}-${randomCharacters(12)}`;
    inHand.add(name);
    try {
      await draft.keep(name);
      const added = signal.aborted
        ? null
        : await rows.add({ ...row, blob: name, lost: whole ? null : (there?.name ?? null) }, now());
      // Where the database failed instead of answering, the bytes stay, to be collected: its commit may yet turn out to have happened.
      if (added?.outcome !== "added" || added.blob !== name) await blobs.remove(name).catch(() => undefined);
      if (added === null) throw signal.reason;
      admitted(added);
    } finally {
      inHand.delete(name);
    }
  }

  function admitted(added: AddedRow): void {
    if (added.outcome === "quota") throw overQuota(quotaBytes ?? 0, added.used);
    if (added.outcome === "no-blob") throw new TypeError("the rows refused the blob they were given");
  }

  async function list(workspace: string, query: FileQuery): Promise<FilePage> {
    const { limit, after, before } = query;
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) throw new TypeError(`limit is ${limit}`);
    if (after !== undefined && before !== undefined) throw new TypeError("after and before exclude each other");
    const position = after ?? before;
    if (position !== undefined) {
      const time = timeOfFileId(position);
      if (time === null || time > now() + CLOCK_SKEW_MS) return { files: [], more: false };
    }
    const found = await rows.list(workspace, query, now());
    if (found.length <= limit) return { files: found, more: false };
    // The one too many is the furthest from the position.
    return { files: before === undefined ? found.slice(0, limit) : found.slice(1), more: true };
  }

  async function open(workspace: string, id: string) {
    const file = await rows.get(workspace, id, now());
    if (file === null) throw new StoreError("store.file-not-found", { id });
    if (file.expiresAt !== null && file.expiresAt <= now()) throw new StoreError("store.file-expired", { id });
    const blob = await rows.blob(file.sha256);
    const content = blob === null ? null : await blobs.read(blob.name);
    // Deleted between the two looks.
    if (blob === null && (await rows.get(workspace, id, now())) === null)
      throw new StoreError("store.file-not-found", { id });
    if (content?.length !== file.bytes) throw new StoreError("store.bytes-lost", { id });
    return { file, content };
  }

  return {
    add,
    get: (workspace, id) => rows.get(workspace, id, now()),
    list,
    pick: (workspace, ids) => rows.pick(workspace, ids, now()),
    open,
    holds: (workspace, sha256) => rows.holds(workspace, sha256, now()),
    delete: (workspace, id) => rows.remove(workspace, id, now()),
  };
}

const overQuota = (limit: number, used: number) => new StoreError("store.quota", { limit, used, unit: "bytes" });
