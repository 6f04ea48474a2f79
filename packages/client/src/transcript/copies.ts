// Copies of a picture beside the message that is sent: Claude Code keeps what a tool gave in `toolUseResult` of the same line as well, and reports say that
// it is read again when a session is resumed (anthropics/claude-code#67080, #83206; read 2026-11-23). What is mended or removed in the message is so there.

import { base64Of, readAll } from "../content/base64-value.ts";
import type { Edit, Json } from "../content/edit.ts";
import { isBase64Value } from "../content/edit.ts";
import type { JsonPath } from "../content/path.ts";
import { isObject } from "../content/source.ts";
import type { Malformed, Spot } from "./examine.ts";
import { below } from "./forms.ts";

const BESIDE = "toolUseResult";
/** Most levels that are looked through; those seen have five. */
const MAX_DEPTH = 12;
/** Keys beside the text of a picture that name its media type. */
const TYPE_KEYS: readonly string[] = ["media_type", "mimeType", "type"];

type Where = Pick<Spot | Malformed, "content" | "below" | "form">;

/** @param made the edits of the block, or the text that stands in its place */
export async function copyEdits(value: unknown, where: Where, made: readonly Edit[] | string): Promise<Edit[]> {
  if (!isObject(value) || !(BESIDE in value)) return [];
  const text = below(below(value, [...where.content, ...where.below]), where.form.data);
  if (typeof text !== "string" || text === "") return [];
  const copies = [...stringsLike(text, value[BESIDE], [BESIDE])];
  if (copies.length === 0) return [];
  // What a tool gave may be a text, and is where it failed.
  if (typeof made === "string") return [{ at: [BESIDE], op: "replace", value: made }];
  const { data, mediaType } = await changeOf(made, where);
  return copies.flatMap((at): Edit[] => {
    const parent = at.slice(0, -1);
    const object = below(value, parent);
    const key = isObject(object) ? TYPE_KEYS.find((name) => /^image\//.test(String(object[name]))) : undefined;
    return [
      ...(data === null ? [] : [{ at, op: "replace", value: data } as const]),
      ...(mediaType === null || key === undefined
        ? []
        : [{ at: [...parent, key], op: "replace", value: mediaType } as const]),
    ];
  });
}

/** The new text and the new media type; null for what stays. */
async function changeOf(
  edits: readonly Edit[],
  { form }: Where,
): Promise<{ data: string | null; mediaType: string | null }> {
  let data: string | null = null;
  let mediaType: string | null = null;
  for (const edit of edits) {
    if (edit.op === "remove") continue;
    if (isBase64Value(edit.value)) {
      data = base64Of(await readAll(edit.value.bytes, edit.at));
      mediaType = edit.value.mediaType;
    } else if (edit.at.join(".") === form.data.join(".")) data = textOf(edit.value);
    else if (edit.at.join(".") === form.mediaType?.join(".")) mediaType = textOf(edit.value);
  }
  return { data, mediaType };
}

function textOf(value: Json): string | null {
  return typeof value === "string" ? value : null;
}

function* stringsLike(text: string, value: unknown, at: JsonPath): Generator<JsonPath> {
  if (value === text) yield at;
  if (typeof value !== "object" || value === null || at.length > MAX_DEPTH) return;
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* stringsLike(text, one, [...at, index]);
  else for (const [key, one] of Object.entries(value)) yield* stringsLike(text, one, [...at, key]);
}
