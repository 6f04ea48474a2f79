// The blocks of a scanned body with their facts, and their bytes: what plan and lower need, without a string of any long text.
import type { Block } from "../content/block.ts";
import { blockOf } from "../content/block-facts.ts";
import type { BytesRef } from "../content/edit.ts";
import { formatPath } from "../content/path.ts";
import { type Walk, type WalkedBlock, walk } from "../content/walk.ts";
import type { Scan } from "./scan.ts";
import { bytesOfSpan } from "./span-bytes.ts";
import { factsOfSpan } from "./span-facts.ts";

/** What `readBlocks` of content/block-facts.ts gives for the parsed body. */
export function blocksOfScan(scan: Scan): Omit<Walk, "blocks"> & { readonly blocks: readonly Block[] } {
  const { blocks, ...rest } = walk(scan.body);
  return { ...rest, blocks: blocks.map((block) => known(scan, block)) };
}

function known({ bytes, spans, tools }: Scan, block: WalkedBlock): Block {
  const span = spans.get(formatPath(block.at));
  if (span === undefined || block.source.method !== "base64") return blockOf(block);
  const { facts, base64Length, flaws } = factsOfSpan(bytes, span, tools);
  return { ...block, source: { method: "base64", declared: block.source.declared, base64Length, flaws }, facts };
}

/** The bytes of the block at a printed path, for `lower`; `otherwise` is asked for texts that are no span, like `bytesInBody(scan.body)`. */
export function bytesInScan(scan: Scan, otherwise: (at: string) => BytesRef): (at: string) => BytesRef {
  return (at) => {
    const span = scan.spans.get(at);
    return span === undefined ? otherwise(at) : bytesOfSpan(scan.bytes, span, scan.tools);
  };
}
