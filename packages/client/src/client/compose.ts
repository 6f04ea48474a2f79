// From opened inputs and a prompt to the one user message that asks about them: pictures first, several of them labelled.
// Source of both habits: Claude vision documentation, read 2026-09-20.
import type { Block } from "../content/block.ts";
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
import { formatPath } from "../content/path.ts";
import type { Opened, OpenedText } from "../input/opened.ts";

/** A message whose held blocks have no source yet; lowering writes it. */
export interface Composed {
  readonly content: readonly unknown[];
  readonly blocks: readonly Block[];
  /** Bytes of the held blocks, by printed path. */
  readonly held: ReadonlyMap<string, BytesRef>;
}

/**
 * @param oversizedImage the setting of every image block: what the platform does when the model would see it smaller; null leaves it out
 * @param textBlocks whether texts go as text blocks instead of documents
 */
export function compose(
  inputs: readonly (Opened | OpenedText)[],
  prompt: string,
  label: boolean,
  oversizedImage: Block["oversizedImage"] = null,
  textBlocks = false,
): Composed {
  const content: unknown[] = [];
  const blocks: Block[] = [];
  const held = new Map<string, BytesRef>();
  let pictures = 0;
  let documents = 0;
  for (const input of inputs) {
    if (input.kind === "text" && textBlocks) {
      content.push(textBlock(`${input.name}:\n${input.text}`));
      continue;
    }
    const type = blockType(input);
    const number = type === "image" ? ++pictures : ++documents;
    if (input.kind === "bytes" && input.label !== undefined) content.push(textBlock(`${input.label}:`));
    else if (label) content.push(labelBlock(type, number));
    const at = ["messages", 0, "content", content.length] as const;
    const { wire, block } = blockOf(input, type);
    const setting = type === "image" ? oversizedImage : null;
    content.push(setting === null ? wire : { ...wire, transformations: { oversized_image: setting } });
    blocks.push({ at, type, place: "user", oversizedImage: setting, ...block });
    if (input.kind === "bytes") held.set(formatPath(at), input.bytes);
  }
  if (prompt !== "") content.push(textBlock(prompt));
  return { content, blocks, held };
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

/** Bytes prove a PDF; of a url nothing is known before it is fetched, and its ending is the best guess. */
function blockType(input: Opened | OpenedText): Block["type"] {
  if (input.kind === "text") return "document";
  if (input.kind === "bytes") return input.facts.mediaType === "application/pdf" ? "document" : "image";
  return input.kind === "url" && /\.pdf$/i.test(new URL(input.url).pathname) ? "document" : "image";
}
