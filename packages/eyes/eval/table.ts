// The figures as a Markdown table, a column for each of the eyes that were measured.
import type { Figures, Share } from "./figures.ts";
import type { Bin } from "./score/calibration.ts";

type Row = readonly [title: string, cell: (figures: Figures) => string | null];

const ROWS: readonly Row[] = [
  ["labels found, in their place", ({ labels }) => shareOf(labels)],
  ["false labels (of these worded plainly)", (f) => `${f.falseLabels} (${f.falseLabelsPlain})`],
  ["IoU of labels: mean, least", ({ labelIou }) => both(labelIou.mean, labelIou.least, decimals(2))],
  ["wrong characters", ({ textError }) => over(textError, (error) => `${(error * 100).toFixed(2)} %`)],
  ["lines of text exact", ({ lines }) => shareOf(lines)],
  ["codes exact (false ones)", (f) => over(shareOf(f.codes), (codes) => `${codes} (${f.falseCodes})`)],
  ["bars of charts read (false ones)", (f) => over(shareOf(f.bars), (bars) => `${bars} (${f.falseBars})`)],
  ["largest chart error, units", ({ chartError }) => over(chartError, decimals(2))],
  ["shapes found (false ones)", (f) => over(shareOf(f.shapes), (shapes) => `${shapes} (${f.falseShapes})`)],
  ["IoU of shapes: mean, least", ({ shapeIou }) => both(shapeIou.mean, shapeIou.least, decimals(2))],
  ["kind of picture right", ({ kinds }) => shareOf(kinds)],
  ["changes located within 4 px", ({ changes }) => shareOf(changes)],
  ["worst edge of a located change, px", ({ changePx }) => over(changePx, decimals(0))],
  ["answers right", ({ answers }) => shareOf(answers)],
  ["labels right: possibly, looks like, plain", ({ labelCalibration }) => binsOf(labelCalibration)],
  ["lines right: confidence under 0.6, to 0.75, above", ({ textCalibration }) => binsOf(textCalibration)],
  ["first picture, process and models included, ms", ({ coldMs }) => decimals(0)(coldMs)],
  ["the same, CPU ms", ({ coldCpuMs }) => over(coldCpuMs, decimals(0))],
  ["later pictures, ms: median, p90", ({ warmMs }) => both(warmMs.median, warmMs.p90, decimals(0))],
  ["the same, CPU ms", ({ warmCpuMs }) => both(warmCpuMs.median, warmCpuMs.p90, decimals(0))],
  ["comparing two pictures, ms: median", ({ compareMs }) => over(compareMs, decimals(0))],
  ["memory of the process, MB: after, at most", (f) => both(f.memory?.now, f.memory?.peak, decimals(0))],
];

/** Rows that no column has a figure for are left out. */
export function tableOf(columns: readonly { readonly name: string; readonly figures: Figures }[]): string {
  const rows = ROWS.map(([title, cell]) => [title, ...columns.map(({ figures }) => cell(figures) ?? "")]);
  const head = ["", ...columns.map(({ name }) => name)];
  const full = [head, ...rows.filter((cells) => cells.slice(1).some((cell) => cell !== ""))];
  const widths = head.map((_, i) => Math.max(3, ...full.map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...full.slice(1).map(line)].join("\n");
}

function decimals(count: number): (value: number) => string {
  return (value) => value.toFixed(count);
}

function over<T>(value: T | null | undefined, say: (value: T) => string | null): string | null {
  return value === null || value === undefined ? null : say(value);
}

type Maybe = number | null | undefined;

function both(a: Maybe, b: Maybe, say: (value: number) => string): string | null {
  return over(a, (first) => over(b, (second) => `${say(first)}, ${say(second)}`));
}

function shareOf({ right, of }: Share): string | null {
  return of === 0 ? null : `${right} of ${of}`;
}

function binsOf(bins: readonly Bin[]): string {
  return bins.map(({ given, right }) => (given === 0 ? "none" : `${right} of ${given}`)).join(", ");
}
