// Reading order: lines that share a height form a row, rows go down the page. Pages askew, on their side or upside down are put straight first.
import type { Box, TextLine } from "../../perception.ts";
import { boxOf, type TextRect } from "./rect.ts";

/** A line and the rectangle it stands in. */
export interface PlacedLine extends TextLine {
  readonly rect: TextRect;
}

/** Share of the lower of two lines' height that must be side by side. */
const SIDE_BY_SIDE = 0.5;
/** Lines of one row may overlap sideways by this share of the shorter. */
const MAX_OVERLAP = 0.3;

/** Rows in reading order, each from its first line to its last. Lines turned against most of the text come after all others. */
export function rows<L extends PlacedLine>(lines: readonly L[]): L[][] {
  const quarters = [0, 1, 2, 3].map((quarter) => lines.filter(({ rect }) => quarterOf(rect) === quarter));
  const length = (group: readonly L[]): number => group.reduce((sum, { text }) => sum + text.length, 0);
  return quarters.sort((a, b) => length(b) - length(a)).flatMap(rowsOneWay);
}

/** 0 for lines that read to the right, 1 down, 2 to the left, 3 up. */
function quarterOf({ ux, uy }: TextRect): number {
  return (Math.round((Math.atan2(uy, ux) * 2) / Math.PI) + 4) % 4;
}

function rowsOneWay<L extends PlacedLine>(lines: readonly L[]): L[][] {
  const straight = straightened(lines.map(({ rect }) => rect));
  const placed = lines.map((line, i) => ({ line, box: straight[i] as Box }));
  placed.sort((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3]);
  const found: { items: typeof placed; top: number; bottom: number }[] = [];
  for (const item of placed) {
    const [, top, , bottom] = item.box;
    const row = found.find((candidate) => {
      const beside = Math.min(candidate.bottom, bottom) - Math.max(candidate.top, top);
      const lower = Math.min(candidate.bottom - candidate.top, bottom - top);
      return beside > SIDE_BY_SIDE * lower && candidate.items.every((other) => !collide(other.box, item.box));
    });
    if (row) row.items.push(item);
    else found.push({ items: [item], top, bottom });
  }
  return found.map((row) => row.items.sort((a, b) => a.box[0] - b.box[0]).map(({ line }) => line));
}

/** Upright boxes of the rectangles after the page is turned so that most of its text runs to the right. */
function straightened(rects: readonly TextRect[]): Box[] {
  const angle = weightedMedian(rects.map(({ ux, uy, width }) => ({ value: Math.atan2(uy, ux), weight: width })));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return rects.map((rect) => {
    const { cx, cy, ux, uy } = rect;
    return boxOf({
      ...rect,
      cx: cx * cos + cy * sin,
      cy: cy * cos - cx * sin,
      ux: ux * cos + uy * sin,
      uy: uy * cos - ux * sin,
    });
  });
}

function collide(a: Box, b: Box): boolean {
  const shared = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  return shared > MAX_OVERLAP * Math.min(a[2] - a[0], b[2] - b[0]);
}

function weightedMedian(values: readonly { value: number; weight: number }[]): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const half = values.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return 0;
}
