// Two pictures laid upon each other so that the same scene lies on the same px.
import type { Pixels } from "../pixels.ts";

export interface Overlay {
  readonly first: Pixels;
  readonly second: Pixels;
  /** Where the overlay begins in the first picture, px. */
  readonly left: number;
  readonly top: number;
}

/** @param x px by which the scene lies further right in the second picture, `y` further down; both pictures are of one size */
export function overlay(first: Pixels, second: Pixels, x: number, y: number): Overlay {
  if (x === 0 && y === 0) return { first, second, left: 0, top: 0 };
  const left = Math.max(0, -x);
  const top = Math.max(0, -y);
  const width = first.width - Math.abs(x);
  const height = first.height - Math.abs(y);
  return {
    first: cut(first, left, top, width, height),
    second: cut(second, left + x, top + y, width, height),
    left,
    top,
  };
}

function cut(pixels: Pixels, left: number, top: number, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * pixels.width + left) * 3;
    data.set(pixels.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { data, width, height };
}
