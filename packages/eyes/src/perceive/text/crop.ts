// A line of text cut out of the picture, straightened and brought to the recogniser's height.
import type { Pixels } from "../pixels.ts";
import type { TextRect } from "./rect.ts";

/** Height of the recogniser's input, px. */
export const CROP_HEIGHT = 48;
const MIN_WIDTH = 16;
/** A line longer than 33 times its height is squeezed: the recogniser's memory grows with the width. */
const MAX_WIDTH = 1600;

/** Width in px that a rectangle takes at the crop's height. */
export function cropWidth(rect: TextRect): number {
  return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, Math.ceil((CROP_HEIGHT * rect.width) / rect.height)));
}

/**
 * Writes a crop into `out` at `offset`: three planes blue, green, red of `stride` x 48, -1 to 1, columns 0 to `width`. Bilinear; where the
 * picture is more than 1.5 times finer than the crop, the mean of several samples a px, so that large print keeps its thin strokes.
 */
export function writeCrop(
  pixels: Pixels,
  rect: TextRect,
  width: number,
  out: Float32Array,
  offset: number,
  stride: number,
): void {
  const { data, width: pictureWidth, height: pictureHeight } = pixels;
  const { cx, cy, ux, uy } = rect;
  const stepU = rect.width / width;
  const stepV = rect.height / CROP_HEIGHT;
  const samples = Math.max(1, Math.min(4, Math.round(stepV / 1.5)));
  const weight = 1 / (samples * samples * 127.5);
  const plane = CROP_HEIGHT * stride;
  const [maxX, maxY] = [pictureWidth - 1, pictureHeight - 1];
  for (let row = 0; row < CROP_HEIGHT; row++)
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let sy = 0; sy < samples; sy++)
        for (let sx = 0; sx < samples; sx++) {
          const u = (column + (sx + 0.5) / samples) * stepU - rect.width / 2;
          const v = (row + (sy + 0.5) / samples) * stepV - rect.height / 2;
          const x = Math.max(0, Math.min(maxX, cx + ux * u - uy * v - 0.5));
          const y = Math.max(0, Math.min(maxY, cy + uy * u + ux * v - 0.5));
          const x0 = x | 0;
          const y0 = y | 0;
          const dx = x - x0;
          const dy = y - y0;
          const a = (y0 * pictureWidth + x0) * 3;
          const b = x0 < maxX ? a + 3 : a;
          const down = y0 < maxY ? pictureWidth * 3 : 0;
          const wa = (1 - dx) * (1 - dy);
          const wb = dx * (1 - dy);
          const wc = (1 - dx) * dy;
          const wd = dx * dy;
          const [c, d] = [a + down, b + down];
          red +=
            (data[a] as number) * wa + (data[b] as number) * wb + (data[c] as number) * wc + (data[d] as number) * wd;
          green +=
            (data[a + 1] as number) * wa +
            (data[b + 1] as number) * wb +
            (data[c + 1] as number) * wc +
            (data[d + 1] as number) * wd;
          blue +=
            (data[a + 2] as number) * wa +
            (data[b + 2] as number) * wb +
            (data[c + 2] as number) * wc +
            (data[d + 2] as number) * wd;
        }
      const at = offset + row * stride + column;
      out[at] = blue * weight - 1;
      out[at + plane] = green * weight - 1;
      out[at + 2 * plane] = red * weight - 1;
    }
}
