// What was uploaded where: account and sha256 to file id. Two implementations: memory, and a file that processes share.

/** What tells an upload from others: whose it is, and its bytes and media type. */
export interface UploadKey {
  /** `FilesApi.account`. */
  readonly account: string;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
}

/** A file that was uploaded. */
export interface UploadRow extends UploadKey {
  readonly fileId: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** ms since 1970. */
  readonly createdAt: number;
  /** When it was last sent or found, in ms since 1970. */
  readonly usedAt: number;
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

/** Remembers what was uploaded where, for one process or several. */
export interface UploadLedger {
  /** The row whose file lasts beyond `validAt` (ms since 1970). */
  find(key: UploadKey, validAt: number): Promise<UploadRow | null>;
  put(row: UploadRow): Promise<void>;
  /** Takes down that the file was used. */
  touch(key: UploadKey, usedAt: number): Promise<void>;
  /** The platform does not have this file any more. */
  forget(account: string, fileId: string): Promise<void>;
  /** All rows of an account. */
  list(account: string): Promise<readonly UploadRow[]>;
  /**
   * Runs `work` while nobody else who shares the ledger, in this process or another, runs work for the same key. A holder that died does not
   * hold others up for ever.
   */
  exclusive<T>(key: UploadKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}
