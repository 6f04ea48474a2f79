// Which px of a crop are ink, whatever the colours of print and ground: the ground is what the crop mostly shows along its edges.
import { CROP_HEIGHT } from "./crop.ts";

/** Rows and columns along the edges that mostly show ground: the detector's rectangles have a margin. */
const BORDER_PX = 3;
/** Share of the way from ground to ink from which a px counts as ink. */
const INK_SHARE = 0.34;
/** Least difference of print and ground in the sum of the three channels (each -1 to 1). */
const MIN_CONTRAST = 0.6;
/** Rows at the upper and lower edge that may show the neighbouring lines. */
const EDGE_ROWS = 8;
/** Blank rows inside a line: between a letter and its dot, between the strokes of "=". */
const MAX_BLANK_ROWS = 4;

/** One flag a px, 1 for ink, `width` x 48. */
export interface Ink {
  readonly mask: Uint8Array;
  readonly width: number;
}

/** The ink of a crop as `writeCrop` leaves it; null when no print stands out. */
export function inkOf(crop: Float32Array, offset: number, width: number, stride: number): Ink | null {
  const plane = CROP_HEIGHT * stride;
  const light = new Float32Array(width * CROP_HEIGHT);
  for (let row = 0; row < CROP_HEIGHT; row++)
    for (let column = 0; column < width; column++) {
      const at = offset + row * stride + column;
      light[row * width + column] =
        (crop[at] as number) + (crop[at + plane] as number) + (crop[at + 2 * plane] as number);
    }
  const ground = median(light.filter((_, i) => isBorder(i % width, (i / width) | 0, width)));
  const middle = light.subarray(EDGE_ROWS * width, (CROP_HEIGHT - EDGE_ROWS) * width);
  const sorted = middle.filter((_, i) => i % 7 === 0).sort();
  const level = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const contrast = Math.max(ground - level(0.05), level(0.95) - ground);
  if (contrast < MIN_CONTRAST) return null;
  const mask = new Uint8Array(light.length);
  for (let i = 0; i < light.length; i++)
    mask[i] = Math.abs((light[i] as number) - ground) > INK_SHARE * contrast ? 1 : 0;
  return { mask, width };
}

function isBorder(column: number, row: number, width: number): boolean {
  return Math.min(column, row, width - 1 - column, CROP_HEIGHT - 1 - row) < BORDER_PX;
}

/** One flag a column, 1 where a row well inside the crop has ink. */
export function inkColumns({ mask, width }: Ink): Uint8Array {
  const columns = new Uint8Array(width);
  for (let row = EDGE_ROWS; row < CROP_HEIGHT - EDGE_ROWS; row++)
    for (let column = 0; column < width; column++) if (mask[row * width + column] === 1) columns[column] = 1;
  return columns;
}

/** Where the line's ink lies inside the crop, as shares of its width and height; the crop itself when no band of ink crosses its middle. */
export function inkExtent({ mask, width }: Ink): { left: number; top: number; right: number; bottom: number } {
  const inked = (row: number): boolean => mask.subarray(row * width, (row + 1) * width).includes(1);
  const middle = CROP_HEIGHT / 2;
  const reach = (step: 1 | -1): number => {
    let [edge, blank] = [-1, 0];
    for (
      let row = step > 0 ? middle : middle - 1;
      row >= 0 && row < CROP_HEIGHT && blank <= MAX_BLANK_ROWS;
      row += step
    ) {
      if (inked(row)) [edge, blank] = [row, 0];
      else blank++;
    }
    return edge;
  };
  const [upper, lower] = [reach(-1), reach(1)];
  if (upper < 0 && lower < 0) return { left: 0, top: 0, right: 1, bottom: 1 };
  const top = upper < 0 ? middle : upper;
  const bottom = lower < 0 ? middle : lower + 1;
  let [left, right] = [width, 0];
  for (let row = top; row < bottom; row++) {
    const line = mask.subarray(row * width, (row + 1) * width);
    const [first, last] = [line.indexOf(1), line.lastIndexOf(1)];
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
  }
  return { left: left / width, top: top / CROP_HEIGHT, right: right / width, bottom: bottom / CROP_HEIGHT };
}

function median(values: Float32Array): number {
  return values.sort()[values.length >> 1] ?? 0;
}
