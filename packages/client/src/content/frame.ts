// How a picture that a model sees came from the original: turned upright, cut, and scaled. The padding to whole patches of 28 px stands right
// and below, so that it moves no coordinate and is no part of a frame.
import type { Orientation } from "../media/facts.ts";
import { type Box, checkPlace, wholeOf } from "./geometry.ts";
import type { FitLimits } from "./tier.ts";
import { fitSize, type Size } from "./tokens.ts";

/** Plain, frozen data. Made by `makeFrame`, or `frameOf` of a plan's step. */
export interface Frame {
  /** The original, upright: as a viewer shows it, EXIF orientation applied. */
  readonly original: Size;
  /** EXIF orientation of the original, 1 to 8: how its stored pixels are turned. */
  readonly orientation: Orientation;
  /** The part of the original that was sent, in upright px of the original; all of it where nothing was cut. */
  readonly region: Box;
  /** The size in which the region was sent. */
  readonly sent: Size;
  /** The size the model sees: that of `sent` after the platform's own downscaling. Coordinates in answers are pixels of this size. */
  readonly seen: Size;
}

/** What happened to a picture between the original and what the model sees. */
export interface FrameOptions {
  /** Upright size of the original, in px. */
  readonly original: Size;
  /** EXIF orientation of the original. Default 1, upright. */
  readonly orientation?: Orientation;
  /** What was cut out, in upright px of the original. Default: all of it. */
  readonly crop?: Box;
  /** The tile of the crop that was sent, in px of the crop. Default: all of it. */
  readonly tile?: Box;
  /** The size in which it was sent. Default: that of what was cut out. */
  readonly sent?: Size;
  /** The resolution tier of the model, or the smallest of several. */
  readonly tier: FitLimits;
}

/**
 * The frame of a picture as it is sent.
 *
 * @throws TypeError when a size is no whole number of px, or a part does not lie in what it is cut from
 */
export function makeFrame({ original, orientation = 1, crop, tile, sent, tier }: FrameOptions): Frame {
  checkSize(original, "original");
  const cut = partOf(wholeOf(original), crop, "crop");
  const region = partOf(cut, tile, "tile");
  const size = sent ?? { width: region.x2 - region.x1, height: region.y2 - region.y1 };
  checkSize(size, "sent");
  if (!Number.isInteger(orientation) || orientation < 1 || orientation > 8)
    throw new TypeError(`orientation must be 1 to 8, not ${orientation}`);
  return Object.freeze({
    original: Object.freeze({ width: original.width, height: original.height }),
    orientation,
    region: Object.freeze(region),
    sent: Object.freeze({ width: size.width, height: size.height }),
    seen: Object.freeze(fitSize(size.width, size.height, tier)),
  });
}

/** The part in the coordinates of what it is cut from; whole px, as cutting is. */
function partOf(from: Box, part: Box | undefined, name: string): Box {
  if (part === undefined) return from;
  checkPlace(part, name);
  const { x1, y1, x2, y2 } = part;
  if (![x1, y1, x2, y2].every(Number.isSafeInteger)) throw new TypeError(`${name} must have whole numbers of px`);
  const inside = x1 >= 0 && y1 >= 0 && x2 <= from.x2 - from.x1 && y2 <= from.y2 - from.y1;
  if (!inside || x1 === x2 || y1 === y2)
    throw new TypeError(`${name} must be a part of the ${from.x2 - from.x1}x${from.y2 - from.y1} px it is cut from`);
  return { x1: from.x1 + x1, y1: from.y1 + y1, x2: from.x1 + x2, y2: from.y1 + y2 };
}

function checkSize({ width, height }: Size, name: string): void {
  for (const side of [width, height])
    if (!Number.isSafeInteger(side) || side < 1)
      throw new TypeError(`${name} must have whole numbers of px from 1 on, not ${side}`);
}
