// Reduction by a whole factor, every new pixel the mean of a square of old ones: flat colours stay exactly flat, and an edge keeps its place
// in the mixed pixels it leaves.
import type { Pixels } from "./pixels.ts";

/** The smallest whole factor that brings the long edge to `maxEdgePx` or less. */
export function shrinkFactor(width: number, height: number, maxEdgePx: number): number {
  return Math.max(1, Math.ceil(Math.max(width, height) / maxEdgePx));
}

/**
 * Reduces by `factor`: px (x, y) of the result covers px `factor * x` to `factor * (x + 1)` of the picture, less at the right and lower edge.
 * @returns the same object for factor 1
 */
export function shrink(pixels: Pixels, factor: number): Pixels {
  if (factor === 1) return pixels;
  if (factor === 2) return halved(pixels);
  const width = Math.ceil(pixels.width / factor);
  const height = Math.ceil(pixels.height / factor);
  const data = new Uint8Array(width * height * 3);
  // Sums of one band of rows, added up in the order in which the bytes lie in memory.
  const sums = new Uint32Array(width * 3);
  const fullColumns = Math.floor(pixels.width / factor);
  const lastColumns = pixels.width - fullColumns * factor;
  for (let y = 0; y < height; y++) {
    const rows = Math.min(factor, pixels.height - y * factor);
    sums.fill(0);
    for (let row = 0; row < rows; row++)
      addRow(pixels.data, (y * factor + row) * pixels.width * 3, factor, fullColumns, lastColumns, sums);
    const out = y * width * 3;
    const full = 1 / (rows * factor);
    for (let i = 0; i < fullColumns * 3; i++) data[out + i] = sums[i] * full + 0.5;
    for (let i = fullColumns * 3; i < width * 3; i++) data[out + i] = sums[i] / (rows * lastColumns) + 0.5;
  }
  return { data, width, height };
}

/** The common factor, three times as fast. An odd last row or column counts twice, which leaves its mean as it is. */
function halved({ data: source, width, height }: Pixels): Pixels {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const data = new Uint8Array(columns * rows * 3);
  for (let y = 0, out = 0; y < rows; y++) {
    let p = 2 * y * width * 3;
    const below = 2 * y + 1 < height ? width * 3 : 0;
    for (let x = 0; x < columns; x++, p += 6, out += 3) {
      const q = p + below;
      const right = 2 * x + 1 < width ? 3 : 0;
      data[out] = (source[p] + source[p + right] + source[q] + source[q + right] + 2) >> 2;
      data[out + 1] = (source[p + 1] + source[p + 1 + right] + source[q + 1] + source[q + 1 + right] + 2) >> 2;
      data[out + 2] = (source[p + 2] + source[p + 2 + right] + source[q + 2] + source[q + 2 + right] + 2) >> 2;
    }
  }
  return { data, width: columns, height: rows };
}

function addRow(
  source: Uint8Array,
  start: number,
  factor: number,
  fullColumns: number,
  lastColumns: number,
  sums: Uint32Array,
): void {
  let i = start;
  let out = 0;
  for (let column = 0; column <= fullColumns; column++, out += 3) {
    const count = column < fullColumns ? factor : lastColumns;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = i + count * 3; i < end; i += 3) {
      red += source[i];
      green += source[i + 1];
      blue += source[i + 2];
    }
    if (count === 0) return;
    sums[out] += red;
    sums[out + 1] += green;
    sums[out + 2] += blue;
  }
}
