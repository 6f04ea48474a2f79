// Where the images and documents of a body are: every place the Messages types allow one, in the order they are sent.
import { createHash } from "node:crypto";
import type { Method } from "./limits.ts";

export interface Seen {
  /** JSON path of the block, like `messages.0.content.1.content.0`. */
  readonly at: string;
  readonly method: Method;
  /** Of the decoded bytes of base64, or of the stored file; null for a url, a file that is not there, and text that is no base64. */
  readonly sha256: string | null;
  /** The url or the file's id; null for base64. */
  readonly ref: string | null;
}

export interface Block {
  readonly at: string;
  /** The path as error texts spell it. */
  readonly said: string;
  readonly type: "image" | "document";
  readonly block: Json;
  readonly source: Json;
  readonly role: string;
  /** Inside another block. */
  readonly nested: boolean;
}

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export function blocksOf(body: unknown, prefix = ""): Block[] {
  const found: Block[] = [];
  const messages = isJson(body) ? listOf(body.messages) : [];
  for (const [index, message] of messages.entries())
    if (isJson(message))
      collect(listOf(message.content), `${prefix}messages.${index}.content`, null, String(message.role), found);
  if (isJson(body)) collect(listOf(body.system), `${prefix}system`, null, "system", found);
  return found;
}

function collect(content: readonly unknown[], path: string, outer: string | null, role: string, found: Block[]): void {
  for (const [index, block] of content.entries()) {
    if (!isJson(block)) continue;
    const at = `${path}.${index}`;
    const said = `${outer ?? path}.${index}`;
    if (block.type === "tool_result")
      collect(listOf(block.content), `${at}.content`, `${said}.tool_result.content`, role, found);
    if (block.type !== "image" && block.type !== "document") continue;
    const source = isJson(block.source) ? block.source : {};
    found.push({ at, said, type: block.type, block, source, role, nested: outer !== null });
    if (block.type === "document" && source.type === "content")
      collect(listOf(source.content), `${at}.source.content`, `${said}.document.source.content`, role, found);
  }
}

/** What the block refers to, by the files there are. */
export function seen({ at, source }: Block, files: ReadonlyMap<string, { readonly sha256: string }>): Seen | null {
  if (source.type === "base64") return { at, method: "base64", sha256: decoded(source.data), ref: null };
  if (source.type === "url") return { at, method: "url", sha256: null, ref: String(source.url) };
  if (source.type !== "file") return null;
  const ref = String(source.file_id);
  return { at, method: "file", sha256: files.get(ref)?.sha256 ?? null, ref };
}

function decoded(data: unknown): string | null {
  return typeof data === "string" ? sha256(Buffer.from(data, "base64")) : null;
}
