// Does it say Bristol? Is there a date on it? What a picture prints, and what it does not.
import type { View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import { asWritten } from "../question/written.ts";
import { counted } from "../say/english.ts";
import { printsWords, sayNearLines, sayPrinted } from "../say/printed.ts";
import { linesWith, NO_TEXT, quoted, quotedBriefly, readableRows } from "../say/text.ts";
import { notKnown, notToldOf } from "../say/unknown.ts";
import { fieldAnswer } from "./printed-field.ts";

const ARTICLE = / (?:a|an|the|any|ein|eine|un|une|una) /u;
const SMALL_PRINT = "Small print on things can escape me: send a crop to be sure.";

export function isAnyTextThere({ seen: { text, kind } }: View): string {
  const [first] = text.lines;
  if (!first) return kind === "photograph" ? `${NO_TEXT} ${SMALL_PRINT}` : NO_TEXT;
  return text.lines.length === 1
    ? `Yes, it reads ${quoted(first.text)}.`
    : `Yes, ${counted(text.rows.length, "row")} of text. The first reads ${quoted(text.rows[0] ?? first.text)}.`;
}

/** A word that names nothing known may still stand in the picture, or be the label or the kind of something that does. */
export function isTextThere(wanted: string, question: Question, view: View): string {
  const { quoted: words, subject } = question;
  if (words.length > 0 || subject.parts.has("text") || subject.parts.has("words")) return areWordsThere(wanted, view);
  const { seen } = view;
  const lines = linesWith(seen.text, wanted);
  if (lines.length > 0) return sayPrinted(asWritten(wanted, question.text), lines);
  const printed = fieldAnswer(question, seen);
  if (printed !== null) return printed;
  if (readableRows(seen.text).length === 0)
    return question.refersBack && !ARTICLE.test(question.words) ? notToldOf(wanted, seen) : notKnown(wanted, seen);
  return `I do not find ${quotedBriefly(wanted)} in the text of this picture.${sayNearLines(wanted, seen)} ${notKnown(wanted, seen)}`;
}

export function areWordsThere(wanted: string, { seen }: View): string {
  const lines = printsWords(wanted, seen);
  if (typeof lines === "string") return `Yes, the words ${quotedBriefly(wanted)} are printed, ${lines}.`;
  if (lines.length > 0) return `Yes. ${sayPrinted(wanted, lines)}`;
  return `I do not find the words ${quotedBriefly(wanted)} in this picture.${sayNearLines(wanted, seen)}`;
}
