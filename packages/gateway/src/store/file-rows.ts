// What files need of a database: rows of files, and of the blobs they stand for. Every method is one transaction. A file's row is never
// without its blob's; a blob's row says under which name the bytes were made durable, before the row was written.
import type { FileQuery, StoredFile } from "./file-store.ts";

/** How long a file can be read about after it has expired, in ms: 30 days. Source: claude files documentation, read 2026-09-26. */
export const METADATA_KEPT_MS = 30 * 24 * 3600 * 1000;

/** Where the bytes of one sha256 are kept. */
export interface BlobRow {
  /** The name they were kept under; the same bytes stored again after a collection have another. */
  readonly name: string;
  readonly bytes: number;
}

export interface NewFileRow {
  readonly workspace: string;
  readonly file: StoredFile;
  /** The bytes, made durable just now; null: only if these bytes have a row already. */
  readonly blob: string | null;
  /** A name under which the bytes were looked for and not found: the new blob takes its place, for every file of these bytes. */
  readonly lost: string | null;
  /** Null: none. */
  readonly quotaBytes: number | null;
}

export type AddedRow =
  /** `blob` is the name that the row stands for, maybe not the one that was brought. */
  | { readonly outcome: "added"; readonly blob: string }
  | { readonly outcome: "no-blob" }
  | { readonly outcome: "quota"; readonly used: number };

/** `now` is ms since 1970 everywhere. */
export interface FileRows {
  blob(sha256: string): Promise<BlobRow | null>;
  /** Bytes of a workspace's files that have not expired. */
  used(workspace: string, now: number): Promise<number>;
  /** Counts against the quota, adds the row and takes the blob out of the garbage if it was in there. */
  add(row: NewFileRow, now: number): Promise<AddedRow>;
  get(workspace: string, id: string, now: number): Promise<StoredFile | null>;
  /** At most `limit` files beside a position, newest first, and one more to see whether there are more. */
  list(workspace: string, query: FileQuery, now: number): Promise<readonly StoredFile[]>;
  pick(workspace: string, ids: readonly string[], now: number): Promise<readonly StoredFile[]>;
  /** Whether a file of the workspace that has not expired has these bytes. */
  holds(workspace: string, sha256: string, now: number): Promise<boolean>;
  /** Takes the row away. A blob without a living file is garbage from now on. */
  remove(workspace: string, id: string, now: number): Promise<boolean>;
  /**
   * Forgets files that expired METADATA_KEPT_MS ago, and blobs that have been garbage for longer than `graceMs`; the names of those, whose
   * bytes nobody can reach any more.
   */
  collect(now: number, graceMs: number): Promise<readonly string[]>;
  /** Those of the names that have a row. */
  known(names: readonly string[]): Promise<ReadonlySet<string>>;
}
