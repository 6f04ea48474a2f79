// Rows of files in SQLite.
import { type AddedRow, type FileRows, METADATA_KEPT_MS, type NewFileRow } from "../file-rows.ts";
import type { FileQuery, StoredFile } from "../file-store.ts";
import type { Database, Row } from "./database.ts";
import { FILES, GARBAGE } from "./sql.ts";

export function createSqliteRows(database: Database): FileRows {
  const blobOf = (sha256: string) => {
    const row = database.get(FILES.blob, { sha256 });
    return row === null ? null : { name: String(row.name), bytes: Number(row.bytes) };
  };
  const usedBy = (workspace: string, now: number) => Number(database.get(FILES.used, { workspace, now })?.used);

  function add({ workspace, file, blob, lost, quotaBytes }: NewFileRow, now: number): AddedRow {
    if (quotaBytes !== null) {
      const used = usedBy(workspace, now);
      if (used + file.bytes > quotaBytes) return { outcome: "quota", used };
    }
    const { sha256, bytes } = file;
    const there = blobOf(sha256);
    if (there === null && blob === null) return { outcome: "no-blob" };
    const name = there !== null && (there.name !== lost || blob === null) ? there.name : (blob ?? "");
    if (there === null) database.run(FILES.insertBlob, { sha256, name, bytes });
    else if (there.name === name) database.run(FILES.reuseBlob, { sha256 });
    else database.run(FILES.replaceBlob, { sha256, name });
    database.run(FILES.insert, { workspace, ...file });
    return { outcome: "added", blob: name };
  }

  function list(workspace: string, { limit, after, before }: FileQuery, now: number): readonly StoredFile[] {
    const common = { workspace, limit: limit + 1, gone: now - METADATA_KEPT_MS };
    if (before !== undefined)
      return database
        .all(FILES.newer, { ...common, position: before })
        .map(fileOf)
        .reverse();
    if (after !== undefined) return database.all(FILES.older, { ...common, position: after }).map(fileOf);
    return database.all(FILES.newest, common).map(fileOf);
  }

  return {
    blob: async (sha256) => blobOf(sha256),
    used: async (workspace, now) => usedBy(workspace, now),
    add: async (row, now) => database.transaction(() => add(row, now)),
    async get(workspace, id, now) {
      const row = database.get(FILES.get, { workspace, id, gone: now - METADATA_KEPT_MS });
      return row === null ? null : fileOf(row);
    },
    list: async (workspace, query, now) => list(workspace, query, now),
    async pick(workspace, ids, now) {
      const parameters = { workspace, ids: JSON.stringify(ids), gone: now - METADATA_KEPT_MS };
      return database.all(FILES.pick, parameters).map(fileOf);
    },
    holds: async (workspace, sha256, now) => database.get(FILES.holds, { workspace, sha256, now }) !== null,
    remove: async (workspace, id, now) =>
      database.transaction(() => {
        const removed = database.get(FILES.remove, { workspace, id, gone: now - METADATA_KEPT_MS });
        if (removed === null) return false;
        database.run(FILES.orphan, { sha256: String(removed.sha256), now });
        return true;
      }),
    collect: async (now, graceMs) =>
      database.transaction(() => {
        // Before their files are forgotten: with those goes the time.
        database.run(GARBAGE.expire, { now });
        database.run(GARBAGE.forgetFiles, { gone: now - METADATA_KEPT_MS });
        return database.all(GARBAGE.forgetBlobs, { before: now - graceMs, now }).map(({ name }) => String(name));
      }),
    async known(names) {
      const rows = database.all(GARBAGE.known, { names: JSON.stringify(names) });
      return new Set(rows.map(({ name }) => String(name)));
    },
  };
}

function fileOf(row: Row): StoredFile {
  return {
    id: String(row.id),
    filename: String(row.filename),
    mediaType: String(row.media_type),
    bytes: Number(row.bytes),
    sha256: String(row.sha256),
    createdAt: Number(row.created_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  };
}
