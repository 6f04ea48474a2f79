// Scores of what was drawn: codes, shapes and the bars of a chart.
import type { ChartBar, SeenChart, SeenCode, SeenShape } from "../../src/perception.ts";
import type { Truth } from "../truth.ts";
import { iou } from "./iou.ts";
import { matchBest } from "./match.ts";

export interface CodesScore {
  readonly present: number;
  readonly exact: number;
  /** Codes that are not there, or read otherwise. */
  readonly wrong: number;
}

export function scoreCodes({ codes }: Truth, seen: readonly SeenCode[]): CodesScore | null {
  if (!codes) return null;
  const { pairs, extra } = matchBest(
    codes,
    seen,
    (there, read) => (there.format === read.format && there.text === read.text ? 1 : 0),
    1,
  );
  return { present: codes.length, exact: pairs.length, wrong: extra.length };
}

export interface ShapesScore {
  readonly present: number;
  /** Of the right name and colour, in the right place. */
  readonly found: number;
  readonly extra: number;
  readonly ious: readonly number[];
}

/** @returns null when the truth tells of none, or when they are the bars of a chart, scored as such */
export function scoreShapes({ shapes, chart }: Truth, seen: readonly SeenShape[]): ShapesScore | null {
  if (!shapes || shapes.length === 0 || chart) return null;
  const { pairs, extra } = matchBest(
    shapes,
    seen,
    (there, one) => (there.shape === one.shape && there.colour === one.colour ? iou(there.box, one.box) : 0),
    0.5,
  );
  return {
    present: shapes.length,
    found: pairs.length,
    extra: extra.length,
    ious: pairs.map((pair) => pair.likeness),
  };
}

export interface ChartScore {
  readonly bars: number;
  readonly read: number;
  /** Distance of each bar read from its true value, in units of the chart's axis. */
  readonly errors: readonly number[];
  /** Bars told of that are not there. */
  readonly wrong: number;
}

export function scoreChart({ chart, kind }: Truth, seen: SeenChart | null): ChartScore | null {
  if (!chart && !kind) return null;
  const bars: readonly ChartBar[] = seen?.bars ?? [];
  const named = matchBest(chart?.bars ?? [], bars, (there, one) => (there.label === one.label ? 1 : 0), 1);
  return {
    bars: chart?.bars.length ?? 0,
    read: named.pairs.length,
    errors: named.pairs.map((pair) => Math.abs(pair.there.value - pair.seen.value)),
    wrong: named.extra.length,
  };
}
