// Tables of print: which value of a row stands under which head. `Saw  1  22.50` says no price until the head over it is read.
import type { SeenText, TextLine } from "../perception.ts";
import { fold } from "./question/fold.ts";
import { labelWords } from "./words/fields.ts";

export interface Cell {
  /** As printed over it; an empty string where nothing is. */
  readonly head: string;
  readonly line: TextLine;
}

export interface TableRow {
  /** What the row is about: its first cell. */
  readonly name: string;
  /** Printed before the name: `2 x Flat white`. */
  readonly quantity: string | null;
  readonly line: TextLine;
  /** The rest, left to right. */
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly heads: readonly TextLine[];
  readonly rows: readonly TableRow[];
}

/** Heads that make a row of words the head of a table. */
const MIN_HEADS = 3;
const COUNTED = /^\s*(\d{1,4})\s*[x×]\s+(\S.*)$/iu;
const NUMBER = /\d/u;
const isAmount = (text: string): boolean =>
  /^[^\p{L}\d]*(?:\p{Lu}{3}\s)?[^\p{L}\d]*\d[\d.,' ]*\s*(?:[€$£]|\p{Lu}{3})?$/u.test(text);

/** The table under the first row of heads. Null when there is none, or nothing below it. */
export function tableIn({ lines }: Pick<SeenText, "lines">): Table | null {
  const rows = rowsOf(lines);
  const at = rows.findIndex(isHead);
  const heads = rows[at];
  if (!heads) return null;
  const body: TableRow[] = [];
  for (const [line, ...cells] of rows.slice(at + 1)) {
    // Below a table stand its totals, whose labels are known.
    if (!line || cells.length === 0 || labelWords(line.text).isLabel || !/\p{L}/u.test(line.text)) break;
    if (columnOf(line, heads) !== heads[0]) break;
    const placed = cells.map((cell) => ({ head: columnOf(cell, heads)?.text ?? "", line: cell }));
    if (new Set(placed.map(({ head }) => head)).size < placed.length) break;
    body.push({ name: line.text, quantity: null, line, cells: placed });
  }
  return body.length === 0 ? null : { heads, rows: body };
}

/** Rows of a receipt: `2 x Flat white  8.40`, the amount of them all at the right. */
export function countedRows({ lines }: Pick<SeenText, "lines">): TableRow[] {
  return rowsOf(lines).flatMap(([line, ...cells]) => {
    const [, quantity = null, name = ""] = COUNTED.exec(line?.text ?? "") ?? [];
    const [amount] = cells;
    return line && quantity !== null && amount && cells.length === 1 && isAmount(amount.text)
      ? [{ name, quantity, line, cells: [{ head: "", line: amount }] }]
      : [];
  });
}

/** Whether words of a question name the row, in the singular or the plural. @param words folded */
export function isNamed({ name }: TableRow, words: string): boolean {
  const asked = new Set(words.split(" ").map(stem));
  const own = fold(name).split(" ").map(stem);
  return own.length > 0 && own.every((word) => asked.has(word));
}

/** Of an English word. */
export function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?<!s)s$/u, "") : word;
}

/** What the heads of columns say in other words. */
const SAME: readonly (readonly string[])[] = [
  ["quantity", "count", "pieces", "units", "number"],
  ["price", "unit", "each", "rate", "cost"],
  ["amount", "total", "sum", "line", "net"],
];

/** The cell under a head of that meaning. `amount` is `line_total` too. */
export function cellUnder({ cells }: TableRow, wanted: string): Cell | null {
  const own = meaning(wanted);
  return (
    cells.find(({ head }) => head !== "" && fold(head) === fold(wanted)) ??
    cells.find(({ head }) => head !== "" && meaning(head) === own) ??
    null
  );
}

/** One word for all that heads call the same; the words themselves for others. */
export function meaning(head: string): string {
  const words = [...labelWords(head).words];
  return SAME.find((same) => words.length > 0 && words.every((word) => same.includes(word)))?.[0] ?? words.join(" ");
}

function isHead(row: readonly TextLine[]): boolean {
  const known = row.filter(
    ({ text }) => labelWords(text).isLabel || meaning(text) !== [...labelWords(text).words].join(" "),
  );
  return (
    row.length >= MIN_HEADS && known.length >= 2 && row.every(({ text }) => !NUMBER.test(text) && !/:$/.test(text))
  );
}

/** The head over a cell: the one it overlaps most, otherwise the nearest. */
function columnOf({ box }: TextLine, heads: readonly TextLine[]): TextLine | undefined {
  const gap = (head: TextLine): number => Math.max(head.box[0], box[0]) - Math.min(head.box[2], box[2]);
  return heads.reduce((best, head) => (gap(head) < gap(best) ? head : best), heads[0] as TextLine);
}

/** Visual rows, from the top; each from the left. */
function rowsOf(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.box[1] - b.box[1])) {
    const row = rows.find(([first]) => {
      const [top, bottom] = [first?.box[1] ?? 0, first?.box[3] ?? 0];
      const shared = Math.min(bottom, line.box[3]) - Math.max(top, line.box[1]);
      return shared >= 0.5 * Math.min(bottom - top, line.box[3] - line.box[1]);
    });
    if (row) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}
