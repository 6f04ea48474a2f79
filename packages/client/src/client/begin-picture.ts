// An input whose pixels are worked on here: opened, proven, and ready to be decoded as often as needed.
import { FoveaError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import type { Input } from "../input/opened.ts";
import type { ImageFacts, Orientation } from "../media/facts.ts";
import { type Decoder, decodeError, decoderOf } from "../pixels/decode.ts";
import { OUTPUT_MEDIA_TYPES, type OutputMediaType, outputOf } from "../pixels/output.ts";
import { loadSharp, type Sharp } from "../pixels/sharp.ts";
import { MAX_DECODED_PIXELS } from "../plan/rules/size.ts";
import { drawForeign } from "./draw-foreign.ts";
import { openPicture } from "./open-picture.ts";
import type { PictureOptions } from "./pictures.ts";

export interface Begun {
  readonly sharp: Sharp;
  readonly decoder: Decoder;
  readonly mediaType: OutputMediaType;
  readonly orientation: Orientation;
  /** Runs what reads pixels; a codec's complaint becomes an error of ours. */
  finish<T>(work: () => Promise<T>): Promise<T>;
}

/** An input opened and decoded, and how it is written. */
export async function begin(input: Input, capability: string, options: PictureOptions): Promise<Begun> {
  const { mediaType, signal } = options;
  if (mediaType !== undefined && !OUTPUT_MEDIA_TYPES.includes(mediaType))
    throw new TypeError(`mediaType must be one of ${OUTPUT_MEDIA_TYPES.join(", ")}`);
  const { bytes: ref, facts, name } = await openPicture(input, options);
  const sharp = await loadSharp(capability, name);
  const limits = { maxPixels: MAX_DECODED_PIXELS, at: name, drawForeign, signal };
  signal?.throwIfAborted();
  const decoder = await decoderOf(sharp, await readBytes(ref), facts.mediaType, limits);
  return {
    sharp,
    decoder,
    mediaType: mediaType ?? outputOf(facts.mediaType),
    orientation: (facts as Partial<ImageFacts>).orientation ?? 1,
    finish: (work) =>
      work().catch((error: unknown) => {
        throw FoveaError.isInstance(error) ? error : decodeError(error, facts.mediaType, limits);
      }),
  };
}
