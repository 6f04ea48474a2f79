// Workspaces and keys in memory.
import { StoreError } from "@fovea/client/internal/errors/errors";
import type { KeyStore, StoredKey, Workspace } from "../key-store.ts";
import { hashOf, looksLikeSecret, newKey, newWorkspace } from "../new-key.ts";

/** `now`: ms since 1970. */
export function createMemoryKeys(now: () => number): KeyStore {
  const workspaces = new Map<string, Workspace>();
  const byHash = new Map<string, StoredKey>();

  return {
    async addWorkspace(name) {
      for (const workspace of workspaces.values())
        if (workspace.name === name) throw new StoreError("store.name-taken", { name });
      const workspace = newWorkspace(name, now());
      workspaces.set(workspace.id, workspace);
      return workspace;
    },
    async workspaces() {
      return [...workspaces.values()];
    },
    async addKey(workspace, name) {
      if (!workspaces.has(workspace)) throw new StoreError("store.workspace-not-found", { id: workspace });
      const { key, secret, hash } = newKey(workspace, name, now());
      byHash.set(hash, key);
      return { key, secret };
    },
    async keys() {
      return [...byHash.values()];
    },
    async find(secret) {
      const key = looksLikeSecret(secret) ? byHash.get(hashOf(secret)) : undefined;
      return key === undefined || key.revokedAt !== null ? null : key;
    },
    async revoke(id) {
      for (const [hash, key] of byHash)
        if (key.id === id) {
          if (key.revokedAt === null) byHash.set(hash, { ...key, revokedAt: now() });
          return true;
        }
      return false;
    },
  };
}
