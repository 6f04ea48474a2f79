// Drawn shapes that were read as letters: a circle and a triangle side by side make a doubtful "OA". What is read without doubt is text and
// no shape; what is read with doubt is shapes when plain filled ones cover it, and text otherwise.
import type { SeenShape, SeenText, TextLine } from "../perception.ts";
import { area, overlap } from "./boxes.ts";

/** Text read with less confidence may be no text at all. */
const DOUBTFUL = 0.75;
/** Share of a line's box that filled plain shapes cover, from which on it is no text: letters cover less, and are not plain. */
const COVERED = 0.4;
/** Share of a shape's box that lies in a line's box for the shape to be part of the line. */
const INSIDE = 0.8;
const PLAIN =
  /^(circle|ellipse|square|rounded square|rectangle|rounded rectangle|triangle|diamond|pentagon|hexagon|star)$/;

/** Lines that are text for certain: where they stand no shapes are looked for. */
export function certain(lines: readonly TextLine[]): TextLine[] {
  return lines.filter((line) => line.confidence >= DOUBTFUL);
}

/** The text without what was no text, and the shapes without the letters of what was. */
export function settle<S extends SeenShape>(
  text: SeenText,
  shapes: readonly S[],
): { readonly text: SeenText; readonly shapes: readonly S[] } {
  const doubtful = text.lines.filter((line) => line.confidence < DOUBTFUL);
  const misread = new Set(doubtful.filter((line) => coverage(line, shapes) >= COVERED));
  const letters = doubtful.filter((line) => !misread.has(line));
  return {
    text: misread.size === 0 ? text : without(text, misread),
    shapes: shapes.filter((shape) => !letters.some((line) => isInside(shape, line))),
  };
}

function coverage(line: TextLine, shapes: readonly SeenShape[]): number {
  const plain = shapes.filter((shape) => PLAIN.test(shape.shape) && isInside(shape, line));
  return plain.reduce((sum, shape) => sum + overlap(shape.box, line.box), 0) / area(line.box);
}

function isInside(shape: SeenShape, line: TextLine): boolean {
  return overlap(shape.box, line.box) >= INSIDE * area(shape.box);
}

/** Rows are the texts of the lines in order, those of one row joined by two spaces. */
function without({ lines, rows }: SeenText, misread: ReadonlySet<TextLine>): SeenText {
  let next = 0;
  const kept = rows.map((row) => {
    const first = next;
    let joined = lines[next++]?.text ?? "";
    while (joined !== row && next < lines.length) joined += `  ${lines[next++]?.text}`;
    return lines.slice(first, next).filter((line) => !misread.has(line));
  });
  return {
    lines: lines.filter((line) => !misread.has(line)),
    rows: kept.filter((row) => row.length > 0).map((row) => row.map(({ text }) => text).join("  ")),
  };
}
