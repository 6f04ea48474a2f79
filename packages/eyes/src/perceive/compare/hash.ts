// A difference hash: for each of 16 x 16 places whether the picture gets brighter to the right. It hardly changes with size, coding and light.
// After N. Krawetz, "Kind of like that", 2013.

const ACROSS = 17;
const DOWN = 16;

/** @param values luma, row by row @returns 256 entries of 0 and 1 */
export function differenceHash(values: Float32Array, width: number, height: number): Uint8Array {
  const cells = new Float32Array(ACROSS * DOWN);
  for (let y = 0; y < DOWN; y++)
    for (let x = 0; x < ACROSS; x++) cells[y * ACROSS + x] = cellMean(values, width, height, x, y);
  const bits = new Uint8Array((ACROSS - 1) * DOWN);
  for (let y = 0, bit = 0; y < DOWN; y++)
    for (let x = 0; x + 1 < ACROSS; x++, bit++) {
      // A step of less than half a level is noise on a flat ground.
      if (cells[y * ACROSS + x + 1] - cells[y * ACROSS + x] > 0.5) bits[bit] = 1;
    }
  return bits;
}

/** Bits that differ, of 256. */
export function hashDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) distance++;
  return distance;
}

function cellMean(values: Float32Array, width: number, height: number, column: number, row: number): number {
  const [left, right] = span(column, ACROSS, width);
  const [top, bottom] = span(row, DOWN, height);
  let sum = 0;
  for (let y = top; y < bottom; y++)
    for (let i = y * width + left, end = y * width + right; i < end; i++) sum += values[i];
  return sum / ((right - left) * (bottom - top));
}

/** Px of one of `parts` equal parts, at least one. */
function span(part: number, parts: number, size: number): [from: number, to: number] {
  const from = Math.min(size - 1, Math.floor((part * size) / parts));
  return [from, Math.max(from + 1, Math.floor(((part + 1) * size) / parts))];
}
