// What the API's validator refuses and a mending gateway lets pass: declared media types, and where and how prompts are cached.

import { formatPath } from "@fovea/client/internal/content/path";
import { isObject, type LooseObject } from "@fovea/client/internal/content/source";
import { walk } from "@fovea/client/internal/content/walk";
import { ReplyError } from "../../reply/envelope.ts";
import { checkModel } from "./check-model.ts";
import { mediaTypeText } from "./observed.ts";
import { spotOf, valueAt } from "./refusal.ts";

const DECLARED = {
  image: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  document: ["application/pdf"],
} as const;

/** Most blocks that may carry `cache_control`. Source: prompt caching documentation, read 2026-09-26. */
const MAX_CACHE_MARKS = 4;

/** @param model canonical id of the model that is to answer; null when nothing is answered @throws ReplyError 400 in the API's words */
export function checkStrict(body: unknown, model: string | null): void {
  for (const { at, type, source } of walk(body).blocks) {
    if (source.method !== "base64" || (DECLARED[type] as readonly (string | null)[]).includes(source.declared))
      continue;
    const spot = spotOf(body, formatPath(at));
    const text =
      source.declared === null ? `${spot.path}.${type}.source.base64.media_type: Field required` : mediaTypeText(spot);
    throw new ReplyError(400, text, null, { "fovea-at": spot.at });
  }
  for (const { at } of walk(body).blocks) checkKeys(body, formatPath(at));
  checkCacheMarks(body);
  if (model !== null) checkModel(body, model);
}

/** Keys that a block, and a source by its kind, may have. Source: npm @anthropic-ai/sdk 1.12.0, messages.d.ts. */
const BLOCK_KEYS = {
  image: ["type", "source", "cache_control", "transformations"],
  document: ["type", "source", "cache_control", "citations", "context", "title"],
} as const;
const SOURCE_KEYS: Readonly<Record<string, readonly string[]>> = {
  base64: ["type", "media_type", "data"],
  url: ["type", "url"],
  file: ["type", "file_id"],
  text: ["type", "media_type", "data"],
  content: ["type", "content"],
};

function checkKeys(body: unknown, at: string): void {
  const { path, block } = spotOf(body, at);
  const value = valueAt(body, at);
  const source = isObject(value.source) ? value.source : {};
  const kind = String(source.type);
  const extra =
    extraIn(value, BLOCK_KEYS[block], `${path}.${block}`) ??
    extraIn(source, SOURCE_KEYS[kind] ?? [], `${path}.${block}.source.${kind}`);
  if (kind === "text" && source.media_type !== "text/plain") {
    const text = source.media_type === undefined ? "Field required" : "Input should be 'text/plain'";
    throw new ReplyError(400, `${path}.${block}.source.text.media_type: ${text}`, null, { "fovea-at": at });
  }
  if (extra !== null) throw new ReplyError(400, `${extra}: Extra inputs are not permitted`, null, { "fovea-at": at });
}

function extraIn(value: LooseObject, known: readonly string[], path: string): string | null {
  const extra = Object.keys(value).find((key) => !known.includes(key));
  return extra === undefined ? null : `${path}.${extra.slice(0, 40)}`;
}

function checkCacheMarks(body: unknown): void {
  if (!isObject(body)) return;
  const marks: string[] = [];
  for (const key of ["tools", "system", "messages"]) marksIn(body[key], key, marks);
  // Text: tghamm/Anthropic.SDK#50, read 2026-11-22.
  if (marks.length > MAX_CACHE_MARKS)
    throw new ReplyError(
      400,
      `A maximum of ${MAX_CACHE_MARKS} blocks with cache_control may be provided. Found ${marks.length}.`,
    );
}

/** Depth was capped when the blocks were found. */
function marksIn(value: unknown, at: string, marks: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) marksIn(one, `${at}.${index}`, marks);
    return;
  }
  if (!isObject(value)) return;
  if (value.cache_control !== undefined && value.cache_control !== null) {
    checkMark(value.cache_control, `${at}${typeof value.type === "string" ? `.${value.type}` : ""}.cache_control`);
    marks.push(at);
  }
  marksIn(value.content, `${at}${kindOf(value)}.content`, marks);
  if (isObject(value.source)) marksIn(value.source.content, `${at}${kindOf(value)}.source.content.content`, marks);
}

function kindOf({ type }: LooseObject): string {
  return typeof type === "string" ? `.${type.slice(0, 40)}` : "";
}

function checkMark(mark: unknown, at: string): void {
  const refuse = (where: string, text: string): ReplyError => new ReplyError(400, `${at}${where}: ${text}`);
  if (!isObject(mark)) throw refuse("", "Input should be an object");
  if (mark.type === undefined) throw refuse(".type", "Field required");
  if (mark.type !== "ephemeral") throw refuse(".type", "Input should be 'ephemeral'");
  if (mark.ttl !== undefined && mark.ttl !== null && mark.ttl !== "5m" && mark.ttl !== "1h")
    throw refuse(".ttl", "Input should be '5m' or '1h'");
}
