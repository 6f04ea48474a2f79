// Pictures that agents keep in other forms than the Messages API has, read as blocks of the API, and edits of those blocks turned back. What is sent
// is made from them, so that they are what has to be right.
import { base64Of, readAll } from "../content/base64-value.ts";
import { type Base64Value, type Edit, isBase64Value, type Json } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject, type LooseObject } from "../content/source.ts";
import { MAX_BLOCK_DEPTH } from "../content/walk.ts";

export interface Form {
  /** Whether blocks of it can become documents. */
  readonly official: boolean;
  /** The type of its text blocks. */
  readonly textType: "text" | "input_text";
  /** Where the base64 text stands below the block. */
  readonly data: JsonPath;
  /** Where the media type stands; null where it is part of a data URL. */
  readonly mediaType: JsonPath | null;
}

export const OFFICIAL: Form = {
  official: true,
  textType: "text",
  data: ["source", "data"],
  mediaType: ["source", "media_type"],
};
/** pi, and results of MCP tools. */
const FLAT: Form = { official: false, textType: "text", data: ["data"], mediaType: ["mimeType"] };
/** Files that Claude Code has read. */
const FILE: Form = { official: false, textType: "text", data: ["file", "base64"], mediaType: ["file", "type"] };
/** Codex, and whoever speaks the Responses API. */
const INPUT_IMAGE: Form = { official: false, textType: "input_text", data: ["image_url"], mediaType: null };
/** Whoever speaks the Chat Completions API. */
const IMAGE_URL: Form = { official: false, textType: "text", data: ["image_url", "url"], mediaType: null };

export interface Read {
  /** The content with every picture as a block of the API. What is one already is not copied. */
  readonly content: unknown;
  /** The forms of those that were not, by printed path below the content. */
  readonly forms: ReadonlyMap<string, Form>;
}

export function readForms(content: unknown): Read {
  const forms = new Map<string, Form>();
  return { content: within(content, [], forms), forms };
}

function within(content: unknown, at: JsonPath, forms: Map<string, Form>): unknown {
  if (at.length > 2 * MAX_BLOCK_DEPTH) return content;
  if (!Array.isArray(content)) return isObject(content) ? blockOf(content, at, forms) : content;
  const read = content.map((one: unknown, index) => (isObject(one) ? blockOf(one, [...at, index], forms) : one));
  return read.some((one, index) => one !== content[index]) ? read : content;
}

function blockOf(block: LooseObject, at: JsonPath, forms: Map<string, Form>): LooseObject {
  if (!("source" in block)) {
    const form = formOf(block);
    if (form !== null) {
      forms.set(formatPath(at), form);
      return { type: "image", source: sourceOf(block, form) };
    }
  }
  if (typeof block.content !== "object") return block;
  const inner = within(block.content, [...at, "content"], forms);
  return inner === block.content ? block : { ...block, content: inner };
}

function formOf({ type, data, mimeType, file, image_url: url }: LooseObject): Form | null {
  if (type === "image" && typeof data === "string" && typeof mimeType === "string") return FLAT;
  if (type === "image" && isObject(file) && typeof file.base64 === "string") return FILE;
  if (type === "input_image" && typeof url === "string") return INPUT_IMAGE;
  return type === "image_url" && isObject(url) && typeof url.url === "string" ? IMAGE_URL : null;
}

function sourceOf(block: LooseObject, form: Form): LooseObject {
  const text = String(below(block, form.data));
  if (form.mediaType !== null) return { type: "base64", media_type: below(block, form.mediaType), data: text };
  const head = /^data:([^;,]{0,255})[^,]{0,255};base64,/i.exec(text);
  if (head === null) return { type: "url", url: text };
  return { type: "base64", media_type: head[1]?.toLowerCase(), data: text.slice(head[0].length) };
}

export function below(value: unknown, at: JsonPath): unknown {
  return at.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}

/** Edits below a block of the API as edits below the block in its own form. `now`: that block. */
export async function toForm(edits: readonly Edit[], now: LooseObject, form: Form): Promise<Edit[]> {
  if (form.official) return [...edits];
  const made: Edit[] = [];
  for (const edit of edits) {
    if (edit.op === "remove") continue;
    const { value } = edit;
    if (formatPath(edit.at) === "source.media_type") made.push(...relabelled(value, now, form));
    else if (isBase64Value(value)) made.push(...(await rewritten(value, now, form)));
    else throw new TypeError(`a block of another form cannot have ${formatPath(edit.at)}`);
  }
  return made;
}

function relabelled(value: Json | Base64Value, now: LooseObject, form: Form): Edit[] {
  if (form.mediaType === null) {
    const text = String(below(now, form.data));
    return [{ at: form.data, op: "replace", value: `data:${String(value)}${text.slice(text.indexOf(";"))}` }];
  }
  const there = below(now, form.mediaType) !== undefined;
  return [{ at: form.mediaType, op: there ? "replace" : "insert", value }];
}

async function rewritten(value: Base64Value, now: LooseObject, form: Form): Promise<Edit[]> {
  const text = base64Of(await readAll(value.bytes, form.data));
  if (form.mediaType === null)
    return [{ at: form.data, op: "replace", value: `data:${value.mediaType};base64,${text}` }];
  return [{ at: form.data, op: "replace", value: text }, ...relabelled(value.mediaType, now, form)];
}
