// How many dogs are there?
import type { Perception } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import type { Subject } from "../question/subject.ts";
import { counted } from "../say/english.ts";
import { isAboutShapes, shapesOf } from "../say/sees.ts";
import { NO_SHAPES, sayShapes, shapesSaid } from "../say/shapes.ts";
import { readableRows } from "../say/text.ts";
import { groupThings, sayNumber } from "../say/things.ts";
import { beyondMe } from "../say/unknown.ts";
import { barsAsked, chartAnswer, chartAsked } from "./chart.ts";
import { countThings, sayCount } from "./count-things.ts";
import { openAnswer } from "./open.ts";

export const count: PictureIntent = {
  name: "count",
  about: "picture",
  needs: "subject",
  words: {
    en: "how many, count, number of, amount of",
    de: "wie viele, wieviele, zähl*, anzahl",
    fr: "combien, compte*, nombre de",
    es: "cuántos, cuántas, cuenta, contar, número de",
  },
  answer: (question, view) => {
    const { subject } = question;
    const { seen } = view;
    if (barsAsked(question, seen) || (subject.things.length === 0 && chartAsked(question, seen)))
      return chartAnswer(question, seen);
    if (subject.things.length > 0)
      return subject.things.map((thing) => countThings(thing, subject, view)).join(" ") + beyondMe(subject.unknown);
    const parts = countParts(subject, view);
    if (parts !== null) return parts + (isAboutShapes(subject) ? beyondMe(subject.unknown) : "");
    return subject.unknown === "" ? countAll(view) : openAnswer(question, view);
  },
};

/** Drawn shapes, faces, text, colours, bars; null when none of these was named. */
function countParts(subject: Subject, { seen }: View): string | null {
  const { parts } = subject;
  if (isAboutShapes(subject)) return countShapes(subject, seen);
  if (parts.has("faces"))
    return `I count ${counted(seen.faces.length, "face")}. I look for faces on people only, and small or turned ones escape me.`;
  const rows = readableRows(seen.text);
  if (parts.has("words")) return `I count ${counted(rows.flatMap((row) => row.split(/\s+/)).length, "word")}.`;
  if (parts.has("lines") || parts.has("text")) return `I count ${counted(rows.length, "row")} of text.`;
  if (parts.has("bars"))
    return seen.chart
      ? `I count ${counted(seen.chart.bars.length, "bar")}.`
      : "I find no bar chart that I can read in this picture.";
  if (parts.has("colours")) return `I tell ${counted(seen.colours.length, "main colour")} apart.`;
  return null;
}

export function countShapes(subject: Subject, seen: Perception): string {
  if (!seen.drawing) return NO_SHAPES;
  const found = shapesOf(subject, seen);
  if (found.length === 0) return `I count no ${shapesSaid(subject)}.`;
  const noun = subject.shapes.length === 1 ? (subject.shapes[0] ?? "shape") : "shape";
  return `I count ${counted(found.length, noun)}: ${sayShapes(found, seen.picture)}.`;
}

function countAll({ seen: { objects } }: View): string {
  if (objects.length === 0) return "I see nothing that I can name, so I cannot count anything.";
  const parts = groupThings(objects).map(({ label, things }) => sayNumber(label, things));
  return sayCount(parts, objects.length);
}
