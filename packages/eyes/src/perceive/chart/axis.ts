// The value axis: numbers in a column beside the bars, and the straight line from their heights to their values.
import type { SeenShape, TextLine } from "../../perception.ts";
import { type Bars, median } from "./bars.ts";
import { centre, type Frame, type Framed } from "./frame.ts";
import { parseNumber } from "./number.ts";

export interface Axis {
  /** Value at a height `y` of the frame. */
  readonly valueAt: (y: number) => number;
  /** Difference of two neighbouring numbers of the axis. */
  readonly tick: number;
  /** What one px is worth. */
  readonly perPx: number;
  /** Every number of the axis is a whole one. */
  readonly isWhole: boolean;
  readonly lines: readonly Framed<TextLine>[];
}

interface Tick {
  readonly y: number;
  readonly value: number;
  readonly line: Framed<TextLine>;
}

/** A number that the line misses by more than this share of a tick was misread, or is none of the axis. */
const MISS_SHARE = 0.2;
/** Share of the numbers of the column that must lie on the line. */
const AGREEING_SHARE = 0.6;

/** @returns null unless at least three numbers, or two of which one names the base, agree */
export function readAxis(frame: Frame, found: Bars): Axis | null {
  const [left, right] = [0, 1].map((side) => fit(column(frame, found, side === 1), frame, found));
  if (left && right) return left.lines.length >= right.lines.length ? left : right;
  return left ?? right ?? null;
}

/** Numbers beside the bars whose right edges, left edges or centres align. */
function column(frame: Frame, { bars }: Bars, isRight: boolean): Tick[] {
  const from = bars[0]?.box[0] ?? 0;
  const to = bars[bars.length - 1]?.box[2] ?? 0;
  const ticks: Tick[] = [];
  for (const line of frame.lines) {
    const value = parseNumber(line.seen.text);
    if (value === null || (isRight ? line.box[0] < to : line.box[2] > from)) continue;
    ticks.push({ y: centre(line.box)[1], value, line });
  }
  let best: Tick[] = [];
  for (const edge of [(t: Tick) => t.line.box[2], (t: Tick) => t.line.box[0], (t: Tick) => centre(t.line.box)[0]])
    for (const seed of ticks) {
      const aligned = ticks.filter((tick) => Math.abs(edge(tick) - edge(seed)) < 0.01 * frame.width + 3);
      if (aligned.length > best.length) best = aligned;
    }
  return best;
}

function fit(ticks: readonly Tick[], frame: Frame, found: Bars): Axis | null {
  const line = agreedLine(ticks);
  if (!line) return null;
  const base = baseLine(frame, found);
  const { slope, agreeing } = line;
  const values = [...new Set(agreeing.map(({ value }) => value))].sort((a, b) => a - b);
  const tick = Math.min(...values.slice(1).map((value, i) => value - (values[i] ?? 0)));
  const tickPx = Math.abs(tick / slope);
  const offset = agreedOffset(agreeing, frame.shapes, tickPx);
  let y0 = median(agreeing.map(({ y }) => y)) + offset;
  let v0 = median(agreeing.map(({ y, value }) => value - slope * (y + offset - y0)));
  // The bars stand on a number of the axis, mostly 0: the letters' boxes say only about where it is.
  const atBase = v0 + slope * (base - y0);
  const named = agreeing.find(({ value }) => Math.abs(value - atBase) < MISS_SHARE * tick);
  if (named) {
    y0 = base;
    v0 = named.value;
  } else if (agreeing.length < 3) return null;
  return {
    valueAt: (y) => v0 + slope * (y - y0),
    tick,
    perPx: Math.abs(slope),
    isWhole: values.every(Number.isInteger),
    lines: agreeing.map(({ line: used }) => used),
  };
}

/** Bars begin in the middle of the line that they stand on, which hides their ends. */
function baseLine({ shapes, height }: Frame, { bars, base }: Bars): number {
  const span = (bars[bars.length - 1]?.box[2] ?? 0) - (bars[0]?.box[0] ?? 0);
  const line = shapes
    .filter(({ box, seen }) => seen.shape === "line" && box[2] - box[0] > 0.6 * span)
    .map(({ box }) => centre(box)[1])
    .find((y) => Math.abs(y - base) <= Math.max(4, 0.006 * height));
  return line ?? base;
}

/** The line through two of the numbers with which most others agree; a larger value must lie higher. */
function agreedLine(ticks: readonly Tick[]): { slope: number; agreeing: Tick[] } | null {
  let best: Tick[] = [];
  for (const a of ticks)
    for (const b of ticks) {
      if (b.y - a.y < 4 || a.value <= b.value) continue;
      const slope = (b.value - a.value) / (b.y - a.y);
      const agreeing = ticks.filter(({ y, value }) => {
        const missPx = Math.abs((value - a.value) / slope - (y - a.y));
        return missPx < Math.max(2, 0.06 * (b.y - a.y) * (ticks.length > 2 ? 1 : 0));
      });
      if (agreeing.length > best.length) best = agreeing;
    }
  if (best.length < 2 || best.length < AGREEING_SHARE * ticks.length) return null;
  // Least squares over those that agree.
  const y = best.reduce((sum, tick) => sum + tick.y, 0) / best.length;
  const value = best.reduce((sum, tick) => sum + tick.value, 0) / best.length;
  const spread = best.reduce((sum, tick) => sum + (tick.y - y) ** 2, 0);
  return { slope: best.reduce((sum, tick) => sum + (tick.y - y) * (tick.value - value), 0) / spread, agreeing: best };
}

/** How far the gridlines stand from the middles of their numbers, px: letters are not centred on their line. 0 when they do not agree. */
function agreedOffset(ticks: readonly Tick[], shapes: readonly Framed<SeenShape>[], tickPx: number): number {
  const offsets: number[] = [];
  for (const { y } of ticks) {
    const near = shapes
      .filter(({ box, seen }) => seen.shape === "line" && box[3] - box[1] <= 6 && box[2] - box[0] > 12)
      .map(({ box }) => centre(box)[1] - y)
      .filter((offset) => Math.abs(offset) < 0.3 * tickPx)
      .sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    if (near !== undefined) offsets.push(near);
  }
  const middle = median(offsets);
  const agreeing = offsets.filter((offset) => Math.abs(offset - middle) <= 2);
  return agreeing.length >= 2 && agreeing.length >= 0.6 * ticks.length ? median(agreeing) : 0;
}
