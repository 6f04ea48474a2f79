// Fits a region into a model's square input without changing its aspect: scaled, centred, black around it.
import type { Box } from "../perception.ts";
import { type Pixels, resample } from "./pixels.ts";

export interface Letterbox {
  /** The scaled region; `left` and `top` say where in the square it lies, px. */
  readonly pixels: Pixels;
  readonly left: number;
  readonly top: number;
  /** Square px a region px. */
  readonly scale: number;
  /** Turns a box in px of the square into px of the picture. */
  toPicture(box: Box): Box;
}

export async function letterbox(pixels: Pixels, region: Box, edgePx: number): Promise<Letterbox> {
  const regionWidth = region[2] - region[0];
  const regionHeight = region[3] - region[1];
  const scale = edgePx / Math.max(regionWidth, regionHeight);
  const width = Math.max(1, Math.round(regionWidth * scale));
  const height = Math.max(1, Math.round(regionHeight * scale));
  const left = (edgePx - width) >> 1;
  const top = (edgePx - height) >> 1;
  const x = (v: number): number => region[0] + (v - left) / scale;
  const y = (v: number): number => region[1] + (v - top) / scale;
  return {
    pixels: await resample(pixels, width, height, { box: region }),
    left,
    top,
    scale,
    toPicture: (box) => [x(box[0]), y(box[1]), x(box[2]), y(box[3])],
  };
}
