// Where a picture is smooth and where it steps.
import type { Pixels } from "../pixels.ts";

/** Clean drawings: a gradient steps less than this from px to px, an edge further. Largest difference of a channel, 0 to 255. */
const CLEAN_STEP = 5;
/** Drawings with coding noise or soft edges. */
const NOISY_STEP = 12;

export interface Edges {
  /** 1 where a px differs from one of its four neighbours by more than `step`, else 0. */
  readonly mask: Uint8Array;
  readonly step: number;
  readonly noisy: boolean;
}

export function findEdges(pixels: Pixels): Edges {
  const { width, height } = pixels;
  const colours = pack(pixels);
  const noisy = isNoisy(colours, width, height);
  const step = noisy ? NOISY_STEP : CLEAN_STEP;
  const mask = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const colour = colours[i];
      // Most neighbours in a drawing are equal, and comparing one number is quicker than three.
      if (x + 1 < width && colours[i + 1] !== colour && difference(colour, colours[i + 1]) > step)
        mask[i] = mask[i + 1] = 1;
      if (y + 1 < height && colours[i + width] !== colour && difference(colour, colours[i + width]) > step)
        mask[i] = mask[i + width] = 1;
    }
  return { mask, step, noisy };
}

/** Every px as one number, `0xrrggbb`. */
function pack({ data, width, height }: Pixels): Int32Array {
  const colours = new Int32Array(width * height);
  for (let i = 0, p = 0; i < colours.length; i++, p += 3)
    colours[i] = (data[p] << 16) | (data[p + 1] << 8) | data[p + 2];
  return colours;
}

/** Whether differences too small for an edge but too large for a gradient are common, as codecs leave them beside edges. */
function isNoisy(colours: Int32Array, width: number, height: number): boolean {
  let weak = 0;
  let strong = 0;
  // Every second row says enough.
  for (let y = 0; y < height; y += 2)
    for (let i = y * width, end = i + width - 1; i < end; i++) {
      if (colours[i] === colours[i + 1]) continue;
      const d = difference(colours[i], colours[i + 1]);
      if (d > 40) strong++;
      else if (d > 3 && d <= 16) weak++;
    }
  return weak > 0.5 * strong;
}

/** Largest difference of a channel of two colours `0xrrggbb`. */
function difference(a: number, b: number): number {
  const red = Math.abs((a >> 16) - (b >> 16));
  const green = Math.abs(((a >> 8) & 255) - ((b >> 8) & 255));
  const blue = Math.abs((a & 255) - (b & 255));
  return Math.max(red, green, blue);
}
