// All that a gateway remembers.
import type { BatchRows } from "./batch-rows.ts";
import type { FileStore } from "./file-store.ts";
import type { KeyStore } from "./key-store.ts";
import type { UploadRows } from "./upload-rows.ts";

export interface Store {
  readonly files: FileStore;
  readonly keys: KeyStore;
  /** What was put on platforms. */
  readonly uploads: UploadRows;
  /** Whose a platform's batches are. */
  readonly batches: BatchRows;
  /** Answers when the store can read and write; throws StoreError when not. For `/ready`. */
  check(): Promise<void>;
  /** Ends reading and writing, and gives the directory free. */
  close(): Promise<void>;
}
