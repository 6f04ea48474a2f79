// The value that stands beside or below a label: `What is the total?` on a receipt, `date of birth` on a form.
import type { Box, SeenText, TextLine } from "../perception.ts";
import { fold } from "./question/fold.ts";
import { isSmall } from "./question/language.ts";
import { tableIn } from "./tables.ts";
import { type LabelWords, labelWords } from "./words/fields.ts";
import { isFiller } from "./words/fillers.ts";

export interface Field {
  /** The label as printed. */
  readonly label: string;
  /** The value as printed. */
  readonly text: string;
  readonly box: Box;
  /** Of the less certain of label and value, 0 to 1. */
  readonly confidence: number;
  /** The line, when label and value stand in one without a mark between them, as words of a sentence do. */
  readonly sentence: string | null;
  /** Several values in a row, of which one is meant: `Card type  Adult  Student  Child`. Empty when there is but one. */
  readonly choices: readonly string[];
  /** Several amounts in the label's row, of which no head tells which is meant. Empty when there is but one. */
  readonly row: readonly string[];
  /** The label is the head of a table's column, and the value only its first. */
  readonly isHead: boolean;
}

/** A label that shares less than this with the words asked for is another label. */
const MIN_LIKENESS = 0.5;
/** JSON does not show which label was taken: `name` must not be answered with the first name. */
export const SURE_LABEL = 0.75;
/** A value below its label begins within so many heights of the taller of both. */
const BELOW_HEIGHTS = 1.6;
/** ... and this far left or right of it. */
const ALIGNED_HEIGHTS = 2;
/** A label without colon that runs on into words, not numbers, is less likely a label. */
const RUNS_ON = 0.7;

/** A head of a column gives way to a label as like. */
const HEAD = 0.95;

/** A few words, each with a capital: a sentence that goes on is no value. */
const NAME = /^(?:\p{Lu}[\p{L}\p{M}.'-]*(?:\s+|$)){1,3}$/u;

const hasValue = (text: string): boolean => /\p{N}|@|[€$£]/u.test(text);
const isLabelled = (text: string): boolean => /:\s*$/.test(text) || labelWords(text).isLabel;

/** @param wanted the words of the label, in any of the four languages, folded or not */
export function findField(
  { lines }: Pick<SeenText, "lines">,
  wanted: string,
  minLikeness = MIN_LIKENESS,
): Field | null {
  const target = labelWords(wanted);
  if (target.words.size === 0) return null;
  const table = tableIn({ lines });
  const taken = new Set([
    ...valuesOfLabels(lines),
    ...(table?.rows ?? []).flatMap((row) => row.cells.map(({ line }) => line)),
  ]);
  let best: { field: Field; likeness: number } | null = null;
  for (const line of lines)
    for (const { label, rest, weight } of splits(line.text)) {
      if (!/\p{L}/u.test(label) || taken.has(line)) continue;
      // The total of a bill comes before a column of that name.
      const isHead = table?.heads.includes(line) ?? false;
      const likeness = weight * likenessOf(labelWords(label).words, target) * (isHead ? HEAD : 1);
      if (likeness < minLikeness || likeness <= (best?.likeness ?? 0)) continue;
      const value = inLine(line, rest, lines) ?? besideOrBelow(line, lines);
      if (!value) continue;
      const confidence = Math.min(line.confidence, value.confidence);
      best = {
        field: {
          label: label.replace(/[\s:.]+$/, ""),
          text: value.text,
          box: value.box,
          confidence,
          sentence: weight < 1 ? line.text : null,
          row: rest === "" ? amountsBeside(line, lines) : [],
          isHead,
          choices: rest === "" ? choicesBeside(line, lines) : [],
        },
        likeness,
      };
    }
  return best?.field ?? null;
}

/** Ways to read a line: all label, or label and value in one. */
function splits(text: string): { label: string; rest: string; weight: number }[] {
  const found = [{ label: text, rest: "", weight: 1 }];
  const colon = /^([^:]{2,60}):\s+(\S.*)$/u.exec(text);
  if (colon) return [{ label: colon[1] ?? "", rest: colon[2] ?? "", weight: 1 }];
  const words = text.split(/\s+/);
  for (let at = 1; at < Math.min(words.length, 6); at++) {
    const [label, rest] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    const isNumber = hasValue(words[at] ?? "");
    // `Street and number` is a label as a whole; `Served by Maria` may be label and value.
    if (isNumber || (NAME.test(rest) && !isLabelled(rest))) found.push({ label, rest, weight: isNumber ? 1 : RUNS_ON });
  }
  return found;
}

/**
 * 1 when both say the same, less the more the label says beside. A label that lacks a word of what is wanted is another one: `date of the
 * concert` is no `Concert`, and `due date` no `Date`; but the invoice's date is the `Date` of the invoice.
 */
function likenessOf(label: ReadonlySet<string>, { words, known }: LabelWords): number {
  if (known.size > 0 && ![...known].some((word) => label.has(word))) return 0;
  const missing = [...words].filter((word) => !label.has(word));
  if (missing.some((word) => !PAPER_WORDS.has(word) && !isFiller(word) && !isSmall(word))) return 0;
  const shared = words.size - missing.length;
  return shared === 0 ? 0 : shared / (label.size + missing.length);
}

const PAPER_WORDS: ReadonlySet<string> = new Set(["invoice", "receipt", "order", "customer", "card"]);

/** Lines that are the value of a known label: `Ingrid` below `First name` is no label of what stands beside it. */
function valuesOfLabels(lines: readonly TextLine[]): ReadonlySet<TextLine> {
  const values = lines.filter((line) => isLabelled(line.text)).map((line) => besideOrBelow(line, lines));
  return new Set(values.filter((line) => line !== null));
}

/** What follows the label in its own line; but `VAT 20 %` has its amount at the right. */
function inLine(line: TextLine, rest: string, lines: readonly TextLine[]): TextLine | null {
  if (rest === "") return null;
  const right = /^[\d.,]+\s*%$/.test(rest) ? toTheRight(line, lines) : null;
  return right && hasValue(right.text) ? right : { ...line, text: rest };
}

function besideOrBelow(label: TextLine, all: readonly TextLine[]): TextLine | null {
  // `Q2` beside `Q1` is another label, not its value.
  const lines = NUMBERED.test(label.text) ? all.filter((line) => line === label || !isSibling(line, label)) : all;
  const right = toTheRight(label, lines);
  const below = under(label, lines);
  if (lines.length < all.length && below && hasValue(below.text)) return below;
  if (right && hasValue(right.text) && !isLabelled(right.text)) return right;
  if (right && !isLabelled(right.text) && isInColumn(right, lines)) return right;
  if (below && hasValue(below.text)) return below;
  const isHeader = below !== null && right !== null && under(right, lines) !== null;
  if (right && !isHeader && !isLabelled(right.text)) return right;
  return below && !isLabelled(below.text) ? below : null;
}

const NUMBERED = /^\p{L}{0,12}\.?\s?\d{1,4}$/u;

/** `Q1` and `Q2`. */
function isSibling(line: TextLine, label: TextLine): boolean {
  const pattern = (text: string): string => fold(text).replace(/\d+/g, "9");
  return pattern(line.text) === pattern(label.text);
}

/** Values of a receipt end at the same right edge. */
function isInColumn({ box: [, y1, x2, y2] }: TextLine, lines: readonly TextLine[]): boolean {
  return lines.filter(({ box }) => Math.abs(box[2] - x2) < (y2 - y1) / 2).length > 2;
}

/** What stands right of a label in words, when there are several and no head of a table. */
function choicesBeside(label: TextLine, lines: readonly TextLine[]): string[] {
  const row = rowRightOf(label, lines);
  const isHead = row.some((line) => isLabelled(line.text) || hasValue(line.text) || under(line, lines) !== null);
  return row.length < 2 || isHead ? [] : row.sort((a, b) => a.box[0] - b.box[0]).map(({ text }) => text);
}

/** Amounts beside each other, as in a row of a table. */
function amountsBeside(label: TextLine, lines: readonly TextLine[]): string[] {
  const row = rowRightOf(label, lines).sort((a, b) => a.box[0] - b.box[0]);
  return row.length > 1 && row.every(({ text }) => /^[^\p{L}]*\d[^\p{L}]*$/u.test(text))
    ? row.map(({ text }) => text)
    : [];
}

/** The nearest line of the same row. */
function toTheRight(label: TextLine, lines: readonly TextLine[]): TextLine | null {
  return nearest(rowRightOf(label, lines), ({ box }) => box[0]);
}

function rowRightOf({ box: [, y1, x2, y2] }: TextLine, lines: readonly TextLine[]): TextLine[] {
  return lines.filter(({ box }) => {
    const overlap = Math.min(y2, box[3]) - Math.max(y1, box[1]);
    return box[0] >= x2 - 2 && overlap >= 0.5 * Math.min(y2 - y1, box[3] - box[1]);
  });
}

/** The nearest line below that begins where the label begins. */
function under(label: TextLine, lines: readonly TextLine[]): TextLine | null {
  const [x1, y1, , y2] = label.box;
  const height = y2 - y1;
  const reach = (box: Box): number => BELOW_HEIGHTS * Math.max(height, box[3] - box[1]);
  const column = lines.filter(
    ({ box }) =>
      box[1] >= y2 - 0.2 * height && box[1] - y2 <= reach(box) && Math.abs(box[0] - x1) <= ALIGNED_HEIGHTS * height,
  );
  return nearest(column, ({ box }) => box[1]);
}

function nearest(lines: readonly TextLine[], distance: (line: TextLine) => number): TextLine | null {
  return lines.reduce<TextLine | null>((best, line) => (best && distance(best) <= distance(line) ? best : line), null);
}
