// Rows of batches in memory.
import { type BatchRow, type BatchRows, PLACE_KEPT_MS } from "../batch-rows.ts";

export function createMemoryBatches(): BatchRows {
  /** Oldest first, by workspace. */
  const workspaces = new Map<string, { readonly row: BatchRow; deletedAt: number | null }[]>();
  const allOf = (workspace: string) => workspaces.get(workspace) ?? [];
  const there = (workspace: string, id: string) =>
    allOf(workspace).find(({ row, deletedAt }) => row.id === id && deletedAt === null);

  return {
    async add(row) {
      const others = allOf(row.workspace).filter((one) => one.row.id !== row.id);
      workspaces.set(row.workspace, [...others, { row, deletedAt: null }]);
    },
    get: async (workspace, id) => there(workspace, id)?.row ?? null,
    async list(workspace, { limit, after, before }) {
      const all = allOf(workspace);
      const cursor = after ?? before;
      const place = cursor === undefined ? all.length : all.findIndex(({ row }) => row.id === cursor);
      if (place === -1) return null;
      const living = (before === undefined ? all.slice(0, place).reverse() : all.slice(place + 1))
        .filter(({ deletedAt }) => deletedAt === null)
        .map(({ row }) => row);
      const batches = living.slice(0, limit);
      return { batches: before === undefined ? batches : batches.reverse(), more: living.length > limit };
    },
    async remove(workspace, id, now) {
      const found = there(workspace, id);
      if (found !== undefined) found.deletedAt = now;
      return found !== undefined;
    },
    async prune(now) {
      let pruned = 0;
      for (const [workspace, all] of workspaces) {
        const kept = all.filter(({ deletedAt }) => deletedAt === null || deletedAt > now - PLACE_KEPT_MS);
        pruned += all.length - kept.length;
        workspaces.set(workspace, kept);
      }
      return pruned;
    },
  };
}
