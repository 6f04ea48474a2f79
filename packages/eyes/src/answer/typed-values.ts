// Values that show by their form what they are, for a question whose label is not printed: `When is the concert?`
import type { SeenText } from "../perception.ts";
import { phrases } from "./question/phrases.ts";

export type TypeName = "e-mail address" | "web address" | "date" | "time" | "phone number" | "price";

interface Type {
  readonly name: TypeName;
  readonly asked: (words: string) => boolean;
  readonly form: RegExp;
}

const MONTH =
  "(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez|ene|abr|ago|dic|janv|févr|avr|juin|juil|août|déc)\\p{L}*";

const TYPES: readonly Type[] = [
  {
    name: "e-mail address",
    asked: phrases("email, e mail, mail, courriel, correo"),
    form: /[^\s@]+@[^\s@]+\.\p{L}{2,}/u,
  },
  {
    name: "web address",
    asked: phrases(
      "website, web site, web address, url, link, homepage, internetadresse, webseite, site web, sitio web, página web",
    ),
    form: /(?:https?:\/\/|www\.)[^\s"<>]+[^\s"<>.,;:!?)]/iu,
  },
  {
    name: "date",
    asked: phrases("date, day, when, datum, tag, wann, jour, quand, fecha, día, cuándo"),
    form: new RegExp(
      `\\b\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}\\.? ${MONTH}(?: \\d{4})?|\\b${MONTH}\\.? \\d{1,2}\\b(?:,? \\d{4})?`,
      "iu",
    ),
  },
  {
    name: "time",
    asked: phrases("time, hour, uhrzeit, zeit, heure, hora"),
    form: /\b\d{1,2}:\d{2}\b/u,
  },
  {
    name: "phone number",
    asked: phrases("phone, telephone, tel, phone number, telefon*, téléphone, teléfono, handynummer, fax"),
    form: /(?:\+|\(0|(?<!\d)0)\d?(?:[ .()/-]{0,2}\d){7,13}(?!\d)/u,
  },
  {
    name: "price",
    asked: phrases("^price$, ^preis$, ^prix$, ^precio$, ^fee$, ^amount$"),
    form: /(?:[€$£]|\b(?:EUR|USD|GBP|CHF))\s*\d|\d\s*(?:[€$£]|(?:EUR|USD|GBP|CHF)\b)/u,
  },
];
const MOST = 4;

/** Whether a text holds a value of the type: `date`, `time`, `phone number` ... */
export function isOfType(name: TypeName, text: string): boolean {
  return valuesIn(name, text).length > 0;
}

/** Whether a word asks for a value of some type, and for nothing else. */
export function isTypeWord(word: string): boolean {
  return TYPES.some(({ asked }) => asked(word)) || /^(?:starts?|begins?|ends?|opens?|closes?|happens?)$/u.test(word);
}

/** The values themselves, as printed. */
export function valuesIn(name: TypeName, text: string): string[] {
  const form = TYPES.find((type) => type.name === name)?.form;
  return form ? (text.match(new RegExp(form.source, `g${form.flags}`)) ?? []) : [];
}

/** @param wanted folded words of the question @returns null when no such value is asked for, or none is printed */
export function typedValue({ lines }: SeenText, wanted: string): string | null {
  for (const { name, asked, form } of TYPES) {
    const found = asked(wanted) ? lines.filter(({ text }) => form.test(text)).slice(0, MOST) : [];
    if (found.length > 0) return `I find this ${name}: ${found.map(({ text }) => `"${text}"`).join(", ")}.`;
  }
  return null;
}
