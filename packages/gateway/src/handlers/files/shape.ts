// Which of the two shapes of the Files API a request speaks: the one that is generally available since 2026-08-19, or the one of before,
// which a beta header still selects. Source: claude files documentation, read 2026-09-26; @anthropic-ai/sdk 1.12.0.
import type { StoredFile } from "../../store/file-store.ts";
import { unnamed } from "./filename.ts";

/**
 * `ga`: `page` and `next_page`, `expires_at` always there. `beta`: `after_id`, `before_id` and `has_more`, no `expires_at`.
 * `both`: the general shape, with the cursors and the list fields of either.
 */
export type Shape = "ga" | "beta" | "both";

export const FILES_BETA = "files-api-2025-04-14";
const MANAGED_AGENTS_BETA = "managed-agents-2026-04-01";

export function shapeOf(betas: ReadonlySet<string>): Shape {
  if (betas.has(FILES_BETA)) return "beta";
  return betas.has(MANAGED_AGENTS_BETA) ? "both" : "ga";
}

/** What the wire says of a file: `FileMetadata` of the SDK. Uploads cannot be downloaded. */
export function metadataOf(file: StoredFile, shape: Shape): Record<string, unknown> {
  return {
    id: file.id,
    type: "file",
    filename: file.filename === "" ? unnamed(file.mediaType) : file.filename,
    mime_type: file.mediaType,
    size_bytes: file.bytes,
    created_at: new Date(file.createdAt).toISOString(),
    downloadable: false,
    ...(shape === "beta"
      ? {}
      : { expires_at: file.expiresAt === null ? null : new Date(file.expiresAt).toISOString() }),
  };
}
