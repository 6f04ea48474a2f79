// The colours of one thing in a picture: those of the middle of its box, where background seldom reaches, without what stands before it. An
// estimate: the box is no outline, so answers never deny a colour by it.
import type { Box } from "../../perception.ts";
import type { Pixels } from "../pixels.ts";
import { sample } from "../sample.ts";
import { clusters } from "./clusters.ts";
import { colourName } from "./name.ts";

/** Share of the box's width and height that counts as its middle. */
const MIDDLE = 0.6;
const GRID_PX = 32;
/** A name with a smaller share of the middle is not one of the thing's colours. */
const MIN_SHARE = 0.2;
const MAX_NAMES = 2;
/** With less of the middle in view, what is left is chance. */
const MIN_IN_VIEW = 0.25;
/** A box over this share of the picture has the picture's colours, whatever is in it. */
const WHOLE_PICTURE = 0.95;

/**
 * @param box may reach over the picture's edge
 * @param others boxes of other things; the smaller ones count as standing before this one
 * @returns one or two names, most common first; none when too little of the thing is in view, or its box is the picture
 */
export async function coloursOf(pixels: Pixels, box: Box, others: readonly Box[] = []): Promise<string[]> {
  const inside: Box = [
    Math.max(0, box[0]),
    Math.max(0, box[1]),
    Math.min(pixels.width, box[2]),
    Math.min(pixels.height, box[3]),
  ];
  if (areaOf(inside) > WHOLE_PICTURE * pixels.width * pixels.height) return [];
  const [left, right] = middle(box[0], box[2], pixels.width);
  const [top, bottom] = middle(box[1], box[3], pixels.height);
  const [columns, rows] = [Math.min(GRID_PX, right - left), Math.min(GRID_PX, bottom - top)];
  const before = others.filter((other) => areaOf(other) < areaOf(box));
  const { data } = sample(pixels, [left, top, right, bottom], columns, rows);
  const kept: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = left + ((column + 0.5) * (right - left)) / columns;
      const y = top + ((row + 0.5) * (bottom - top)) / rows;
      const at = (row * columns + column) * 3;
      if (!before.some((other) => isIn(x, y, other))) kept.push(...data.subarray(at, at + 3));
    }
  return kept.length < MIN_IN_VIEW * data.length ? [] : named(Uint8Array.from(kept));
}

function named(samples: Uint8Array): string[] {
  const shares = new Map<string, number>();
  for (const { rgb, share } of clusters(samples)) {
    const name = colourName(...rgb);
    shares.set(name, (shares.get(name) ?? 0) + share);
  }
  const names = [...shares].sort((p, q) => q[1] - p[1]);
  const common = names.filter(([, share]) => share >= MIN_SHARE).slice(0, MAX_NAMES);
  return (common.length > 0 ? common : names.slice(0, 1)).map(([name]) => name);
}

function areaOf([x1, y1, x2, y2]: Box): number {
  return (x2 - x1) * (y2 - y1);
}

function isIn(x: number, y: number, [x1, y1, x2, y2]: Box): boolean {
  return x >= x1 && x < x2 && y >= y1 && y < y2;
}

/** The middle of a span, whole px, at least one px and inside the picture. */
function middle(from: number, to: number, size: number): [number, number] {
  const margin = ((to - from) * (1 - MIDDLE)) / 2;
  const start = Math.min(Math.max(0, Math.round(from + margin)), size - 1);
  return [start, Math.min(Math.max(start + 1, Math.round(to - margin)), size)];
}
