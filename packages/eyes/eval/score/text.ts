// Scores of read text: how many characters are wrong, row by row wherever the rows stand, and how many pieces are exact.
import type { SeenText } from "../../src/perception.ts";
import type { Truth } from "../truth.ts";
import { editDistance } from "./edit-distance.ts";
import { matchBest } from "./match.ts";

export interface TextScore {
  /** Characters there. */
  readonly characters: number;
  /** Characters to insert, delete or replace; of rows that were missed or made up, all of them. */
  readonly edits: number;
  readonly lines: number;
  readonly exactLines: number;
  /** Every line given: how sure, and whether it is a piece, or pieces side by side, of the truth. */
  readonly given: readonly { readonly confidence: number; readonly right: boolean }[];
}

/** @returns null when the truth does not tell what is written */
export function scoreText({ texts, rows }: Truth, seen: SeenText): TextScore | null {
  if (!texts || !rows) return null;
  const likeness = (there: string, read: string): number =>
    1 - editDistance(there, read) / Math.max(there.length, read.length, 1);
  // Two rows that share less than a third are two errors, not one row read badly.
  const { pairs, missed, extra } = matchBest(rows.map(spaced), seen.rows.map(spaced), likeness, 1 / 3);
  const edits = pairs.reduce((sum, pair) => sum + editDistance(pair.there, pair.seen), 0);
  const pieces = matchBest(
    texts.map(({ text }) => text),
    seen.lines.map(({ text }) => text),
    (a, b) => (a === b ? 1 : 0),
    1,
  );
  const written = rows.map(spaced);
  return {
    characters: length(rows.map(spaced)),
    edits: edits + length(missed) + length(extra),
    lines: texts.length,
    exactLines: pieces.pairs.length,
    given: seen.lines.map(({ text, confidence }) => ({
      confidence,
      right: written.some((row) => ` ${row} `.includes(` ${spaced(text)} `)),
    })),
  };
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function length(rows: readonly string[]): number {
  return rows.reduce((sum, row) => sum + [...row].length, 0);
}
