// The label of every bar: the text below it, in the row below the base.
import type { TextLine } from "../../perception.ts";
import type { Bars } from "./bars.ts";
import { centre, type Frame, type Framed } from "./frame.ts";

/** Labels stand at most this far below the base, as a share of the frame's height. */
const MAX_DROP = 0.12;
/** A second row of a label follows within this share of its height; a title of the axis stands further off. */
const ROW_GAP = 0.45;

export interface Labels {
  /** One a bar, in the order of the bars. */
  readonly texts: readonly string[];
  /** Every line used. */
  readonly lines: readonly Framed<TextLine>[];
}

/** @returns null unless each bar has a label of its own, all differ, and no label is left over */
export function labelsOf(frame: Frame, { bars, base, pitch, width }: Bars): Labels | null {
  const first = bars[0];
  const last = bars[bars.length - 1];
  if (!first || !last) return null;
  const reach = Math.max(0.5 * pitch, 0.6 * width);
  const below = frame.lines
    .filter(({ box }) => centre(box)[1] > base && nearEdge(box[1], base) < MAX_DROP * frame.height)
    .filter((line) => anchorX(line) > first.box[0] - reach && anchorX(line) < last.box[2] + reach)
    .sort((a, b) => a.box[1] - b.box[1]);
  const columns = bars.map((bar) => {
    const x = centre(bar.box)[0];
    return below.filter((line) => Math.abs(anchorX(line) - x) < reach);
  });
  const heads = columns.map((column) => column[0]);
  if (heads.some((head) => head === undefined) || new Set(heads).size < bars.length) return null;
  const named = (heads as Framed<TextLine>[]).map((head, i) => withRows(head, columns[i] ?? []));
  const texts = named.map((rows) => rows.map(({ seen }) => seen.text.trim()).join(" "));
  if (new Set(texts).size < texts.length || texts.some((text) => text === "")) return null;
  const used = named.flat();
  // A text in the row of the labels that belongs to no bar: a bar was missed, or is of no height.
  const rowTop = Math.min(...heads.map((head) => head?.box[1] ?? 0));
  const rowBottom = Math.max(...heads.map((head) => head?.box[3] ?? 0));
  const isLeftOver = below.some((line) => !used.includes(line) && isInRow(line, rowTop, rowBottom));
  return isLeftOver ? null : { texts, lines: used };
}

/** The lines that follow the head of a column closely. */
function withRows(head: Framed<TextLine>, column: readonly Framed<TextLine>[]): Framed<TextLine>[] {
  const rows = [head];
  for (const line of column.slice(1)) {
    const previous = rows[rows.length - 1] as Framed<TextLine>;
    const gap = line.box[1] - previous.box[3];
    if (gap > ROW_GAP * (previous.box[3] - previous.box[1])) break;
    rows.push(line);
  }
  return rows.sort((a, b) => a.seen.box[1] - b.seen.box[1]);
}

function isInRow({ box }: Framed<TextLine>, top: number, bottom: number): boolean {
  const y = centre(box)[1];
  return y > top && y < bottom;
}

/** Slanting labels point at their bar with one end: the last letter when they rise, the first when they fall. */
function anchorX({ box, seen }: Framed<TextLine>): number {
  const slant = Math.abs(seen.angle);
  if (slant < 15 || slant > 75) return centre(box)[0];
  return seen.angle < 0 ? box[2] : box[0];
}

function nearEdge(top: number, base: number): number {
  return Math.max(0, top - base);
}
