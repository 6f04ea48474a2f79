// A lone figure, like the 0 at the foot of an axis, is often only half seen: the detector marks a spot inside it. The spot is grown to the
// ink that it touches.
import type { Pixels } from "../pixels.ts";
import { components } from "./components.ts";
import { boxOf, grow, type TextRect } from "./rect.ts";

/** Half the side of the window that is searched, in longer sides of the spot. */
const REACH = 2;
/** Most px of the window's side: what is larger is no half-seen figure. */
const MAX_WINDOW_PX = 96;
/** Share of the contrast with the ground from which a px is ink. */
const INK_SHARE = 0.4;
const MIN_CONTRAST = 48;
/** Margin round the ink in shares of its height, as the detector leaves round a line. */
const MARGIN = 0.25;

/** The upright rectangle round the ink that a spot touches; null when there is none, or it runs out of the window. */
export function growSeed(pixels: Pixels, seed: TextRect): TextRect | null {
  const reach = Math.ceil(REACH * Math.max(seed.width, seed.height, 4));
  const [x0, y0] = [Math.round(seed.cx) - reach, Math.round(seed.cy) - reach];
  const side = 2 * reach;
  if (side > MAX_WINDOW_PX || x0 < 0 || y0 < 0 || x0 + side > pixels.width || y0 + side > pixels.height) return null;
  const contrast = contrastWithGround(pixels, x0, y0, side);
  const highest = contrast.reduce((max, value) => Math.max(max, value), 0);
  if (highest < MIN_CONTRAST) return null;
  const [sx1, sy1, sx2, sy2] = boxOf(seed);
  let found: [number, number, number, number] | null = null;
  for (const { outline } of components(contrast, side, side, INK_SHARE * highest)) {
    const [x1, y1, x2, y2] = extent(outline);
    if (x1 + x0 >= sx2 || x2 + x0 <= sx1 || y1 + y0 >= sy2 || y2 + y0 <= sy1) continue;
    if (x1 === 0 || y1 === 0 || x2 === side || y2 === side) return null;
    found = found
      ? [Math.min(found[0], x1), Math.min(found[1], y1), Math.max(found[2], x2), Math.max(found[3], y2)]
      : [x1, y1, x2, y2];
  }
  if (found === null) return null;
  const [x1, y1, x2, y2] = found;
  const rect = { cx: x0 + (x1 + x2) / 2, cy: y0 + (y1 + y2) / 2, width: x2 - x1, height: y2 - y1, ux: 1, uy: 0 };
  return grow(rect, MARGIN * rect.height);
}

/** For each px of a square window how far it is from the commonest colour of the window's border, 0 to 255. */
function contrastWithGround({ data, width }: Pixels, x0: number, y0: number, side: number): Float32Array {
  const border: number[][] = [[], [], []];
  for (let i = 0; i < side; i++)
    for (const [x, y] of [
      [i, 0],
      [i, side - 1],
      [0, i],
      [side - 1, i],
    ] as const)
      for (let c = 0; c < 3; c++) border[c]?.push(data[((y0 + y) * width + x0 + x) * 3 + c] as number);
  const ground = border.map((values) => values.sort((a, b) => a - b)[values.length >> 1] as number) as [
    number,
    number,
    number,
  ];
  const contrast = new Float32Array(side * side);
  for (let i = 0; i < contrast.length; i++) {
    const at = ((y0 + Math.floor(i / side)) * width + x0 + (i % side)) * 3;
    contrast[i] = Math.max(
      Math.abs((data[at] as number) - ground[0]),
      Math.abs((data[at + 1] as number) - ground[1]),
      Math.abs((data[at + 2] as number) - ground[2]),
    );
  }
  return contrast;
}

function extent(outline: readonly number[]): [number, number, number, number] {
  const xs = outline.filter((_, i) => i % 2 === 0);
  const ys = outline.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
