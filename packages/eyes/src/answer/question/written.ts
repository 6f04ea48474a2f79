// Words of a question as they were written, for answers that give them back: `Mädchen`, not `madchen`.
import { fold } from "./fold.ts";

/** @returns the piece of the text that folds to the words; the words themselves when there is none */
export function asWritten(words: string, text: string): string {
  const pieces = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const count = words.split(" ").length;
  for (let at = 0; at + count <= pieces.length; at++) {
    const [first, last] = [pieces[at], pieces[at + count - 1]];
    if (!first || !last) continue;
    const piece = text.slice(first.index, last.index + last[0].length);
    if (fold(piece) === words) return piece;
  }
  return words;
}
