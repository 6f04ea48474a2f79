// Pictures to look at or to send on: a part cut out, places drawn in. Nothing is sent.
import { type Box, checkPlace, clamp } from "../content/geometry.ts";
import { InputError } from "../errors/errors.ts";
import type { Input } from "../input/opened.ts";
import type { Orientation } from "../media/facts.ts";
import { cropPicture } from "../pixels/crop.ts";
import { drawMarks } from "../pixels/draw.ts";
import { encode } from "../pixels/encode.ts";
import type { Mark } from "../pixels/mark.ts";
import { type OutputMediaType, qualityOf } from "../pixels/output.ts";

import { begin } from "./begin-picture.ts";
import type { OpenPictureOptions } from "./open-picture.ts";

export type { Mark };

/** What `crop`, `draw` and `tile` may be told about the picture they open. */
export interface PictureOptions extends OpenPictureOptions {
  /** What is written: `image/png`, `image/jpeg` or `image/webp`. Default: as the picture is, or PNG where that cannot be written. */
  readonly mediaType?: OutputMediaType;
}

/** A finished picture, upright and without metadata. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mediaType: OutputMediaType;
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, as a picture of its own. */
export interface CroppedPicture extends Picture {
  /** What was cut out: whole px of the upright original, inside it. Pass it to `makeFrame` as `crop`. */
  readonly box: Box;
  /** The picture it was cut from: its upright size, and how its stored pixels are turned. */
  readonly original: { readonly width: number; readonly height: number; readonly orientation: Orientation };
}

/** A picture with marks drawn on it. */
export interface DrawnPicture extends Picture {
  /** False when there are labels, and no font on this machine could set them. */
  readonly lettered: boolean;
}

/**
 * Cuts a box out of a picture, without scaling. The box is in px of the upright picture; every pixel that it touches is in the result, and what
 * lies outside the picture is cut off.
 *
 * @throws TypeError when the box is none; InputError `input.crop-outside`, `input.no-pixels`; CapabilityError `capability.sharp`; what opening and
 * decoding the input throws
 */
export async function crop(input: Input, box: Box, options: PictureOptions = {}): Promise<CroppedPicture> {
  checkPlace(box, "the box");
  const { decoder, mediaType, orientation, finish } = await begin(input, "cropping pictures", options);
  const { width, height } = decoder;
  const cut = {
    x1: clamp(Math.floor(box.x1), 0, width),
    y1: clamp(Math.floor(box.y1), 0, height),
    x2: clamp(Math.ceil(box.x2), 0, width),
    y2: clamp(Math.ceil(box.y2), 0, height),
  };
  if (cut.x1 >= cut.x2 || cut.y1 >= cut.y2) throw new InputError("input.crop-outside", { ...box, width, height });
  const bytes = await finish(() => cropPicture(decoder, cut, mediaType));
  return {
    bytes,
    mediaType,
    width: cut.x2 - cut.x1,
    height: cut.y2 - cut.y1,
    box: cut,
    original: { width, height, orientation },
  };
}

/**
 * Draws boxes or points with their labels onto a picture, for people to look at. Takes what `locate` found as it is.
 *
 * @throws InputError `input.no-pixels`; CapabilityError `capability.sharp`; what opening and decoding the input throws
 */
export async function draw(input: Input, marks: readonly Mark[], options: PictureOptions = {}): Promise<DrawnPicture> {
  for (const { box, point } of marks) checkPlace((box ?? point) as Box, "each mark");
  const { sharp, decoder, mediaType, finish } = await begin(input, "drawing on pictures", options);
  return finish(async () => {
    const { data, width, height, channels, lettered } = await drawMarks(sharp, decoder, marks);
    const pixels = sharp(data, { raw: { width, height, channels } });
    // Lines of one pixel keep their colour only where colours have as many samples as brightness.
    const bytes = await encode(pixels, { mediaType, quality: qualityOf(mediaType) }, false).toBuffer();
    return { bytes, mediaType, width, height, lettered };
  });
}
