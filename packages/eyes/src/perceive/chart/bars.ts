// The bars of a chart: filled rectangles of one width that stand on one base, side by side.
import type { Box, SeenShape } from "../../perception.ts";
import { area } from "../boxes.ts";
import { centre, type Frame, type Framed } from "./frame.ts";

export interface Bars {
  /** From left to right in the frame. */
  readonly bars: readonly Framed<SeenShape>[];
  /** Where the bars stand, y in the frame. */
  readonly base: number;
  /** Width of a bar, px. */
  readonly width: number;
  /** Distance from bar to bar, px. */
  readonly pitch: number;
}

/** A figure that fills its box to this share is a bar, whatever its corners. */
const FILLED_SHARE = 0.88;
/** Lower ones are pieces of the base line. */
const MIN_HEIGHT_PX = 3;
/** Bars differ in width by less than this share, or 2 px. */
const WIDTH_SLACK = 0.1;
/** Bars end at the base within this share of the height, or 3 px: a base line may hide their ends. */
const BASE_SLACK = 0.006;

/** @returns null when there are fewer than two bars, when they are all equal, or when other bars stand on them or hang below them */
export function findBars(frame: Frame): Bars | null {
  const filled = frame.shapes.filter(({ box, seen }) => isFilled(box, seen, frame));
  let best: Framed<SeenShape>[] = [];
  for (const seed of filled) {
    const alike = filled.filter((other) => isAlike(seed.box, other.box, frame.height));
    if (alike.length > best.length) best = alike;
  }
  const bars = best.sort((a, b) => a.box[0] - b.box[0]);
  if (bars.length < 2 || overlap(bars) || areEqual(bars)) return null;
  const base = median(bars.map(({ box }) => box[3]));
  const width = median(bars.map(({ box }) => box[2] - box[0]));
  const gaps = bars.slice(1).map(({ box }, i) => centre(box)[0] - centre((bars[i] as Framed<SeenShape>).box)[0]);
  // One bar on another, or below the base, means parts and signs that are not read here.
  const isStacked = filled.some((other) => !bars.includes(other) && bars.some((bar) => continues(bar.box, other.box)));
  return isStacked ? null : { bars, base, width, pitch: Math.min(...gaps) };
}

function isFilled(box: Box, { share, shape }: SeenShape, { width, height }: Frame): boolean {
  if (shape.startsWith("outlined") || box[3] - box[1] < MIN_HEIGHT_PX) return false;
  return share * width * height >= FILLED_SHARE * area(box) - 0.00006 * width * height;
}

function isAlike(a: Box, b: Box, height: number): boolean {
  const widths = [a[2] - a[0], b[2] - b[0]];
  const slack = Math.max(2, WIDTH_SLACK * Math.max(...widths));
  return (
    Math.abs(a[3] - b[3]) <= Math.max(3, BASE_SLACK * height) && Math.abs((widths[0] ?? 0) - (widths[1] ?? 0)) <= slack
  );
}

function overlap(bars: readonly Framed<SeenShape>[]): boolean {
  return bars.some(({ box }, i) => i > 0 && box[0] < (bars[i - 1] as Framed<SeenShape>).box[2] - 1);
}

function areEqual(bars: readonly Framed<SeenShape>[]): boolean {
  const heights = bars.map(({ box }) => box[3] - box[1]);
  return Math.max(...heights) - Math.min(...heights) <= 2;
}

/** Whether a rectangle goes on where a bar ends, in its column. */
function continues(bar: Box, other: Box): boolean {
  const slack = Math.max(2, WIDTH_SLACK * (bar[2] - bar[0]));
  if (Math.abs(bar[0] - other[0]) > slack || Math.abs(bar[2] - other[2]) > slack) return false;
  return Math.abs(other[3] - bar[1]) <= 4 || Math.abs(other[1] - bar[3]) <= 4;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}
