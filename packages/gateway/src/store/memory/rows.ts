// Rows of files in memory, for tests and a gateway that lives in one process.
import { type FileRows, METADATA_KEPT_MS } from "../file-rows.ts";
import type { StoredFile } from "../file-store.ts";

interface Blob {
  readonly name: string;
  readonly bytes: number;
  /** Since when no living file has it; null: one has. */
  garbageSince: number | null;
}

export function createMemoryRows(): FileRows {
  const workspaces = new Map<string, Map<string, StoredFile>>();
  const blobs = new Map<string, Blob>();

  const filesOf = (workspace: string) => workspaces.get(workspace) ?? new Map<string, StoredFile>();
  const everyFile = () => [...workspaces.values()].flatMap((files) => [...files.values()]);
  const shown = (now: number) => (file: StoredFile) =>
    file.expiresAt === null || file.expiresAt > now - METADATA_KEPT_MS;
  const newestFirst = (files: Iterable<StoredFile>) => [...files].sort((a, b) => (a.id < b.id ? 1 : -1));
  const usedBy = (workspace: string, now: number) =>
    [...filesOf(workspace).values()].reduce((sum, file) => sum + (lives(file, now) ? file.bytes : 0), 0);

  return {
    async blob(sha256) {
      const row = blobs.get(sha256);
      return row === undefined ? null : { name: row.name, bytes: row.bytes };
    },
    async used(workspace, now) {
      return usedBy(workspace, now);
    },
    async add({ workspace, file, blob, lost, quotaBytes }, now) {
      const used = usedBy(workspace, now);
      if (quotaBytes !== null && used + file.bytes > quotaBytes) return { outcome: "quota", used };
      const there = blobs.get(file.sha256);
      const kept = there === undefined || there.name === lost ? (blob ?? there?.name) : there.name;
      if (kept === undefined) return { outcome: "no-blob" };
      blobs.set(file.sha256, { name: kept, bytes: file.bytes, garbageSince: null });
      workspaces.set(workspace, filesOf(workspace).set(file.id, file));
      return { outcome: "added", blob: kept };
    },
    async get(workspace, id, now) {
      const file = filesOf(workspace).get(id);
      return file !== undefined && shown(now)(file) ? file : null;
    },
    async list(workspace, { limit, after, before }, now) {
      const files = newestFirst(filesOf(workspace).values()).filter(shown(now));
      if (before !== undefined) return files.filter(({ id }) => id > before).slice(-limit - 1);
      return files.filter(({ id }) => after === undefined || id < after).slice(0, limit + 1);
    },
    async pick(workspace, ids, now) {
      const files = new Set(ids.flatMap((id) => filesOf(workspace).get(id) ?? []));
      return newestFirst(files).filter(shown(now));
    },
    async holds(workspace, sha256, now) {
      return [...filesOf(workspace).values()].some((file) => file.sha256 === sha256 && lives(file, now));
    },
    async remove(workspace, id, now) {
      const file = filesOf(workspace).get(id);
      if (file === undefined || !shown(now)(file)) return false;
      filesOf(workspace).delete(id);
      const blob = blobs.get(file.sha256);
      const others = everyFile().some((other) => other.sha256 === file.sha256 && lives(other, now));
      if (blob !== undefined && !others) blob.garbageSince = now;
      return true;
    },
    async collect(now, graceMs) {
      for (const files of workspaces.values())
        for (const file of files.values()) if (!shown(now)(file)) files.delete(file.id);
      const ends = new Map<string, number>();
      for (const { sha256, expiresAt } of everyFile())
        ends.set(sha256, Math.max(ends.get(sha256) ?? 0, expiresAt ?? Number.POSITIVE_INFINITY));
      const names: string[] = [];
      for (const [sha256, blob] of blobs) {
        const since = Math.max(blob.garbageSince ?? 0, ends.get(sha256) ?? 0);
        if (since > now - graceMs) continue;
        blobs.delete(sha256);
        names.push(blob.name);
      }
      return names;
    },
    async known(names) {
      const all = new Set([...blobs.values()].map(({ name }) => name));
      return new Set(names.filter((name) => all.has(name)));
    },
  };
}

const lives = (file: StoredFile, now: number): boolean => file.expiresAt === null || file.expiresAt > now;
