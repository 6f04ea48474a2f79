// File sources: found in the workspace's own store, and their facts proven from the stored bytes.
import type { Block } from "@fovea/client/internal/content/block";
import type { BytesRef } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import type { Problem } from "@fovea/client/internal/errors/errors";
import type { KnownBytes } from "@fovea/client/internal/lower/resolvers";
import { FIRST_READ_BYTES } from "@fovea/client/internal/media/bounds";
import type { Facts } from "@fovea/client/internal/media/facts";
import { inspect } from "@fovea/client/internal/media/inspect";
import type { GatewayContext, Mode } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import type { StoredFile } from "../../store/file-store.ts";

export interface FoundFile {
  readonly file: StoredFile;
  readonly content: BytesRef;
  /** What the bytes prove; null for a text document, whose text stands in the request once it is sent. */
  readonly facts: Facts | { readonly defect: Problem } | null;
}

const IMAGE_TYPES: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(["application/pdf", "text/plain"]);

/**
 * The files that the blocks name, by the printed path of the block. Each is looked at once, however many blocks name it. `passes` is asked of what
 * the workspace does not have: whether it may be the platform's own.
 *
 * @throws ReplyError 404 for a file that the workspace does not have, or that has expired; 400 for one in the wrong kind of block
 */
export async function findFiles(
  blocks: readonly Block[],
  context: GatewayContext,
  passes: (block: Block, fileId: string) => Promise<boolean> = async () => false,
): Promise<Map<string, FoundFile>> {
  const byId = new Map<string, FoundFile>();
  const found = new Map<string, FoundFile>();
  for (const block of blocks) {
    const { at, type, source } = block;
    if (source.method !== "file") continue;
    const path = formatPath(at);
    const one = byId.get(source.fileId) ?? (await open(source.fileId, path, context));
    if (one === null) {
      if (await passes(block, source.fileId)) continue;
      throw notFound(source.fileId, path, context.mode);
    }
    byId.set(source.fileId, one);
    checkKind(one.file, type, path, context.mode);
    found.set(path, one);
  }
  return found;
}

/** What `lower` takes for a file whose facts are known. */
export function bytesOfFile({ content, facts }: FoundFile): KnownBytes {
  if (facts === null || "defect" in facts) throw new TypeError("the bytes of the file prove nothing");
  return { bytes: content, facts };
}

/** Null where the workspace has no such file. */
async function open(id: string, at: string, context: GatewayContext): Promise<FoundFile | null> {
  const { files, caller, now, mode } = context;
  const stored = await files.get(caller.workspace, id);
  if (stored === null) return null;
  if (stored.expiresAt !== null && stored.expiresAt <= now()) throw expired(id, at, mode);
  try {
    const { file, content } = await files.open(caller.workspace, id);
    return { file, content, facts: file.mediaType.startsWith("text/") ? null : await factsOf(file, content) };
  } catch (error) {
    // Deleted, or expired, between the two.
    const code = (error as { code?: unknown } | null)?.code;
    if (code === "store.file-not-found") return null;
    if (code === "store.file-expired") throw expired(id, at, mode);
    throw error;
  }
}

/** Reads no more of the file than its facts need. */
async function factsOf({ sha256 }: StoredFile, content: BytesRef): Promise<Facts | { readonly defect: Problem }> {
  let wanted = Math.min(FIRST_READ_BYTES, content.length);
  for (;;) {
    const prefix = await firstBytes(content, wanted);
    const found = inspect(prefix, { byteLength: content.length, sha256 });
    if (found.status === "facts") return found.facts;
    if (found.status === "defect") return { defect: found.problem };
    wanted = found.bytes;
  }
}

async function firstBytes(content: BytesRef, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let length = 0;
  for await (const piece of content.open()) {
    const part = piece.subarray(0, count - length);
    bytes.set(part, length);
    length += part.length;
    if (length === count) break;
  }
  return bytes.subarray(0, length);
}

/** Source of the text for documents: anthropics/anthropic-sdk-ruby#128, read 2026-11-22. That for images follows it; none is published. */
function checkKind({ mediaType }: StoredFile, type: "image" | "document", at: string, mode: Mode): void {
  const taken = type === "image" ? IMAGE_TYPES : DOCUMENT_TYPES;
  if (taken.has(mediaType)) return;
  const what = type === "image" ? "JPEG, PNG, GIF and WebP images" : "PDF and plaintext documents";
  throw refused(400, `Unsupported ${type} file format: ${mediaType}. Only ${what} are supported.`, null, at, mode);
}

function notFound(id: string, at: string, mode: Mode): ReplyError {
  return refused(404, `File \`${id.slice(0, 100)}\` not found.`, null, at, mode);
}

function expired(id: string, at: string, mode: Mode): ReplyError {
  return refused(404, `File \`${id.slice(0, 100)}\` has expired.`, { error_code: "file_expired" }, at, mode);
}

/** The API does not say where the file is named; a mending gateway does. */
function refused(status: number, text: string, details: object | null, at: string, mode: Mode): ReplyError {
  const mends = mode === "mend";
  const told = mends ? { ...details, at } : (details as Record<string, unknown> | null);
  return new ReplyError(status, mends ? `${at}: ${text}` : text, told, { "fovea-at": at });
}
