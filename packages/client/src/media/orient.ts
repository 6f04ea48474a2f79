// EXIF orientation: how a stored picture is turned before it is shown.
import type { Orientation } from "./facts.ts";

/** True when width and height swap: orientations 5 to 8 turn the picture by a quarter. */
export function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** The size a viewer shows, in px, for a picture stored as `width` x `height`. */
export function orientedSize(
  width: number,
  height: number,
  orientation: Orientation,
): { readonly width: number; readonly height: number } {
  return swapsSides(orientation) ? { width: height, height: width } : { width, height };
}
