// A platform's Files API as uploading needs it, whoever carries the calls: an official client, or a fetch.
import type { BytesRef } from "../content/edit.ts";

export interface FileToUpload {
  readonly bytes: BytesRef;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Kept by the platform; says nothing of its owner unless the caller named it. */
  readonly filename: string;
  /** How long the platform keeps it, in seconds, 3600 to 7776000; null: until it is deleted. */
  readonly expiresInSeconds: number | null;
}

export interface UploadedFile {
  readonly fileId: string;
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

export interface UploadCall {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file that were handed over so far. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

export interface FilesApi {
  /**
   * Tells the files of one credential of one platform from all others: a hash, never the secret. What one credential uploaded, another may not
   * find.
   */
  readonly account: string;
  /** @throws errors of the platform as they came; EngineError `engine.upload-unreadable` for a reply without an id */
  upload(file: FileToUpload, call?: UploadCall): Promise<UploadedFile>;
  /** Those of the ids that the platform does not have any more. @throws errors of the platform as they came */
  gone(fileIds: readonly string[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Deletes a file; one that is not there is no error. @throws errors of the platform as they came */
  remove(fileId: string, signal?: AbortSignal): Promise<void>;
}
