// What is the total? The value printed beside or below a label, or one that shows by its form that it is the date, the address.
import type { Perception } from "../../perception.ts";
import { type Field, findField } from "../fields.ts";
import { fold } from "../question/fold.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { typedValue } from "../typed-values.ts";

const asksWhen = phrases("^when, ^wann, ^quand, ^cuándo");

/** Of several labels each on its own line. @returns null when the picture prints no such label and no such value */
export function fieldAnswer(question: Question, { text }: Perception): string | null {
  const wanted = wantedField(question);
  if (wanted === "") return asksWhen(question.words) ? typedValue(text, question.words) : null;
  const found = findField(text, wanted);
  if (found) return sayField(found);
  const several = piecesOf(question).map((piece) => findField(text, piece));
  const fields = several.filter((one) => one !== null);
  if (fields.length > 1) return fields.map(sayField).join("\n");
  return typedValue(text, wanted) ?? typedValue(text, question.words);
}

function piecesOf({ text }: Question): string[] {
  return text
    .split(/[,;&]|\s(?:and|und|et|y)\s/u)
    .map((piece) => wantedField({ words: fold(piece), quoted: [] }))
    .filter((piece) => piece !== "");
}

function sayField({ label, text, confidence }: Field): string {
  return `${label}: ${text}${confidence < 0.75 ? " (I am not sure that I read it right.)" : ""}`;
}
