// Turns and mirrors one after the other, as the one EXIF orientation that they come to.
import type { Orientation } from "./facts.ts";

/** What an orientation becomes when the picture it shows is turned by a quarter, clockwise. */
const QUARTER: Readonly<Record<Orientation, Orientation>> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 };
/** What it becomes when left and right are exchanged. */
const MIRRORED: Readonly<Record<Orientation, Orientation>> = { 1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7 };

/** The picture that `orientation` shows, turned by so many quarters, clockwise. */
export function turned(orientation: Orientation, quarters: number): Orientation {
  let out = orientation;
  for (let left = quarters & 3; left > 0; left--) out = QUARTER[out];
  return out;
}

/** The picture that `orientation` shows, with left and right exchanged. */
export function mirrored(orientation: Orientation): Orientation {
  return MIRRORED[orientation];
}
