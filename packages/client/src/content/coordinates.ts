// Between the pixels a model answers in and the pixels of the original. Scaled axis by axis: rounded sizes do not keep the aspect exactly.
import type { Frame } from "./frame.ts";
import { type Box, checkPlace, isBox, type Point } from "./geometry.ts";
import { toStored, toUpright } from "./turn.ts";

/**
 * Which pixels of the original are meant. `upright`: as a viewer shows it and as sharp's `.rotate()` or `.autoOrient()`, Pillow's
 * `exif_transpose` and browsers give it. `stored`: as the codec wrote them, which is what a decoder gives that does not heed EXIF. They differ
 * only where the EXIF orientation is not 1.
 */
export type Pixels = "upright" | "stored";

/**
 * From the pixels the model sees (`frame.seen`) to those of the original. Not rounded, not clamped: `wholePixels` does both.
 *
 * @throws TypeError when the place is no box and no point
 */
export function toOriginal<P extends Box | Point>(frame: Frame, place: P, pixels: Pixels = "upright"): P {
  checkPlace(place, "the place");
  const { region, seen, original, orientation } = frame;
  const across = (x: number): number => region.x1 + (x * (region.x2 - region.x1)) / seen.width;
  const down = (y: number): number => region.y1 + (y * (region.y2 - region.y1)) / seen.height;
  const upright = mapped(place, across, down);
  return pixels === "stored" ? toStored(upright, orientation, original) : upright;
}

/**
 * From the pixels of the original to those the model sees (`frame.seen`) of what was sent. Not rounded, not clamped: what was cut away lies
 * outside.
 *
 * @throws TypeError when the place is no box and no point
 */
export function toSent<P extends Box | Point>(frame: Frame, place: P, pixels: Pixels = "upright"): P {
  checkPlace(place, "the place");
  const { region, seen, original, orientation } = frame;
  const across = (x: number): number => ((x - region.x1) * seen.width) / (region.x2 - region.x1);
  const down = (y: number): number => ((y - region.y1) * seen.height) / (region.y2 - region.y1);
  return mapped(pixels === "stored" ? toUpright(place, orientation, original) : place, across, down);
}

function mapped<P extends Box | Point>(place: P, across: (x: number) => number, down: (y: number) => number): P {
  const there: Box | Point = isBox(place)
    ? { x1: across(place.x1), y1: down(place.y1), x2: across(place.x2), y2: down(place.y2) }
    : { x: across((place as Point).x), y: down((place as Point).y) };
  return there as P;
}
