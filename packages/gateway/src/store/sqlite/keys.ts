// Workspaces and keys in SQLite. Nothing is remembered between two questions, so what another process changes counts at the next one.
import { StoreError } from "@fovea/client/internal/errors/errors";
import type { KeyStore, StoredKey } from "../key-store.ts";
import { hashOf, looksLikeSecret, newKey, newWorkspace } from "../new-key.ts";
import type { Database, Row } from "./database.ts";
import { KEYS } from "./sql.ts";

/** `now`: ms since 1970. */
export function createSqliteKeys(database: Database, now: () => number): KeyStore {
  return {
    async addWorkspace(name) {
      const workspace = newWorkspace(name, now());
      if (database.run(KEYS.addWorkspace, { ...workspace }) === 0) throw new StoreError("store.name-taken", { name });
      return workspace;
    },
    async workspaces() {
      return database.all(KEYS.workspaces).map((row) => ({
        id: String(row.id),
        name: String(row.name),
        createdAt: Number(row.created_at),
      }));
    },
    async addKey(workspace, name) {
      const { key, secret, hash } = newKey(workspace, name, now());
      const { id, hint, createdAt } = key;
      database.transaction(() => {
        if (database.get(KEYS.workspace, { id: workspace }) === null)
          throw new StoreError("store.workspace-not-found", { id: workspace });
        database.run(KEYS.addKey, { id, workspace, name, hint, sha256: hash, createdAt });
      });
      return { key, secret };
    },
    async keys() {
      return database.all(KEYS.keys).map(keyOf);
    },
    async find(secret) {
      const row = looksLikeSecret(secret) ? database.get(KEYS.find, { sha256: hashOf(secret) }) : null;
      return row === null ? null : keyOf(row);
    },
    async revoke(id) {
      return database.run(KEYS.revoke, { id, now: now() }) > 0;
    },
  };
}

function keyOf(row: Row): StoredKey {
  return {
    id: String(row.id),
    workspace: String(row.workspace),
    name: String(row.name),
    hint: String(row.hint),
    createdAt: Number(row.created_at),
    revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
  };
}
