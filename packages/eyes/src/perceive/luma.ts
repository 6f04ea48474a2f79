// Brightness of every pixel, as eyes weigh the colours.
import type { Pixels } from "./pixels.ts";

/** Rec. 601 luma of every pixel, 0 to 255. */
export function luma(pixels: Pixels): Float32Array {
  const { data } = pixels;
  const values = new Float32Array(pixels.width * pixels.height);
  for (let i = 0, p = 0; i < values.length; i++, p += 3)
    values[i] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
  return values;
}
