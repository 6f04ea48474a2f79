// Upload once: the same bytes are put on a platform once, and found there again until the platform forgets them.
import type { BytesRef } from "../content/edit.ts";

export interface UploadWish {
  readonly bytes: BytesRef;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Default: a name made of the hash. */
  readonly filename?: string | undefined;
  /** In seconds, 3600 to 7776000; null: it is kept until it is deleted. */
  readonly expiresInSeconds: number | null;
}

export interface Upload {
  readonly fileId: string;
  /** True where it was there already. */
  readonly found: boolean;
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

/** What came of deleting what nothing needs any more. */
export interface Pruned {
  /** File ids. */
  readonly deleted: readonly string[];
  /** Files that could not be deleted, with why. They stay in the ledger. */
  readonly kept: readonly { readonly fileId: string; readonly reason: string }[];
}

export interface Uploads {
  /** What is there already, and long enough; null otherwise. Asks the ledger alone. */
  find(file: { readonly sha256: string; readonly mediaType: string }): Promise<Upload | null>;
  /** What is there of these, by sha256: `PlanContext.uploaded`. */
  known(files: readonly { readonly sha256: string; readonly mediaType: string }[]): Promise<Record<string, string>>;
  /** Puts the bytes there unless they are. Whoever wants the same meanwhile waits for the same upload, and may leave alone. */
  upload(
    wish: UploadWish,
    call?: {
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((sentBytes: number) => void) | undefined;
    },
  ): Promise<Upload>;
  /** The platform does not have this file any more: the next wish uploads it again. */
  forget(fileId: string): Promise<void>;
  /** Those of the ids that the platform does not have any more; those are forgotten. Empty when it cannot be asked. */
  gone(fileIds: readonly string[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Deletes what was uploaded here and is neither in `keep` (file ids) nor used after `before` (ms since 1970; default: now). */
  prune(options?: {
    readonly keep?: Iterable<string>;
    readonly before?: number;
    readonly signal?: AbortSignal;
  }): Promise<Pruned>;
}
