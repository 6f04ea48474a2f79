// What a store of files promises, whatever holds them: asynchronous, workspace first. One file's bytes never change.
import type { BytesRef } from "@fovea/client/internal/content/edit";

/** A file of a workspace, as the store knows it. Times are ms since 1970. */
export interface StoredFile {
  /** `file_` and 24 letters and digits. */
  readonly id: string;
  /** As it was given to `add`; empty where the upload had no name. */
  readonly filename: string;
  /** Proven by the bytes where they prove one; else what the caller declared, else `application/octet-stream`. */
  readonly mediaType: string;
  readonly bytes: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  readonly createdAt: number;
  /** Null: never. */
  readonly expiresAt: number | null;
}

export interface Upload {
  /** Empty: the upload has no name. */
  readonly filename: string;
  /** What the caller says it is; null when nothing was said. */
  readonly declaredMediaType: string | null;
  /** Read once, as it arrives. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Asked once the body has ended, for a form may say it behind the file. Counts from then; null: never expires. */
  readonly expiresInSeconds: () => number | null;
}

export interface FilePage {
  /** Newest first; files created in the same millisecond by id. Expired ones too, until 30 days after. */
  readonly files: readonly StoredFile[];
  /** More in the direction that was asked. */
  readonly more: boolean;
}

export interface FileQuery {
  /** 1 to 1000. */
  readonly limit: number;
  /** Files older than this one; an id that is not there gives those older than it was, or an empty page when nobody knows. */
  readonly after?: string;
  /** The files just newer than this one, still newest first. */
  readonly before?: string;
}

export interface FileStore {
  /**
   * Writes, hashes and looks at the bytes in one pass. When it resolves, a crash loses nothing.
   * @throws StoreError `store.file-too-large`, `store.quota`, `store.full` (no space on the disk)
   */
  add(workspace: string, upload: Upload, signal: AbortSignal): Promise<StoredFile>;
  /** The file, an expired one too; null where this workspace has none of that id. */
  get(workspace: string, id: string): Promise<StoredFile | null>;
  list(workspace: string, query: FileQuery): Promise<FilePage>;
  /** Those of the ids that are there, newest first. */
  pick(workspace: string, ids: readonly string[]): Promise<readonly StoredFile[]>;
  /**
   * The bytes, which stay readable until the reading ends even when the file is deleted meanwhile.
   * @throws StoreError `store.file-not-found`, `store.file-expired`
   */
  open(workspace: string, id: string): Promise<{ readonly file: StoredFile; readonly content: BytesRef }>;
  /** Whether this workspace has a file of these bytes (sha256 in hex) that has not expired. */
  holds(workspace: string, sha256: string): Promise<boolean>;
  /** False where this workspace has none of that id. */
  delete(workspace: string, id: string): Promise<boolean>;
}
