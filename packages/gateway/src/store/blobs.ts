// What files need of a place for bytes. A blob's bytes never change; a name (sha256 in hex, `-`, 12 letters and digits) is used once.
import type { BytesRef } from "@fovea/client/internal/content/edit";

/** Bytes on their way in. Ends with `keep` or `drop`. */
export interface BlobDraft {
  /** Takes a piece, which must not change any more; resolves when the next may come. */
  write(piece: Uint8Array): Promise<void>;
  /** Gives the bytes a new name. When it resolves, a crash loses nothing. */
  keep(name: string): Promise<void>;
  /** Leaves nothing behind. Never fails: what could not be removed is removed at the next start. */
  drop(): Promise<void>;
}

/** All of it throws StoreError `store.full` or `store.unreadable`. */
export interface Blobs {
  create(): Promise<BlobDraft>;
  /** The bytes of a name; null where there are none. Readings that have begun go on after `remove`. */
  read(name: string): Promise<BytesRef | null>;
  /** Removing what is not there is no error. */
  remove(name: string): Promise<void>;
  /** The names of all blobs, in portions. */
  names(): AsyncIterable<readonly string[]>;
  /** When the bytes of a name were written, in ms since 1970; null where there are none. */
  writtenAt(name: string): Promise<number | null>;
  /** Writes and removes a byte. */
  check(): Promise<void>;
}
