// What is the total? The value printed beside or below a label, or one that shows by its form that it is the date, the address.
import type { Perception, SeenText } from "../../perception.ts";
import { type Field, findField } from "../fields.ts";
import { fold } from "../question/fold.ts";
import { isSmall } from "../question/language.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { asWritten } from "../question/written.ts";
import { listed } from "../say/english.ts";
import { sayNearLines } from "../say/printed.ts";
import { quoted, quotedBriefly, readableRows } from "../say/text.ts";
import { isOfType, isTypeWord, typedValue } from "../typed-values.ts";
import { labelWords } from "../words/fields.ts";
import { isFiller } from "../words/fillers.ts";
import { isPrintedAt } from "./is-printed.ts";
import { columnAnswer, tableAnswer } from "./table-answer.ts";

const asksWhen = phrases("^when, ^wann, ^quand, ^cuándo, ^what time, ^at what time, ^um wie viel uhr");
const asksAmount = phrases("how much, wie viel, wieviel, was kostet, wie hoch, combien, quel montant, cuánto");
const asksPlace = phrases("^where, ^wo, ^où, ^dónde");
/** `How much is due?` asks for the total, not for the date when it is. */
const asksDue = phrases(
  "due, owe, owed, to pay, pay, zahlen, bezahlen, fällig, schulde*, dois je, dois, payer, debo, pagar, to be paid",
);
/** `for coffee` asks for a part of it. */
const FOR = / (?:for|fur|pour|por) (?!(?:everything|all|it|this|that|them|alles|tout|todo)(?: |$))/u;
/** A number, with a currency or a unit. */
const AMOUNT = /^[^\p{L}\d]*(?:\p{L}{1,4}\s)?[^\p{L}\d]*\d[\d.,' ]*\s*(?:%|[€$£]|\p{L}{1,4})?$/u;
/** `Is the total more than 20?` is answered with the total. */
const COMPARED = / (?:more|less|higher|lower|greater|bigger|smaller|over|under|above|below)(?: than)? \d.*$/u;
const PLACE = phrases(
  "address, street, town, city, place, country, adresse, anschrift, ort, dirección, calle, rue, ville",
);

/** Of several labels each on its own line. @returns null when the picture prints no such label and no such value */
export function fieldAnswer(question: Question, seen: Perception): string | null {
  const { words } = question;
  const { text } = seen;
  const wanted =
    asksAmount(words) && asksDue(words) && !FOR.test(words) ? "total" : wantedField(question).replace(COMPARED, "");
  if (wanted === "")
    return asksWhen(words) ? typedValue(text, words) : asksAmount(words) ? typedValue(text, "price") : null;
  const verdict = isPrintedAt(question, seen);
  if (verdict !== null) return verdict;
  const inTable = tableAnswer(question, seen);
  if (inTable !== null) return inTable;
  const found = findField(text, wanted);
  if (found?.isHead) return columnAnswer(question, seen);
  if (found && fits(found, words)) return sayField(found);
  const several = piecesOf(question).map((piece) => findField(text, piece));
  const fields = several.filter((one) => one !== null);
  if (fields.length > 1) return fields.map(sayField).join("\n");
  const typed = typedValue(text, wanted) ?? typedValue(text, words);
  return typed === null ? null : missing(wanted, question, text) + typed;
}

/** `When is the concert?` of a text that has a date but no concert. */
function missing(wanted: string, { text }: Question, seen: SeenText): string {
  const printed = new Set(seen.lines.flatMap((line) => fold(line.text).split(" ")));
  const words = wanted.split(" ").filter((word) => !isSmall(word) && !isFiller(word) && !isTypeWord(word));
  if (words.every((word) => printed.has(word))) return "";
  return `I find no ${quotedBriefly(asWritten(wanted, text))} in the text of this picture. `;
}

/** A value must be of the sort that the question word asks for: a date or an hour, an amount, a place. */
function fits({ label, text }: Field, words: string): boolean {
  if (asksWhen(words)) return isOfType("date", text) || isOfType("time", text) || /\b\d{4}\b/.test(text);
  if (asksAmount(words)) return AMOUNT.test(text) && !isOfType("date", text);
  return !asksPlace(words) || PLACE(fold(label)) || PLACE(words);
}

/** What stands instead of a value that is not there: `I find no total`, and the lines nearest to it. */
export function noField(question: Question, seen: Perception): string {
  const wanted = wantedField(question) || "price";
  const known = labelWords(wanted).isLabel;
  const name = known ? wanted : `nothing called ${quotedBriefly(asWritten(wanted, question.text))}`;
  const readable = readableRows(seen.text).length > 0;
  if (!readable)
    return `I find ${known ? `no ${name}` : name}: there is no printed text that I can read in this picture.`;
  return `I find ${known ? `no ${name}` : name} in the text of this picture.${sayNearLines(wanted, seen)}`;
}

function piecesOf({ text }: Question): string[] {
  return text
    .split(/[,;&]|\s(?:and|und|et|y)\s/u)
    .map((piece) => wantedField({ words: fold(piece), quoted: [] }))
    .filter((piece) => piece !== "");
}

function sayField({ label, text, confidence, sentence, choices, row }: Field): string {
  if (row.length > 1)
    return `The row ${quoted(label)} holds several values, and I see no head that tells them apart: ${listed(row.map(quoted))}.`;
  if (choices.length > 0)
    return `Beside ${quoted(label)} stand ${listed(choices.map(quoted))}; which of them is ticked or meant I cannot tell.`;
  const doubt = confidence < 0.75 ? " (I am not sure that I read it right.)" : "";
  return sentence === null || labelWords(label).isLabel
    ? `${label}: ${text}${doubt}`
    : `A line that may say it: ${quoted(sentence)}.${doubt}`;
}
