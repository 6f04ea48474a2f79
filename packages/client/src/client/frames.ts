// Frames that were named behind an input (`film.gif#3`, `film.png#3`, `scan.tiff#1-4`): each becomes a labelled picture.
import { LimitError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { OpenedBytes } from "../input/opened.ts";
import { countFrames, drawFrames, hasFrames } from "../pixels/frames.ts";
import { MAX_DECODED_PIXELS } from "../plan/rules/size.ts";
import { rangeOf } from "./documents.ts";
import type { NamedPages } from "./page-range.ts";

export function isAnimated(opened: { readonly kind: string }): opened is OpenedBytes {
  return opened.kind === "bytes" && hasFrames((opened as OpenedBytes).facts);
}

/**
 * @param maxFrames most of them in one request
 * @throws InputError `input.page-range`, `input.undecodable`; LimitError `limit.pages-drawn`, `limit.pixels`; CapabilityError `capability.sharp`
 */
export async function namedFrames(
  opened: OpenedBytes,
  named: NamedPages,
  { maxFrames, signal }: { readonly maxFrames: number; readonly signal: AbortSignal | undefined },
): Promise<OpenedBytes[]> {
  const { name, facts } = opened;
  const { mediaType } = facts;
  const bytes = await readBytes(opened.bytes);
  const limits = { at: name, maxPixels: MAX_DECODED_PIXELS, signal };
  const range = rangeOf(named, await countFrames(bytes, mediaType, limits), name);
  const actual = range[1] - range[0] + 1;
  if (actual > maxFrames) throw new LimitError("limit.pages-drawn", { limit: maxFrames, actual, unit: "pages" });
  const word = mediaType === "image/tiff" ? "page" : "frame";
  const drawn = await drawFrames(bytes, mediaType, range, limits);
  return drawn.map((picture, index) => {
    const label = `${name} ${word} ${range[0] + index}`;
    return { ...openBytes(picture, { declared: null, name: label }), label };
  });
}
