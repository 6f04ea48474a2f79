// An opened picture without its metadata. What stays a url or a file is not touched: the platform gets it elsewhere.
import { readBytes } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Opened, OpenedBytes } from "../input/opened.ts";
import { stripMetadata } from "../media/strip.ts";

export async function stripInput(opened: OpenedBytes): Promise<OpenedBytes>;
export async function stripInput(opened: Opened): Promise<Opened>;
export async function stripInput(opened: Opened): Promise<Opened> {
  if (opened.kind !== "bytes" || opened.facts.kind !== "image") return opened;
  const bytes = await readBytes(opened.bytes);
  const stripped = stripMetadata(bytes, opened.facts);
  if (stripped === bytes) return opened;
  const { declared, name, label } = opened;
  const { mended } = opened.facts;
  const found = openBytes(stripped, { declared, name });
  return {
    ...found,
    facts: { ...found.facts, ...(mended && { mended }) },
    ...(label === undefined ? {} : { label }),
  };
}
