// The value of every bar: printed at it, or read off the axis.
import type { TextLine } from "../../perception.ts";
import { type Axis, readAxis } from "./axis.ts";
import type { Bars } from "./bars.ts";
import { centre, type Frame, type Framed } from "./frame.ts";
import { parseNumber } from "./number.ts";

export interface Values {
  /** One a bar, in the order of the bars. */
  readonly values: readonly number[];
  readonly from: "printed" | "axis";
  /** Every line used: printed values and the numbers of the axis. */
  readonly lines: readonly Framed<TextLine>[];
}

/** Printed values stand at most this far above their bar, as a share of the frame's height. */
const MAX_RISE = 0.06;
/** Printed values may differ from what the axis says by this share of a tick. */
const DISAGREEMENT = 0.5;

/** @param taken lines that are labels, which may be numbers too @returns null when not every bar has a value */
export function valuesOf(frame: Frame, found: Bars, taken: readonly Framed<TextLine>[]): Values | null {
  const lines = frame.lines.filter((line) => !taken.includes(line));
  const axis = readAxis({ ...frame, lines }, found);
  const printed = found.bars.map(({ box }) => printedAt(box, lines, frame, found));
  const heights = found.bars.map(({ box }) => found.base - box[1]);
  const used = [...printed.flatMap((value) => value?.line ?? []), ...(axis?.lines ?? [])];
  const numbers = printed.map((number) => number?.value ?? null);
  if (agree(numbers, heights, axis, found)) return { values: numbers, from: "printed", lines: used };
  if (!axis) return null;
  const values = found.bars.map(({ box }) => rounded(axis.valueAt(box[1]), axis));
  return { values, from: "axis", lines: used };
}

function printedAt(
  box: Framed<TextLine>["box"],
  lines: readonly Framed<TextLine>[],
  frame: Frame,
  { pitch, width }: Bars,
): { value: number; line: Framed<TextLine> } | null {
  const x = centre(box)[0];
  const near = lines.filter((line) => Math.abs(centre(line.box)[0] - x) < Math.max(0.3 * width, 0.45 * pitch));
  const above = near
    .filter((line) => line.box[3] <= box[1] + 0.02 * frame.height && box[1] - line.box[3] < MAX_RISE * frame.height)
    .sort((a, b) => b.box[3] - a.box[3])[0];
  const inside = near.find((line) => line.box[1] >= box[1] - 2 && line.box[3] <= box[3] + 2);
  for (const line of [above, inside]) {
    const value = line ? parseNumber(line.seen.text) : null;
    if (line && value !== null) return { value, line };
  }
  return null;
}

/** Whether printed numbers can be the bars' values: they are what the axis says, or at least a higher bar has no smaller one. */
function agree(
  values: readonly (number | null)[],
  heights: readonly number[],
  axis: Axis | null,
  { bars }: Bars,
): values is number[] {
  if (values.includes(null)) return false;
  const numbers = values.map(Number);
  if (axis)
    return bars.every(({ box }, i) => Math.abs(axis.valueAt(box[1]) - (numbers[i] ?? 0)) < DISAGREEMENT * axis.tick);
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  return order.every((bar, i) => {
    const lower = order[i - 1];
    if (lower === undefined) return true;
    const isHigher = (heights[bar] ?? 0) - (heights[lower] ?? 0) > 3;
    return !isHigher || (numbers[bar] ?? 0) >= (numbers[lower] ?? 0);
  });
}

/** Values are told in steps of at least so many px. */
const LEAST_STEP_PX = 1.5;
/** Fractions of whole numbers only where a whole one is worth so many px. */
const FRACTION_PX = 8;

/** As exact as px allow, in steps of 1, 2 or 5 times a power of ten. */
function rounded(value: number, { perPx, isWhole }: Axis): number {
  const least = LEAST_STEP_PX * perPx;
  const power = 10 ** Math.floor(Math.log10(least));
  const finest = ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
  const step = isWhole && FRACTION_PX * perPx > 1 ? Math.max(1, finest) : finest;
  return Number((Math.round(value / step) * step).toPrecision(12));
}
