// Is the total 30.00? Is 29.52 the total? Is the town Copenhagen? A label and a value that may or may not stand at it.
import type { Perception } from "../../perception.ts";
import { findField } from "../fields.ts";
import { fold } from "../question/fold.ts";
import type { Question } from "../question/question.ts";
import { quoted } from "../say/text.ts";
import { labelWords } from "../words/fields.ts";

const IS = /^\s*(?:is|was|are|ist|war|est|es)\s+(?:the |der |die |das |le |la |l'|el )?(.+?)\s*\??\s*$/iu;
const ARTICLE = /^(?:the|a|an|der|die|das|le|la|el) /iu;

/** @returns null when it is not such a question, or no such label is printed */
export function isPrintedAt({ text, isNegative }: Question, { text: printed }: Perception): string | null {
  const said = IS.exec(text)?.[1]?.split(/\s+/u) ?? [];
  if (isNegative || said.length < 2) return null;
  for (let at = 1; at < said.length; at++) {
    const [before, after] = [said.slice(0, at).join(" "), said.slice(at).join(" ")].map((one) =>
      one.replace(ARTICLE, ""),
    );
    for (const [label = "", value = ""] of [
      [before, after],
      [after, before],
    ]) {
      const field = labelWords(label).isLabel && !labelWords(value).isLabel ? findField(printed, label) : null;
      if (!field || field.isHead || field.row.length > 0 || field.choices.length > 0) continue;
      const isSo = ` ${fold(field.text)} `.includes(` ${fold(value)} `);
      if (!isSo && !isComparable(value, field.text)) return null;
      return `${isSo ? "Yes" : "No"}: ${quoted(field.label)} is printed with ${quoted(field.text)}.`;
    }
  }
  return null;
}

/** A number against a number, a name against a name: `Is the total correct?` has neither. */
function isComparable(value: string, printed: string): boolean {
  if (/\d/u.test(value)) return /\d/u.test(printed) && /^[^\p{L}]*(?:\p{L}{3}\s)?[^\p{L}]*$/u.test(value);
  return /^\p{Lu}/u.test(value) && /\p{L}/u.test(printed);
}
