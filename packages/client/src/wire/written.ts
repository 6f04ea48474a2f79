// Which image and document blocks stand in what a splice writes: told from the bytes and values that go out, never from the plan.
import type { Base64Value, Edit, Json } from "../content/edit.ts";
import { isBase64Value } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject } from "../content/source.ts";
import type { SurveyedBlock } from "./survey.ts";

/** A source that went out. */
export interface WrittenSource {
  /** Printed path of the block in the original request; for a new block, the path of the edit that brought it. */
  readonly at: string;
  readonly type: "image" | "document";
  /** `kept`: the caller's own. `edited`: its source was replaced, or put where there was none. `new`: the whole block came by an edit. */
  readonly how: "kept" | "edited" | "new";
}

/** Keys of a source without which it is none. */
const PARTS = new Set<string | number>(["type", "data", "url", "file_id", "content"]);

/** The sources that the value of an edit brings with it. */
export function sourcesOfValue(
  at: JsonPath,
  value: Json | Base64Value,
  blocks: ReadonlyMap<string, SurveyedBlock>,
): WrittenSource[] {
  const parent = at.at(-1) === "source" ? blocks.get(formatPath(at.slice(0, -1))) : undefined;
  if (parent !== undefined && (isBase64Value(value) || isObject(value)))
    return [{ at: formatPath(parent.at), type: parent.type, how: "edited" }];
  return isBase64Value(value) ? [] : newBlocks(value).map((type) => ({ at: formatPath(at), type, how: "new" }));
}

function newBlocks(value: unknown): ("image" | "document")[] {
  if (Array.isArray(value)) return value.flatMap(newBlocks);
  if (!isObject(value)) return [];
  const { type, source, content, messages, system } = value;
  const inner = [content, messages, system, isObject(source) ? source.content : null].flatMap(newBlocks);
  return (type === "image" || type === "document") && isObject(source) ? [type, ...inner] : inner;
}

/** Whether a source loses what makes it one to edits below it. */
export function isBroken(block: SurveyedBlock, edits: readonly Edit[]): boolean {
  const path = [...block.at, "source"];
  return edits.some(
    ({ at, op }) =>
      op === "remove" &&
      at.length === path.length + 1 &&
      PARTS.has(at.at(-1) as string) &&
      path.every((step, index) => at[index] === step),
  );
}
