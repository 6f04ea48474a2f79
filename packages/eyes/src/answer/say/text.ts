// Read text, with its doubts.
import type { SeenText, TextLine } from "../../perception.ts";
import { fold } from "../question/fold.ts";

/** Under this mean character probability the eyes say that they are not sure. */
const DOUBTFUL = 0.75;
/** Under this it is more likely noise or handwriting than what was read. */
const NOISE = 0.6;
const MOST_DOUBTS = 6;

/** The rows without what is most likely noise. */
export function readableRows({ rows, lines }: SeenText): string[] {
  const noise = new Set(lines.filter(({ confidence }) => confidence < NOISE).map(({ text }) => text));
  if (noise.size === 0) return [...rows];
  return rows
    .map((row) =>
      row
        .split("  ")
        .filter((piece) => !noise.has(piece))
        .join("  "),
    )
    .filter((row) => row !== "");
}

/** Says which lines are uncertain; an empty string when none is. */
export function sayDoubts(lines: readonly TextLine[]): string {
  const doubtful = lines.filter(({ confidence }) => confidence < DOUBTFUL);
  if (doubtful.length === 0) return "";
  const noise = doubtful.filter(({ confidence }) => confidence < NOISE).length;
  const named = doubtful.filter(({ confidence }) => confidence >= NOISE).slice(0, MOST_DOUBTS);
  const sentences: string[] = [];
  if (named.length > 0) sentences.push(`I am not sure of ${named.map(({ text }) => quoted(text)).join(", ")}.`);
  if (noise > 0)
    sentences.push(
      `I left out ${noise === 1 ? "one piece" : `${noise} pieces`} that I could not read; handwriting and fancy lettering are beyond me.`,
    );
  return sentences.join(" ");
}

/** Lines that contain the words, however spelt. */
export function linesWith({ lines }: SeenText, wanted: string): TextLine[] {
  const words = ` ${fold(wanted)} `;
  if (words.trim() === "") return [];
  return lines.filter(({ text }) => ` ${fold(text)} `.includes(words));
}

export function quoted(text: string): string {
  return `"${text}"`;
}

/** Longer quotations of a question are cut. */
const BRIEF_CHARACTERS = 40;

/** A question's own words given back, cut when they are long. */
export function quotedBriefly(words: string): string {
  if (words.length <= BRIEF_CHARACTERS) return quoted(words);
  const cut = words.slice(0, BRIEF_CHARACTERS);
  return quoted(`${cut.slice(0, Math.max(cut.lastIndexOf(" "), BRIEF_CHARACTERS / 2)).trimEnd()} ...`);
}

export const NO_TEXT = "I find no printed text in this picture.";
