// All that a gateway remembers.
import type { FileStore } from "./file-store.ts";
import type { KeyStore } from "./key-store.ts";
import type { UploadRows } from "./upload-rows.ts";

export interface Store {
  readonly files: FileStore;
  readonly keys: KeyStore;
  /** What was put on platforms. */
  readonly uploads: UploadRows;
  /** Answers when the store can read and write; throws StoreError when not. For `/ready`. */
  check(): Promise<void>;
  /** Ends reading and writing, and gives the directory free. */
  close(): Promise<void>;
}
