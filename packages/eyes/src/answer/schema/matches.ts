// Everything in a picture that answers to the subject of the question: `Find: "the cup"` wants cups and nothing else.

import { findField } from "../fields.ts";
import type { View } from "../intent.ts";
import { barsMeant } from "../intents/chart-bars.ts";
import { pickedThing } from "../intents/extreme.ts";
import type { Question } from "../question/question.ts";
import { areaOf } from "../say/place.ts";
import { isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { linesWith } from "../say/text.ts";
import { countedRows, tableIn } from "../tables.ts";
import type { Scope } from "./scope.ts";

/** @param specific whether words that name nothing known are wanted all the same, as in `Find: "the ant"` */
export function matchesOf(question: Question, view: View, specific: boolean): Scope[] {
  const { subject, quoted } = question;
  const { seen } = view;
  const picked = pickedThing(question, view);
  if (picked)
    return ["label" in picked ? { type: "thing", thing: picked, view } : { type: "shape", shape: picked, view }];
  if (subject.things.length > 0) {
    const found = new Set(subject.things.flatMap((thing) => thingsOf(thing, subject, seen)));
    return [...found].map((thing) => ({ type: "thing", thing, view }));
  }
  const bars = seen.chart ? barsMeant(question, seen.chart) : [];
  if (bars.length > 0) return bars.map((bar) => ({ type: "bar", bar, view }));
  if (isAboutShapes(subject)) return shapesOf(subject, seen).map((shape) => ({ type: "shape", shape, view }));
  if (subject.parts.has("faces")) return facesOf(view);
  if (subject.parts.has("codes")) return codesOf(view);
  if (subject.parts.has("bars")) return barsOf(view);
  const wanted = quoted[0] ?? (specific ? subject.unknown : "");
  if (wanted !== "") {
    const printed = textMatches(wanted, view);
    // `Find: "everything"`, `Find: "text"`: words that are printed nowhere and name what is looked for.
    if (printed.length > 0 || !(subject.parts.size > 0 && subject.unknown === "")) return printed;
  }
  if (subject.parts.has("text") || subject.parts.has("lines")) return linesOf(view);
  if (seen.objects.length > 0) return seen.objects.map((thing) => ({ type: "thing", thing, view }));
  return shapesOf(subject, seen).map((shape) => ({ type: "shape", shape, view }));
}

/** The one a question in the singular means: the largest sure thing, otherwise the first. */
export function mainOf(matches: readonly Scope[]): Scope | null {
  const weight = (scope: Scope): number =>
    scope.type === "thing" ? areaOf(scope.thing.box) * scope.thing.confidence : 0;
  return matches.reduce<Scope | null>((best, scope) => (best && weight(best) >= weight(scope) ? best : scope), null);
}

/** Rows of a table, or of a receipt. */
export const rowsIn = (view: View): Scope[] =>
  (tableIn(view.seen.text)?.rows ?? countedRows(view.seen.text)).map((row) => ({ type: "row", row, view }));
export const facesOf = (view: View): Scope[] => view.seen.faces.map((face) => ({ type: "face", ...face, view }));
export const codesOf = (view: View): Scope[] => view.seen.codes.map((code) => ({ type: "code", code, view }));
export const barsOf = (view: View): Scope[] => (view.seen.chart?.bars ?? []).map((bar) => ({ type: "bar", bar, view }));
export const linesOf = (view: View): Scope[] =>
  view.seen.text.lines.map((line) => ({ type: "line", line, label: null, view }));

/** Lines that say what is wanted, or the value printed at such a label. */
function textMatches(wanted: string, view: View): Scope[] {
  const lines = linesWith(view.seen.text, wanted);
  if (lines.length > 0) return lines.map((line) => ({ type: "line", line, label: wanted, view }));
  const field = findField(view.seen.text, wanted);
  return field ? [{ type: "line", line: { ...field, angle: 0 }, label: wanted, view }] : [];
}
