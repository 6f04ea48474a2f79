// Rows of batches in SQLite.
import { type BatchPage, type BatchQuery, type BatchRow, type BatchRows, PLACE_KEPT_MS } from "../batch-rows.ts";
import type { Database, Row } from "./database.ts";
import { BATCHES } from "./sql.ts";

export function createSqliteBatches(database: Database): BatchRows {
  function list(workspace: string, { limit, after, before }: BatchQuery): BatchPage | null {
    const cursor = after ?? before;
    const place = cursor === undefined ? null : database.get(BATCHES.place, { workspace, id: cursor });
    if (cursor !== undefined && place === null) return null;
    const position = place === null ? Number.MAX_SAFE_INTEGER : Number(place.seq);
    const sql = before === undefined ? BATCHES.older : BATCHES.newer;
    const found = database.all(sql, { workspace, position, limit: limit + 1 }).map(batchOf);
    const batches = found.slice(0, limit);
    return { batches: before === undefined ? batches : batches.reverse(), more: found.length > limit };
  }

  return {
    async add(row) {
      database.run(BATCHES.add, { ...row });
    },
    async get(workspace, id) {
      const row = database.get(BATCHES.get, { workspace, id });
      return row === null ? null : batchOf(row);
    },
    list: async (workspace, query) => database.transaction(() => list(workspace, query)),
    remove: async (workspace, id, now) => database.run(BATCHES.remove, { workspace, id, now }) > 0,
    prune: async (now) => database.run(BATCHES.prune, { before: now - PLACE_KEPT_MS }),
  };
}

function batchOf(row: Row): BatchRow {
  return {
    workspace: String(row.workspace),
    id: String(row.id),
    upstream: String(row.upstream),
    credential: String(row.credential),
    createdAt: Number(row.created_at),
  };
}
