// Everything else: perhaps it is a bar of the chart, a field of the form, a word of the text, or a thing no detector here knows.
import type { Perception } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { sayBox } from "../say/place.ts";
import { sayNearLines } from "../say/printed.ts";
import { linesWith, quoted, readableRows } from "../say/text.ts";
import { beyondMe, notKnown, notUnderstood } from "../say/unknown.ts";
import { labelWords } from "../words/fields.ts";
import { chartAnswer, chartAsked } from "./chart.ts";
import { describeSubject } from "./describe.ts";
import { overview } from "./overview.ts";
import { presence } from "./presence.ts";
import { fieldAnswer, noField } from "./printed-field.ts";

const asksElse = phrases(
  "how many, count, where, find, locate, wie viele, zähl*, wo, finde, où, trouve*, cuántos, cuántas, dónde, encuentra, box*, compare, vergleich*, compara*",
);

const asksPrice = phrases(
  "how much, cost, costs, price of, kostet, kosten, preis, coûte, coûtent, prix, cuesta, cuestan, precio",
);

/** A field of a form that is asked for by a word which no other row has. */
export const field: PictureIntent = {
  name: "field",
  about: "picture",
  needs: ["text"],
  words: {
    en: "total, subtotal, how much, cost, costs, price, amount, invoice, receipt number, due, vat, tax, balance, phone number, email, e mail, address, postcode, zip code, date of, serial number",
    de: "gesamt*, summe, zwischensumme, wie viel kostet, was kostet, preis, betrag, rechnungsnummer, fällig, mwst, telefonnummer, adresse, anschrift, postleitzahl, datum",
    fr: "total, montant, combien coûte*, prix, sous total, numéro de facture, échéance, tva, adresse, code postal, date de",
    es: "total, importe, cuánto cuesta*, cuánto es, precio, subtotal, número de factura, vencimiento, iva, dirección, código postal, fecha de",
  },
  when: ({ subject, words }) => (subject.things.length === 0 || asksPrice(words)) && !asksElse(words),
  answer: (question, view) => openAnswer(question, view),
};

/** Answers what no row claims. */
export const open: PictureIntent = {
  name: "open",
  about: "picture",
  needs: ["objects", "text", "drawing", "chart"],
  words: { en: "", de: "", fr: "", es: "" },
  answer: (question, view) => openAnswer(question, view),
};

/** More words than this that mean nothing to the eyes: the question was not understood at all. */
const NOT_UNDERSTOOD = 4;

const WHAT =
  /^(?:what|which|whats|how|wie|combien|cuant[oa]s|was|welche[rsnm]?|quel(?:le)?s?|qu|que|cual(?:es)?)(?: |$)/u;
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{N} ]/u;

export function openAnswer(question: Question, view: View): string {
  const { subject, quoted: words } = question;
  const { seen } = view;
  if (chartAsked(question, seen)) return chartAnswer(question, seen);
  const printed = fieldAnswer(question, seen);
  if (printed !== null) return printed;
  if (subject.things.length > 0 && subject.colours.length > 0) return presence.answer(question, view);
  const [wanted] = words;
  if (wanted !== undefined) return textAnswer(wanted, seen);
  if (subject.things.length > 0 || subject.shapes.length > 0 || subject.parts.has("shapes"))
    return describeSubject(question, view) + beyondMe(subject.unknown);
  const { unknown } = subject;
  const asksLabel = labelWords(wantedField(question)).isLabel;
  if (asksLabel && (unknown === "" || seen.text.lines.length > 0)) return noField(question, seen);
  if (unknown === "") return overview(seen);
  const isLong = unknown.split(" ").length > NOT_UNDERSTOOD || OTHER_SCRIPT.test(unknown);
  if (isLong && sayNearLines(unknown, seen) === "")
    return `I am not sure what you ask, so here is what I see. ${overview(seen)}`;
  if (readableRows(seen.text).length === 0)
    return asksWhat(question) ? notKnown(unknown, seen) : notUnderstood(unknown, seen);
  const nothing = noField(question, seen);
  return seen.kind === "document" || wantedField(question) === ""
    ? nothing
    : `${nothing} As a thing, it is none of the 80 everyday kinds that my detector knows.`;
}

/** Whether it asks for a name, or is one: `What flower is this?`, `ant?` */
function asksWhat({ text, words, subject }: Question): boolean {
  return WHAT.test(words) || (words === subject.unknown && !/[.!]\s*$/.test(text));
}

function textAnswer(wanted: string, { text }: Perception): string {
  const lines = linesWith(text, wanted);
  if (lines.length === 0) return `I do not find the words ${quoted(wanted)} in this picture.`;
  return lines
    .map((line) => `The words ${quoted(wanted)} stand in ${quoted(line.text)} at ${sayBox(line.box)}.`)
    .join(" ");
}
