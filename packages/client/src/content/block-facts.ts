// From a walked block to a block with facts: of a base64 text only as many bytes are decoded as the facts need.
import { decodedLength, decodePrefix, readBase64 } from "../media/base64.ts";
import { FIRST_READ_BYTES } from "../media/bounds.ts";
import { inspect } from "../media/inspect.ts";
import type { Base64Flaw, Block, BlockFacts, BlockSource } from "./block.ts";
import type { WireSource } from "./source.ts";
import { type Walk, type WalkedBlock, walk } from "./walk.ts";

export interface Base64Facts {
  /** Length in characters once mended: what platforms count. That of the text as it is, where it cannot be mended. */
  readonly base64Length: number;
  readonly flaws: readonly Base64Flaw[];
  readonly facts: BlockFacts;
}

/** What a base64 text proves. Defects of the text and of the bytes come back as `facts.defect`. The bytes are not hashed. */
export function factsOfBase64(text: string): Base64Facts {
  const reading = readBase64(text);
  if (!reading.ok) return { base64Length: text.length, flaws: [], facts: { defect: reading.problem } };
  const clean = reading.clean();
  const byteLength = decodedLength(clean);
  return { base64Length: reading.length, flaws: reading.flaws, facts: factsOfClean(clean, byteLength) };
}

function factsOfClean(clean: string, byteLength: number): BlockFacts {
  let wanted = Math.min(FIRST_READ_BYTES, byteLength);
  for (;;) {
    const found = inspect(decodePrefix(clean, wanted), { byteLength });
    if (found.status === "facts") return found.facts;
    if (found.status === "defect") return { defect: found.problem };
    // `inspect` asks for at least twice as much each time, up to the whole file.
    wanted = found.bytes;
  }
}

/** The block with its facts. What a url or file holds is unknown until someone gets it. */
export function blockOf({ source, ...rest }: WalkedBlock): Block {
  return { ...rest, ...known(source) };
}

function known(source: WireSource): { source: BlockSource; facts: BlockFacts } {
  switch (source.method) {
    case "base64": {
      const { facts, base64Length, flaws } = factsOfBase64(source.text);
      return { source: { method: "base64", declared: source.declared, base64Length, flaws }, facts };
    }
    case "url":
      return { source, facts: { unknown: "url-not-fetched" } };
    case "file":
      return { source, facts: { unknown: "foreign-file" } };
    case "text":
      return { source, facts: { unknown: "text" } };
  }
}

/** Every block of a Messages request with its facts: `walk`, then `blockOf` each. */
export function readBlocks(body: unknown): Omit<Walk, "blocks"> & { readonly blocks: readonly Block[] } {
  const { blocks, ...rest } = walk(body);
  return { ...rest, blocks: blocks.map(blockOf) };
}
