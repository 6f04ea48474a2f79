// The keys of a directory, whether or not a server has its files open: SQLite shares a database among processes.
import { databasePath, makeDirectory } from "./disk/directory.ts";
import { onDisk } from "./disk/failure.ts";
import type { KeyStore } from "./key-store.ts";
import { openDatabase } from "./sqlite/database.ts";
import { createSqliteKeys } from "./sqlite/keys.ts";

export interface OpenKeys extends KeyStore {
  close(): Promise<void>;
}

/**
 * Opens workspaces and keys only. What changes here counts for a running server at its next request.
 * @throws StoreError `store.newer`, `store.no-sqlite` (Node before 22.13), `store.unreadable`
 */
export async function openKeys(directory: string): Promise<OpenKeys> {
  const path = await makeDirectory(directory);
  const database = await onDisk(() => openDatabase(databasePath(path)));
  return { ...createSqliteKeys(database, Date.now), close: async () => database.close() };
}
