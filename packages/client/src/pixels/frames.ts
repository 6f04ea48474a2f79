// Chosen frames of an animated picture, or pages of a TIFF, each as a picture of its own: as a player shows them, with what stood there before.
import { LimitError } from "../errors/errors.ts";
import type { Facts, MediaType } from "../media/facts.ts";
import { countApngFrames, drawApngFrames } from "./apng.ts";
import { decodeError } from "./decode.ts";
import { loadSharp } from "./sharp.ts";

/** What libvips can take apart. */
const WITH_FRAMES: ReadonlySet<MediaType> = new Set(["image/gif", "image/webp", "image/tiff"]);

export function hasFrames(facts: Facts): boolean {
  return WITH_FRAMES.has(facts.mediaType) || (facts.mediaType === "image/png" && facts.frames > 1);
}

export interface FrameLimits {
  /** Name of the input, for errors. */
  readonly at: string;
  /** Most pixels of one frame. */
  readonly maxPixels: number;
  readonly signal?: AbortSignal | undefined;
}

/** @throws CapabilityError `capability.sharp`; InputError `input.undecodable` */
export async function countFrames(bytes: Uint8Array, mediaType: MediaType, limits: FrameLimits): Promise<number> {
  const sharp = await loadSharp("taking animated pictures apart", limits.at);
  try {
    if (mediaType === "image/png") return countApngFrames(bytes);
    const { pages = 1, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height <= limits.maxPixels) return pages;
    const facts = { limit: limits.maxPixels, actual: width * height, unit: "px", width, height } as const;
    throw new LimitError("limit.pixels", facts, { at: limits.at });
  } catch (error) {
    throw LimitError.isInstance(error) ? error : decodeError(error, mediaType, limits);
  }
}

/** PNG files of the frames `from` to `to`, counted from 1. */
export async function drawFrames(
  bytes: Uint8Array,
  mediaType: MediaType,
  [from, to]: readonly [number, number],
  limits: FrameLimits,
): Promise<Uint8Array[]> {
  const sharp = await loadSharp("taking animated pictures apart", limits.at);
  if (mediaType === "image/png")
    return drawApngFrames(sharp, bytes, [from, to], limits).catch((error: unknown) => {
      throw limits.signal?.aborted ? error : decodeError(error, mediaType, limits);
    });
  const frames: Uint8Array[] = [];
  for (let frame = from; frame <= to; frame++) {
    limits.signal?.throwIfAborted();
    const input = { page: frame - 1, pages: 1, failOn: "error", limitInputPixels: limits.maxPixels } as const;
    const png = sharp(bytes, input).autoOrient().png().toBuffer();
    frames.push(
      await png.catch((error: unknown) => {
        throw decodeError(error, mediaType, limits);
      }),
    );
  }
  return frames;
}
