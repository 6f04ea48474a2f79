// Rows of uploads in SQLite.
import type { UploadRow, UploadRows } from "../upload-rows.ts";
import type { Database, Row } from "./database.ts";
import { UPLOADS } from "./sql.ts";

export function createSqliteUploads(database: Database): UploadRows {
  return {
    async find({ workspace, credential, sha256, mediaType }, livingAt) {
      const row = database.get(UPLOADS.find, { workspace, credential, sha256, mediaType, livingAt });
      return row === null ? null : uploadOf(row);
    },
    async put(row) {
      database.run(UPLOADS.put, { ...row });
    },
    forget: async (workspace, credential, fileId) =>
      database.run(UPLOADS.forget, { workspace, credential, fileId }) > 0,
    take: async (workspace, sha256) => database.all(UPLOADS.take, { workspace, sha256 }).map(uploadOf),
    async ownerOf(credential, fileId) {
      const row = database.get(UPLOADS.ownerOf, { credential, fileId });
      return row === null ? null : String(row.workspace);
    },
    prune: async (now) => database.run(UPLOADS.prune, { now }),
  };
}

function uploadOf(row: Row): UploadRow {
  return {
    workspace: String(row.workspace),
    credential: String(row.credential),
    sha256: String(row.sha256),
    mediaType: String(row.media_type),
    fileId: String(row.file_id),
    createdAt: Number(row.created_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  };
}
