// Rows of uploads in memory.
import type { UploadKey, UploadRow, UploadRows } from "../upload-rows.ts";

export function createMemoryUploads(): UploadRows {
  const rows = new Map<string, UploadRow>();
  const living = ({ expiresAt }: UploadRow, at: number) => expiresAt === null || expiresAt > at;

  /** Removes the rows that are asked for, and gives them. */
  function remove(wanted: (row: UploadRow) => boolean): UploadRow[] {
    const found = [...rows].filter(([, row]) => wanted(row));
    for (const [name] of found) rows.delete(name);
    return found.map(([, row]) => row);
  }

  return {
    async find(key, livingAt) {
      const row = rows.get(nameOf(key));
      return row !== undefined && living(row, livingAt) ? row : null;
    },
    async put(row) {
      rows.set(nameOf(row), row);
    },
    forget: async (workspace, credential, fileId) =>
      remove((row) => row.workspace === workspace && row.credential === credential && row.fileId === fileId).length > 0,
    take: async (workspace, sha256) => remove((row) => row.workspace === workspace && row.sha256 === sha256),
    async ownerOf(credential, fileId) {
      for (const row of rows.values()) if (row.credential === credential && row.fileId === fileId) return row.workspace;
      return null;
    },
    prune: async (now) => remove((row) => !living(row, now)).length,
  };
}

function nameOf({ workspace, credential, sha256, mediaType }: UploadKey): string {
  return JSON.stringify([workspace, credential, sha256, mediaType]);
}
