// Finds every image and document block of a request, with its JSON path. Source of the shapes: the Messages types of
// npm @anthropic-ai/sdk 1.12.0, beta ones included. Blocks that stand where none may stand are found too: who only looked in the legal
// places would lose them without a word.
import { type Problem, problem } from "../errors/errors.ts";
import type { Place } from "./block.ts";
import type { JsonPath } from "./path.ts";
import { isObject, type LooseObject, readOversizedImage, readSource, type WireSource } from "./source.ts";

/** A block as it stands in the request: its bytes not looked at yet (`content/block-facts.ts` does). */
export interface WalkedBlock {
  readonly at: JsonPath;
  readonly type: "image" | "document";
  readonly place: Place;
  readonly source: WireSource;
  readonly oversizedImage: "downsize" | "error" | null;
}

export interface Walk {
  /** In the order of the request: `system`, then the messages. A document stands before what its content holds. */
  readonly blocks: readonly WalkedBlock[];
  /** Path of the last thinking block, redacted ones too; null when there is none. */
  readonly lastThinking: JsonPath | null;
  /** Malformed and misplaced blocks, by the path of the block. They are not among `blocks`. */
  readonly problems: readonly { readonly at: JsonPath; readonly problem: Problem }[];
}

/** Most levels of blocks inside each other. Legal requests have 4: a web fetch's result, what it wraps, the document, its image. */
export const MAX_BLOCK_DEPTH = 16;

// Containers whose types allow text alone. Containers that nobody here knows are walked through: what they hold may be legal tomorrow.
const TEXT_ONLY = new Set(["search_result", "mcp_tool_result"]);

/** Where in the request the walk is. */
interface Spot {
  readonly at: JsonPath;
  readonly place: Place;
  /** Type of the nearest block around it. */
  readonly container: string | null;
  readonly depth: number;
}

/** Walks a Messages request. Never throws: what is no request at all has no blocks, and the platform says so better. */
export function walk(body: unknown): Walk {
  const blocks: WalkedBlock[] = [];
  const problems: { at: JsonPath; problem: Problem }[] = [];
  let lastThinking: JsonPath | null = null;
  let tooDeep = false;

  /** `value`: a content field, a list of blocks or one block. */
  function content(value: unknown, spot: Spot): void {
    if (tooDeep || typeof value !== "object" || value === null) return;
    if (spot.depth > MAX_BLOCK_DEPTH) {
      // One is enough: in a cycle of objects there would be no end of them.
      tooDeep = true;
      problems.push({ at: spot.at, problem: problem("input.blocks-too-deep", { limit: MAX_BLOCK_DEPTH }) });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++)
        if (holdsAnything(value[index])) block(value[index], { ...spot, at: [...spot.at, index] });
    } else if (isObject(value)) block(value, spot);
  }

  function block(value: LooseObject, spot: Spot): void {
    const { type } = value;
    if (type === "image" || type === "document") mediaBlock(value, type, spot);
    else {
      if (type === "thinking" || type === "redacted_thinking") lastThinking = spot.at;
      content(value.content, inside(spot, type, ["content"]));
    }
  }

  function mediaBlock(value: LooseObject, type: "image" | "document", spot: Spot): void {
    const { at, place, container } = spot;
    const found =
      container !== null && refuses(container, type)
        ? problem("input.block-container", { block: type, container })
        : read(value, type);
    if ("code" in found) problems.push({ at, problem: found });
    else blocks.push({ at, type, place, ...found });
    if (type === "document" && isObject(value.source))
      content(value.source.content, inside(spot, type, ["source", "content"]));
  }

  if (isObject(body)) {
    const start = { container: null, depth: 0 };
    content(body.system, { ...start, at: ["system"], place: "system" });
    if (Array.isArray(body.messages))
      for (const [index, message] of body.messages.entries())
        if (isObject(message) && typeof message.content === "object")
          content(message.content, { ...start, at: ["messages", index, "content"], place: placeOf(message.role) });
  }
  return { blocks, lastThinking, problems };
}

/** Most blocks of a conversation are text: nothing is made for them. */
function holdsAnything(one: unknown): one is LooseObject {
  if (!isObject(one)) return false;
  const { type, content } = one;
  return (
    type === "image" ||
    type === "document" ||
    type === "thinking" ||
    type === "redacted_thinking" ||
    (typeof content === "object" && content !== null)
  );
}

function read(
  value: LooseObject,
  type: "image" | "document",
): Pick<WalkedBlock, "source" | "oversizedImage"> | Problem {
  const source = readSource(value, type);
  if ("reason" in source) return problem("input.block-malformed", { block: type, ...source });
  const oversizedImage = type === "image" ? readOversizedImage(value) : null;
  if (typeof oversizedImage === "object" && oversizedImage !== null)
    return problem("input.block-malformed", { block: type, ...oversizedImage });
  return { source, oversizedImage };
}

function refuses(container: string, type: "image" | "document"): boolean {
  return TEXT_ONLY.has(container) || (container === "document" && type === "document");
}

function inside(spot: Spot, type: unknown, keys: readonly string[]): Spot {
  return {
    at: [...spot.at, ...keys],
    place: placeInside(spot.place, type),
    container: typeof type === "string" ? type : spot.container,
    depth: spot.depth + 1,
  };
}

/** A role that the API does not have is left for the platform to refuse; its pictures are those of a user. */
function placeOf(role: unknown): Place {
  return role === "assistant" || role === "system" ? role : "user";
}

function placeInside(place: Place, type: unknown): Place {
  if (place === "system" || place === "server_result") return place;
  // web_fetch_tool_result and its like: made by the platform, and sent back in the assistant's message.
  if (type !== "tool_result" && typeof type === "string" && type.endsWith("_tool_result")) return "server_result";
  if (place === "assistant") return place;
  return type === "tool_result" || type === "document" ? type : place;
}
