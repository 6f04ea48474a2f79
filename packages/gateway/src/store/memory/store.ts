// A store that forgets everything when it closes.
import { collect } from "../collect.ts";
import type { FileStore } from "../file-store.ts";
import { gatedStore } from "../gated-store.ts";
import type { Store } from "../store.ts";
import { createStoredFiles, type FileLimits } from "../stored-files.ts";
import { createMemoryBatches } from "./batches.ts";
import { createMemoryBlobs } from "./blobs.ts";
import { createMemoryKeys } from "./keys.ts";
import { createMemoryRows } from "./rows.ts";
import { createMemoryUploads } from "./uploads.ts";

export interface MemoryStoreOptions extends FileLimits {
  /** Bytes that all files together may hold; the next upload is `store.full`. Default 1,073,741,824 (1 GiB). */
  readonly maxBytes?: number;
  /** ms since 1970. Default Date.now. */
  readonly now?: () => number;
}

/** Makes an empty store in memory. It keeps every promise of a store but one: nothing outlives the process. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { maxBytes = 1024 * 1024 * 1024, now = Date.now } = options;
  const rows = createMemoryRows();
  const blobs = createMemoryBlobs(maxBytes, now);
  const uploads = createMemoryUploads();
  const batches = createMemoryBatches();
  const inHand = new Set<string>();
  const files = createStoredFiles({ ...options, rows, blobs, now, inHand });
  // Without files on a disk there is no reader to wait for: what is being read stays alive by itself.
  const collectNow = async () => {
    await uploads.prune(now());
    await batches.prune(now());
    await collect({ rows, blobs, inHand, now: now(), graceMs: 0 });
  };
  const collecting: FileStore = {
    ...files,
    async add(workspace, upload, signal) {
      await collectNow();
      return files.add(workspace, upload, signal);
    },
    async delete(workspace, id) {
      const deleted = await files.delete(workspace, id);
      await collectNow();
      return deleted;
    },
  };
  return gatedStore(collecting, createMemoryKeys(now), uploads, batches, blobs.check, async () => undefined);
}
