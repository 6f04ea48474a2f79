// A very large picture as tiles to ask about: cut out, labelled, and each with the frame that brings coordinates back.
import { type Frame, makeFrame } from "../content/frame.ts";
import type { Box } from "../content/geometry.ts";
import { type TileOptions, tilesOf } from "../content/tiles.ts";
import type { Input } from "../input/opened.ts";
import { cropPicture } from "../pixels/crop.ts";
import { modelOf } from "../platform/models.ts";
import { begin } from "./begin-picture.ts";
import { DEFAULT_MODEL } from "./fovea-options.ts";
import type { Picture, PictureOptions } from "./pictures.ts";

/** How a picture is cut into tiles: how many, and how far they overlap. */
export interface TilePicturesOptions extends PictureOptions, Omit<TileOptions, "tier"> {
  /** The model that will look, whose tier decides how large a tile may be. Default: that of `createFovea`. */
  readonly model?: string;
}

/** One tile of a picture, and where it lies in it. */
export interface TilePicture extends Picture {
  /** To stand before the picture in a message: `Tile 2 of 6 (row 1, column 2): x 2464 to 5040, y 0 to 1449 of 7504x2786 px`. */
  readonly label: string;
  /** What was cut out: whole px of the upright original. */
  readonly box: Box;
  /** For `toOriginal`: coordinates in an answer about this tile, in px of the original. */
  readonly frame: Frame;
}

/**
 * Cuts a picture into overlapping tiles of which the model sees every px, without scaling. One tile, the whole picture, where it sees all of it
 * anyway.
 *
 * @throws TypeError for an option out of range; InputError `input.no-pixels`; CapabilityError `capability.sharp`; what opening and decoding the
 * input throws
 */
export async function tile(input: Input, options: TilePicturesOptions = {}): Promise<TilePicture[]> {
  const { model = DEFAULT_MODEL, overlapPx, maxTiles, ...rest } = options;
  const tier = modelOf(model).model.tier.value;
  const { decoder, mediaType, orientation, finish } = await begin(input, "cutting pictures into tiles", rest);
  const original = { width: decoder.width, height: decoder.height };
  const given = { ...(overlapPx === undefined ? {} : { overlapPx }), ...(maxTiles === undefined ? {} : { maxTiles }) };
  const pictures: TilePicture[] = [];
  // One after the other: each decodes the picture up to its last row, and memory holds one.
  for (const { label, box } of tilesOf(original, { tier, ...given })) {
    rest.signal?.throwIfAborted();
    const bytes = await finish(() => cropPicture(decoder, box, mediaType));
    const size = { width: box.x2 - box.x1, height: box.y2 - box.y1 };
    pictures.push({
      bytes,
      mediaType,
      ...size,
      label,
      box,
      frame: makeFrame({ original, orientation, crop: box, tier }),
    });
  }
  return pictures;
}
