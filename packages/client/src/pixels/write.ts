// A picture written anew within its bounds: the size first, then the best coding that is short enough, then smaller sizes down to a floor.
import type { OutputInfo, Sharp as Pipeline } from "sharp";
import type { Size } from "../content/tokens.ts";
import { LimitError } from "../errors/errors.ts";
import type { ImageMediaType } from "../media/facts.ts";
import type { Decoder } from "./decode.ts";
import { type Coding, codingsOf, encode } from "./encode.ts";
import { isGraphic } from "./graphic.ts";
import type { RawPicture } from "./raw.ts";
import type { Sharp } from "./sharp.ts";

/** No side is made shorter than this to save bytes, in px. Below it answers are often wrong (Claude vision documentation, read 2026-09-20). */
export const MIN_EDGE_PX = 200;

export interface Wanted {
  readonly size: Size;
  readonly mediaType: ImageMediaType;
  /** Longest file, in bytes; null when nothing limits it. */
  readonly maxBytes: number | null;
  readonly fallback: ImageMediaType | null;
  /** Path of the block, for errors. */
  readonly at: string;
}

export interface Written extends Size {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
}

/** @throws LimitError `limit.picture-bytes` when even the smallest is too long; whatever sharp throws of bytes that it cannot read */
export async function write(sharp: Sharp, decoder: Decoder, wanted: Wanted): Promise<Written> {
  const { size, mediaType, fallback } = wanted;
  const fits = ({ bytes }: Written): boolean => wanted.maxBytes === null || bytes.length <= wanted.maxBytes;
  // Nearly every picture is short enough at once, and then needs no pixels in memory.
  const direct = mediaType === "image/webp" ? null : codingsOf(mediaType, null, () => false)[0];
  if (direct) {
    const first = await finish(encode(sized(decoder, size), direct, decoder.subsampled), direct);
    if (fits(first)) return first;
  }
  const { data, info } = await sized(decoder, size).raw().toBuffer({ resolveWithObject: true });
  const raw = rawOf(data, info);
  const codings = codingsOf(mediaType, fallback, () => isGraphic(raw)).slice(direct ? 1 : 0);
  let last: Written | null = null;
  for (const coding of codings) {
    last = await finish(encode(fromRaw(sharp, raw), coding, decoder.subsampled), coding);
    if (fits(last)) return last;
  }
  return smaller(sharp, raw, decoder.subsampled, codings.at(-1) ?? null, last, wanted);
}

async function smaller(
  sharp: Sharp,
  raw: RawPicture,
  subsampled: boolean,
  coding: Coding | null,
  last: Written | null,
  { maxBytes, at }: Wanted,
): Promise<Written> {
  let best = last;
  while (coding !== null && best !== null && maxBytes !== null) {
    const share = Math.min(0.9, Math.sqrt(maxBytes / best.bytes.length) * 0.97);
    const floor = Math.min(1, MIN_EDGE_PX / Math.min(raw.width, raw.height));
    const scale = Math.max((best.width / raw.width) * share, floor);
    const width = Math.max(1, Math.round(raw.width * scale));
    const height = Math.max(1, Math.round(raw.height * scale));
    if (width >= best.width && height >= best.height) break;
    const resized = fromRaw(sharp, raw).resize({ width, height, fit: "fill" });
    best = await finish(encode(resized, coding, subsampled), coding);
    if (best.bytes.length <= maxBytes) return best;
  }
  const actual = best?.bytes.length ?? 0;
  const { width, height } = best ?? raw;
  throw new LimitError("limit.picture-bytes", { limit: maxBytes ?? 0, actual, unit: "bytes", width, height }, { at });
}

/** Upright, of the size, in 8 bits of sRGB or grey. */
function sized({ open, grey, width, height }: Decoder, size: Size): Pipeline {
  const same = size.width === width && size.height === height;
  const pipeline = same ? open() : open().resize({ ...size, fit: "fill" });
  return pipeline.toColourspace(grey ? "b-w" : "srgb");
}

function fromRaw(sharp: Sharp, { data, width, height, channels }: RawPicture): Pipeline {
  return sharp(data, { raw: { width, height, channels } }).toColourspace(channels < 3 ? "b-w" : "srgb");
}

async function finish(pipeline: Pipeline, { mediaType }: Coding): Promise<Written> {
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
  return { bytes: data, mediaType, width: info.width, height: info.height };
}

function rawOf(data: Uint8Array, { width, height, channels }: OutputInfo): RawPicture {
  return { data, width, height, channels: channels as RawPicture["channels"] };
}
