// From opened inputs and a prompt to the one user message that asks about them: pictures first, several of them labelled.
// Source of both habits: Claude vision documentation, read 2026-09-20.
import type { Block } from "../content/block.ts";
import { readBlocks } from "../content/block-facts.ts";
import type { BytesRef } from "../content/edit.ts";
import {
  documentBlock,
  type FileSource,
  fileSource,
  imageBlock,
  labelBlock,
  plainTextSource,
  textBlock,
  type UrlSource,
  urlSource,
} from "../content/make.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject, type LooseObject, readOversizedImage } from "../content/source.ts";
import type { Problem } from "../errors/errors.ts";
import type { Opened, OpenedText } from "../input/opened.ts";
import { type BlockKeys, keysFor } from "./item.ts";
import type { Part } from "./open-inputs.ts";
import type { OpenedBlock } from "./open-item.ts";

/** A message whose held blocks have no source yet; lowering writes it. */
export interface Composed {
  readonly content: readonly unknown[];
  readonly blocks: readonly Block[];
  /** Bytes of the held blocks, by printed path. */
  readonly held: ReadonlyMap<string, BytesRef>;
  /** What is malformed inside the caller's own blocks. */
  readonly problems: readonly { readonly at: JsonPath; readonly problem: Problem }[];
}

export interface ComposeOptions {
  /** Puts `Image 1:` and so on before each picture that has no words of its own. */
  readonly label: boolean;
  /** The setting of every image block that has none: what the platform does when the model would see it smaller. Default: left out. */
  readonly oversizedImage?: Block["oversizedImage"];
  /** Whether texts go as text blocks instead of documents. Default false. */
  readonly textBlocks?: boolean;
  /** Pictures and documents that were introduced before: labels count on from there. Default none. */
  readonly before?: { readonly image: number; readonly document: number };
}

export function compose(parts: readonly Part[], prompt: string, options: ComposeOptions): Composed {
  const { label: labels, oversizedImage = null, textBlocks = false, before = { image: 0, document: 0 } } = options;
  const content: unknown[] = [];
  const blocks: Block[] = [];
  const held = new Map<string, BytesRef>();
  const problems: Composed["problems"][number][] = [];
  const counts = { ...before };

  function introduce({ ready, label }: Part, type: Block["type"]): void {
    const number = ++counts[type];
    const own = ready.kind === "bytes" ? ready.label : undefined;
    if (label !== null) content.push(textBlock(label.trimEnd().endsWith(":") ? label : `${label}:`));
    if (own !== undefined) content.push(textBlock(`${own}:`));
    else if (labels && label === null) content.push(labelBlock(type, number));
  }

  for (const part of parts) {
    const { ready, keys } = part;
    const text = textBlocks ? textOf(part, counts.document + 1) : null;
    if (text !== null) content.push(text);
    else if (ready.kind === "block") {
      if (ready.block.type !== "text") introduce(part, ready.block.type);
      const found = blocksOf(ready, content.length);
      content.push(ready.block);
      blocks.push(...found.blocks);
      problems.push(...found.problems);
    } else {
      const type = blockType(ready, keys);
      introduce(part, type);
      const at = ["messages", 0, "content", content.length] as const;
      const { wire, block } = blockOf(ready, type);
      const beside = keysFor(keys, type);
      const setting = type === "image" && !isObject(beside.transformations) ? oversizedImage : null;
      const added = setting === null ? {} : { transformations: { oversized_image: setting } };
      content.push({ ...wire, ...beside, ...added });
      blocks.push({ at, type, place: "user", oversizedImage: settingOf({ ...beside, ...added }), ...block });
      if (ready.kind === "bytes") held.set(formatPath(at), ready.bytes);
    }
  }
  if (prompt !== "") content.push(textBlock(prompt));
  return { content, blocks, held, problems };
}

/** What is malformed was refused when the block was read. */
function settingOf(beside: LooseObject): Block["oversizedImage"] {
  const setting = readOversizedImage(beside);
  return typeof setting === "string" ? setting : null;
}

/** The blocks of what is sent as it stands: itself, and the pictures inside it. */
function blocksOf({ block }: OpenedBlock, index: number): Pick<Composed, "blocks" | "problems"> {
  const { blocks, problems } = readBlocks({ messages: [{ role: "user", content: [block] }] });
  const moved = <T extends { readonly at: JsonPath }>(one: T): T => ({
    ...one,
    at: ["messages", 0, "content", index, ...one.at.slice(4)],
  });
  return { blocks: blocks.map(moved), problems: problems.map(moved) };
}

/** A text where documents are not taken: the same words as a text block. Null for what has pictures in it, or is no text. */
function textOf({ ready, label }: Part, number: number): object | null {
  if (ready.kind === "text") return textBlock(`${label ?? ready.name}:\n${ready.text}`);
  if (ready.kind !== "block" || ready.block.type !== "document") return null;
  const { title, source } = ready.block;
  const { data, content } = source as { readonly data?: unknown; readonly content?: unknown };
  const text = typeof data === "string" ? data : content;
  return typeof text === "string" ? textBlock(`${label ?? title ?? `Document ${number}`}:\n${text}`) : null;
}

function blockOf(
  input: Opened | OpenedText,
  type: Block["type"],
): { wire: object; block: Pick<Block, "source" | "facts"> } {
  const make = (source: UrlSource | FileSource | null) =>
    type === "image" ? imageBlock(source) : documentBlock(source);
  switch (input.kind) {
    case "text":
      return {
        wire: { ...documentBlock(plainTextSource(input.text)), title: input.name },
        block: { source: { method: "text" }, facts: { unknown: "text" } },
      };
    case "bytes":
      return {
        wire: make(null),
        block: { source: { method: "held", declared: input.declared, name: input.name }, facts: input.facts },
      };
    case "url":
      return {
        wire: make(urlSource(input.url)),
        block: { source: { method: "url", url: input.url }, facts: { unknown: "url-not-fetched" } },
      };
    case "file":
      return {
        wire: make(fileSource(input.fileId)),
        block: { source: { method: "file", fileId: input.fileId }, facts: { unknown: "foreign-file" } },
      };
  }
}

/** Bytes prove a PDF; of a url nothing is known before it is fetched, and what a block says of it, or its ending, is the best guess. */
function blockType(input: Opened | OpenedText, keys: BlockKeys | null): Block["type"] {
  if (input.kind === "text") return "document";
  if (input.kind === "bytes") return input.facts.mediaType === "application/pdf" ? "document" : "image";
  if (keys !== null) return keys.type;
  return input.kind === "url" && /\.pdf$/i.test(new URL(input.url).pathname) ? "document" : "image";
}
