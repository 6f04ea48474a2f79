// A part of a picture, cut out upright without scaling.
import type { Box } from "../content/geometry.ts";
import type { Decoder } from "./decode.ts";
import { encode } from "./encode.ts";
import { type OutputMediaType, qualityOf } from "./output.ts";

/** The bytes of the part. `box`: whole px inside the upright picture. */
export async function cropPicture(
  decoder: Decoder,
  { x1, y1, x2, y2 }: Box,
  mediaType: OutputMediaType,
): Promise<Uint8Array> {
  const { open, grey, subsampled } = decoder;
  const part = open()
    .extract({ left: x1, top: y1, width: x2 - x1, height: y2 - y1 })
    .toColourspace(grey ? "b-w" : "srgb");
  return encode(part, { mediaType, quality: qualityOf(mediaType) }, subsampled).toBuffer();
}
