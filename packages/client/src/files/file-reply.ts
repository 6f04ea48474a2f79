// What the Files API answers, read with care: ids go into bodies and paths.
import { EngineError } from "../errors/errors.ts";
import type { UploadedFile } from "./files-api.ts";

/** Most ids of one look. Source: npm @anthropic-ai/sdk 1.12.0, resources/files.ts (`ids`). */
export const MAX_IDS = 100;

/** The value of a JSON object's own key; undefined for what is no object. */
export function field(value: unknown, name: string): unknown {
  const there = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return there ? (value as Record<string, unknown>)[name] : undefined;
}

/** @throws EngineError `engine.upload-unreadable` for a reply without a proper id */
export function uploadedFile(
  reply: unknown,
  { platform, status, wanted }: { readonly platform: string; readonly status: number; readonly wanted: number | null },
): UploadedFile {
  const id = field(reply, "id");
  if (typeof id !== "string" || !/^[\w-]{1,200}$/.test(id))
    throw new EngineError("engine.upload-unreadable", { platform, status });
  const told = Date.parse(String(field(reply, "expires_at")));
  // Shapes of the beta header have no expiry: then what was asked for.
  return { fileId: id, expiresAt: Number.isNaN(told) ? wanted : told };
}

/**
 * Those of the ids that are not in a list of files, or have expired there; null for a list of other files: a server that does not know the
 * parameter `ids`.
 */
export function goneOf(asked: readonly string[], data: readonly unknown[], now: number): ReadonlySet<string> | null {
  const gone = new Set(asked);
  const known = new Set(asked);
  for (const file of data) {
    const id = field(file, "id");
    if (typeof id !== "string" || !known.has(id)) return null;
    if (!isExpired(file, now)) gone.delete(id);
  }
  return gone;
}

/** How a platform is asked. `list` gives the `data` of the reply, whatever it is; `get` null for a file that is not there. */
export interface FilesAsked {
  list(ids: readonly string[]): Promise<unknown>;
  get(id: string): Promise<unknown>;
}

/** Those of the ids that are not there, or have expired; a server that does not know `ids` is asked for one after the other. */
export async function findGone(ids: readonly string[], ask: FilesAsked, now: number): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const asked = ids.slice(from, from + MAX_IDS);
    const data = await ask.list(asked);
    const gone = Array.isArray(data) ? goneOf(asked, data, now) : null;
    if (gone !== null) for (const id of gone) all.add(id);
    else
      for (const id of asked) {
        const file = await ask.get(id);
        if (file === null || isExpired(file, now)) all.add(id);
      }
  }
  return all;
}

function isExpired(file: unknown, now: number): boolean {
  return Date.parse(String(field(file, "expires_at"))) <= now;
}

export function expiryOf(expiresInSeconds: number | null, now: number): number | null {
  return expiresInSeconds === null ? null : now + expiresInSeconds * 1000;
}
