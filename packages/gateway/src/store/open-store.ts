// The store of one machine: a directory with an SQLite database and the bytes beside it. Whatever was acknowledged outlives a crash.
import { collect } from "./collect.ts";
import { openDiskBlobs } from "./disk/blobs.ts";
import { databasePath, makeDirectory } from "./disk/directory.ts";
import { type Disk, nodeDisk } from "./disk/disk.ts";
import { onDisk } from "./disk/failure.ts";
import { lockDirectory } from "./disk/lock.ts";
import { gatedStore } from "./gated-store.ts";
import { createSqliteBatches } from "./sqlite/batches.ts";
import { openDatabase } from "./sqlite/database.ts";
import { createSqliteKeys } from "./sqlite/keys.ts";
import { createSqliteRows } from "./sqlite/rows.ts";
import { createSqliteUploads } from "./sqlite/uploads.ts";
import type { Store } from "./store.ts";
import { createStoredFiles, type FileLimits } from "./stored-files.ts";

/** How often garbage is collected, in ms: ten minutes. */
const COLLECT_EVERY_MS = 600_000;

export interface OpenStoreOptions extends FileLimits {
  /** ms since 1970. Default Date.now. */
  readonly now?: () => number;
  /** Told when collecting garbage in the background has failed; it is tried again ten minutes later. Default: nobody. */
  readonly onCollectError?: (error: unknown) => void;
  /** For tests: what blobs are written with. */
  readonly disk?: Disk;
}

export interface DirectoryStore extends Store {
  /** Absolute. */
  readonly directory: string;
  /** Collects garbage now, as is done every ten minutes; how many blobs were removed. */
  collectGarbage(): Promise<number>;
}

/**
 * Opens the store in a directory, which is made if it is missing. Nobody else has it open meanwhile; for keys alone see `openKeys`.
 * @throws StoreError `store.locked` (names the holder), `store.newer`, `store.no-sqlite` (Node before 22.13), `store.unreadable`
 */
export async function openStore(directory: string, options: OpenStoreOptions = {}): Promise<DirectoryStore> {
  const { now = Date.now, onCollectError = () => undefined, disk = nodeDisk } = options;
  const path = await makeDirectory(directory);
  const lock = await onDisk(() => lockDirectory(path));
  try {
    const blobs = await openDiskBlobs(path, disk);
    const database = await onDisk(() => openDatabase(databasePath(path)));
    const rows = createSqliteRows(database);
    const uploads = createSqliteUploads(database);
    const batches = createSqliteBatches(database);
    const inHand = new Set<string>();

    let collecting: Promise<unknown> = Promise.resolve();
    const collectGarbage = () => {
      const round = collecting.then(async () => {
        await uploads.prune(now());
        await batches.prune(now());
        return collect({ rows, blobs, inHand, now: now() });
      });
      collecting = round.catch(() => undefined);
      return round;
    };
    const timer = setInterval(() => collectGarbage().catch(onCollectError), COLLECT_EVERY_MS).unref();

    const check = async () => {
      database.transaction(() => undefined);
      await blobs.check();
    };
    const close = async () => {
      clearInterval(timer);
      await collecting;
      database.close();
      await lock.release();
    };
    const files = createStoredFiles({ ...options, rows, blobs, now, inHand });
    const store = gatedStore(files, createSqliteKeys(database, now), uploads, batches, check, close);
    return { ...store, directory: path, collectGarbage };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
