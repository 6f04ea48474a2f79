// Words that a picture prints, when what they mean is not seen in it as a thing: a receipt lists a muffin.
import type { Perception, TextLine } from "../../perception.ts";
import { fold } from "../question/fold.ts";
import { isSmall } from "../question/language.ts";
import { isFiller } from "../words/fillers.ts";
import { listed } from "./english.ts";
import { sayBox } from "./place.ts";
import { linesWith, quoted, quotedBriefly } from "./text.ts";

const MOST_LINES = 3;
/** Shorter words stand in too many lines by chance. */
const MIN_LETTERS = 3;

/** Lines that print a word, in the singular or the plural. @param word folded */
export function linesPrinting(word: string, { text }: Perception): TextLine[] {
  return text.lines.filter((line) => prints(line.text, word));
}

function prints(line: string, word: string): boolean {
  const [folded, stem] = [` ${fold(line)} `, word.replace(/s$/, "")];
  return word.length >= MIN_LETTERS && [word, stem, `${word}s`].some((form) => folded.includes(` ${form} `));
}

/** `The word "muffin" is printed: "1 x Blueberry muffin" at [112, 445, 408, 470].` An empty string when it is not. */
export function sayPrinted(words: string, lines: readonly TextLine[]): string {
  if (lines.length === 0) return "";
  const some = lines.slice(0, MOST_LINES).map(({ text, box }) => `${quoted(text)} at ${sayBox(box)}`);
  const more = lines.length > some.length ? `, and in ${lines.length - some.length} more lines` : "";
  const noun = words.includes(" ") ? "words" : "word";
  return `The ${noun} ${quotedBriefly(words)} ${noun === "word" ? "is" : "are"} printed: ${listed(some)}${more}.`;
}

/** Lines near what was asked for, by any of its words: quoted where nothing answers as a whole. An empty string when there is none. */
export function sayNearLines(wanted: string, { text }: Perception): string {
  const all = fold(wanted).split(" ");
  const telling = all.filter((word) => !isSmall(word) && !isFiller(word));
  const words = telling.length > 0 ? telling : all;
  const rows = text.rows.filter((row) => words.some((word) => prints(row, word)));
  return rows.length === 0 ? "" : ` Near it is printed: ${listed(rows.slice(0, MOST_LINES).map(quoted))}.`;
}

/** Whether words are printed at all, perhaps over several lines. */
export function printsWords(wanted: string, { text }: Perception): TextLine[] | "over several lines" {
  const lines = linesWith(text, wanted);
  if (lines.length > 0) return lines;
  const all = ` ${text.lines.map((line) => fold(line.text)).join(" ")} `;
  return fold(wanted) !== "" && all.includes(` ${fold(wanted)} `) ? "over several lines" : [];
}
