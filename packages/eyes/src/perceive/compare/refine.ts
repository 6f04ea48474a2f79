// The exact edges of a changed region, from the px of the pictures as given.
import type { Box } from "../../perception.ts";
import { snap } from "../boxes.ts";
import type { Pixels } from "../pixels.ts";

/** In a noisy pair, a row or column belongs to the region from so many changed px on, as a share of the region's other side. */
const NOISY_SHARE = 0.04;

/**
 * @param a and `b`, of one size
 * @param box about where, px; the edges lie within `marginPx` of it
 * @returns null when nothing there differs by the threshold
 */
export function refineBox(
  a: Pixels,
  b: Pixels,
  box: Box,
  marginPx: number,
  options: { threshold: number; noisy: boolean },
): Box | null {
  const [x1, y1, x2, y2] = snap(
    [box[0] - marginPx, box[1] - marginPx, box[2] + marginPx, box[3] + marginPx],
    a.width,
    a.height,
  );
  const [width, height] = [x2 - x1, y2 - y1];
  const difference = cut(a, b, [x1, y1, x2, y2]);
  // Soft edges of a change are followed to half its height.
  const threshold = options.noisy
    ? Math.max(options.threshold, usual(difference, options.threshold) / 2)
    : options.threshold;
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (difference[i] < threshold) continue;
      rows[y]++;
      columns[x]++;
    }
  const least = (other: number): number => (options.noisy ? Math.max(2, NOISY_SHARE * other) : 1);
  const [top, bottom] = ends(rows, least(width));
  const [left, right] = ends(columns, least(height));
  return bottom > top && right > left ? [x1 + left, y1 + top, x1 + right, y1 + bottom] : null;
}

function cut(a: Pixels, b: Pixels, [x1, y1, x2, y2]: Box): Uint8Array {
  const difference = new Uint8Array((x2 - x1) * (y2 - y1));
  for (let y = y1, i = 0; y < y2; y++)
    for (let p = (y * a.width + x1) * 3, end = (y * a.width + x2) * 3; p < end; p += 3, i++) {
      const red = Math.abs(a.data[p] - b.data[p]);
      const green = Math.abs(a.data[p + 1] - b.data[p + 1]);
      difference[i] = Math.max(red, green, Math.abs(a.data[p + 2] - b.data[p + 2]));
    }
  return difference;
}

/** Median of the differences that count. */
function usual(difference: Uint8Array, threshold: number): number {
  const counting = difference.filter((value) => value >= threshold).sort();
  return counting[counting.length >> 1] ?? 0;
}

/** First and after-last index with at least so many. */
function ends(counts: Uint32Array, least: number): [from: number, to: number] {
  let from = 0;
  let to = counts.length;
  while (from < to && counts[from] < least) from++;
  while (to > from && counts[to - 1] < least) to--;
  return [from, to];
}
