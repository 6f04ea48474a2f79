// The title of a chart: the largest print above it.
import type { Box, TextLine } from "../../perception.ts";
import { parseNumber } from "./number.ts";

/** Rows of a title differ in height by less than this share. */
const SAME_SIZE = 0.2;

/** @param plot box of bars and axis, in the picture @param taken lines that are labels or values */
export function titleOf(lines: readonly TextLine[], plot: Box, taken: ReadonlySet<TextLine>): string | null {
  const above = lines.filter(
    (line) =>
      !taken.has(line) &&
      Math.abs(line.angle) < 15 &&
      line.box[3] <= plot[1] + 4 &&
      parseNumber(line.text) === null &&
      line.box[0] < plot[2] &&
      line.box[2] > plot[0],
  );
  const tallest = [...above].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
  if (!tallest) return null;
  const rows = above
    .filter((line) => sizeOf(line) > (1 - SAME_SIZE) * sizeOf(tallest))
    .sort((a, b) => a.box[1] - b.box[1]);
  const title = [tallest];
  for (const line of rows)
    if (line !== tallest && title.some((row) => isNextRow(row, line) || isNextRow(line, row))) title.push(line);
  return title
    .sort((a, b) => a.box[1] - b.box[1])
    .map(({ text }) => text.trim())
    .join(" ");
}

function sizeOf({ box }: TextLine): number {
  return box[3] - box[1];
}

function isNextRow(upper: TextLine, lower: TextLine): boolean {
  const gap = lower.box[1] - upper.box[3];
  return gap > -0.3 * sizeOf(upper) && gap < 0.8 * sizeOf(upper);
}
