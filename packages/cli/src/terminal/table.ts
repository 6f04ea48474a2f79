// Rows in columns, for people.
import { printable } from "./printable.ts";

export interface Column {
  readonly head: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

/** Longest cell, in characters. */
const MAX_CELL_CHARS = 48;

/** Two spaces between columns, no lines, no space at the ends. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [
    columns.map(({ head }) => head),
    ...rows.map((row) => row.map((cell) => printable(cell, MAX_CELL_CHARS))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => lengthOf(row[index] ?? ""))));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ right }, index) => {
        const cell = row[index] ?? "";
        const space = " ".repeat((widths[index] ?? 0) - lengthOf(cell));
        return right ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return `${cells.map(line).join("\n")}\n`;
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}
