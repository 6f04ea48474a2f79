// Filling and inking pixels in memory. Whatever reaches over the edge is cut there.
import type { Box } from "../content/geometry.ts";
import type { RawPicture } from "./raw.ts";

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** RGB or RGBA. */
export type Canvas = RawPicture & { readonly channels: 3 | 4 };

/** How much of each pixel of a rectangle is inked, 0 to 255, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/** Fills whole pixels: x2 and y2 are exclusive. */
export function fill(canvas: Canvas, { x1, y1, x2, y2 }: Box, [red, green, blue]: Colour): void {
  const { data, width, height, channels } = canvas;
  const right = Math.min(x2, width);
  for (let y = Math.max(y1, 0); y < Math.min(y2, height); y++)
    for (let x = Math.max(x1, 0), at = (y * width + x) * channels; x < right; x++, at += channels) {
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
      if (channels === 4) data[at + 3] = 255;
    }
}

/** The frame between a box and the same box smaller by `thick` px on each side. */
export function outline(canvas: Canvas, { x1, y1, x2, y2 }: Box, thick: number, colour: Colour): void {
  fill(canvas, { x1, y1, x2, y2: y1 + thick }, colour);
  fill(canvas, { x1, y1: y2 - thick, x2, y2 }, colour);
  fill(canvas, { x1, y1, x2: x1 + thick, y2 }, colour);
  fill(canvas, { x1: x2 - thick, y1, x2, y2 }, colour);
}

/** Inks a mask with its top left corner at x, y. */
export function inkMask(canvas: Canvas, { width, height, ink }: Mask, x: number, y: number, colour: Colour): void {
  const { data, channels } = canvas;
  for (let row = Math.max(0, -y); row < Math.min(height, canvas.height - y); row++)
    for (let column = Math.max(0, -x); column < Math.min(width, canvas.width - x); column++) {
      const share = (ink[row * width + column] ?? 0) / 255;
      const at = ((y + row) * canvas.width + x + column) * channels;
      for (let channel = 0; channel < 3; channel++) {
        const under = data[at + channel] ?? 0;
        data[at + channel] = Math.round(under + ((colour[channel] ?? 0) - under) * share);
      }
      if (channels === 4) data[at + 3] = Math.max(data[at + 3] ?? 0, Math.round(share * 255));
    }
}

/** Fills a disc around a position. */
export function disc(canvas: Canvas, { x, y }: { x: number; y: number }, radius: number, colour: Colour): void {
  for (let row = Math.floor(y - radius); row <= y + radius; row++) {
    const half = Math.sqrt(Math.max(0, radius ** 2 - (row + 0.5 - y) ** 2));
    fill(canvas, { x1: Math.round(x - half), y1: row, x2: Math.round(x + half), y2: row + 1 }, colour);
  }
}
