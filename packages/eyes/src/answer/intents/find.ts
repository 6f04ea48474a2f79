// Where is the cat?
import type { Box, Perception, SeenObject } from "../../perception.ts";
import { findField } from "../fields.ts";
import type { PictureIntent } from "../intent.ts";
import type { Question } from "../question/question.ts";
import type { Subject } from "../question/subject.ts";
import { wantedField } from "../question/wanted.ts";
import { capital, listed, withArticle } from "../say/english.ts";
import { hedge } from "../say/hedge.ts";
import { noneSeen } from "../say/none.ts";
import { boxLegend, placeOf, sayBox } from "../say/place.ts";
import { linesPrinting } from "../say/printed.ts";
import { isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { NO_SHAPES, shapesSaid } from "../say/shapes.ts";
import { linesWith, NO_TEXT, quoted, readableRows } from "../say/text.ts";
import { beyondMe, notKnown } from "../say/unknown.ts";
import { pickedThing } from "./extreme.ts";
import { openAnswer } from "./open.ts";

export const find: PictureIntent = {
  name: "find",
  about: "picture",
  needs: "subject",
  words: {
    en: "where, locate, location*, find, box, boxes, bounding, bbox*, coordinate*, position*, point to, point at, point out, detect*, segment, which side, what side",
    de: "wo, finde, suche, koordinaten, position*, rahmen, kasten, markiere*, lokalisier*, zeig mir, welcher seite",
    fr: "où est, où sont, où se, où y a t il, où vois tu, où, trouve*, localise*, position*, coordonnées, cadre*, boîte*, de quel côté",
    es: "dónde, encuentra, busca, localiza*, posición*, coordenadas, recuadro*, caja*, ubica*, qué lado",
  },
  answer: (question, view) => {
    const { subject } = question;
    const { seen } = view;
    const picked = pickedThing(question, view);
    const places = picked ? ["label" in picked ? thingPlace(picked) : shapePlace(picked)] : placesOf(question, seen);
    if (places.length > 0)
      return `${places.map((place) => sayPlace(place, seen)).join("\n")}\n${boxLegend(seen.picture)}${doubts(subject, seen)}${subject.things.length > 0 ? beyondMe(subject.unknown) : ""}`;
    if (subject.things.length > 0) return subject.things.map((thing) => noneSeen(thing, view)).join(" ");
    if (isAboutShapes(subject)) return seen.drawing ? `I see no ${shapesSaid(subject)} in this picture.` : NO_SHAPES;
    if (subject.parts.has("faces"))
      return "I see no face. I look for faces on people only, and small or turned ones escape me.";
    const [words] = question.quoted;
    if (words !== undefined) return `I do not find ${quoted(words)} in the text of this picture.`;
    if (subject.parts.has("text") || subject.parts.has("words")) return NO_TEXT;
    if (subject.unknown !== "")
      return readableRows(seen.text).length > 0 ? openAnswer(question, view) : notKnown(subject.unknown, seen);
    return "I see nothing that I can name, so I have no place to give.";
  },
};

/** A person was found where a man was asked for; or only the word, printed. */
function doubts(subject: Subject, seen: Perception): string {
  const { things } = subject;
  if (things.length > 0 && things.every((thing) => thingsOf(thing, subject, seen).length === 0))
    return ` These are printed words; as things I see no ${listed(
      things.map(({ said }) => said),
      "or",
    )}.`;
  const narrow = things.filter((thing) => thing.narrow).map(({ asked }) => quoted(asked));
  return narrow.length === 0 ? "" : ` Whether ${listed(narrow, "or")} is the right word I cannot tell.`;
}

interface Place {
  readonly name: string;
  readonly box: Box;
}

/** Everything the question asks the place of. */
function placesOf(question: Question, seen: Perception): Place[] {
  const { subject } = question;
  const { parts, unknown } = subject;
  if (subject.things.length > 0) {
    const found = new Set(subject.things.flatMap((thing) => thingsOf(thing, subject, seen)));
    if (found.size > 0) return [...found].map(thingPlace);
    return subject.things.flatMap((thing) => linesPrinting(thing.asked, seen)).map(linePlace);
  }
  if (isAboutShapes(subject)) return shapesOf(subject, seen).map(shapePlace);
  if (parts.has("faces")) return seen.faces.map(({ box }) => ({ name: "a face", box }));
  if (parts.has("bars") && seen.chart)
    return seen.chart.bars.map(({ label, box }) => ({ name: `the bar "${label}"`, box }));
  const wanted = unknown === "" ? wantedField(question) : (question.quoted[0] ?? unknown);
  const printed = wanted === "" ? [] : textPlaces(wanted, seen);
  if (printed.length > 0 || unknown !== "" || question.quoted.length > 0) return printed;
  if (parts.has("text") || parts.has("words")) return seen.text.lines.map(linePlace);
  if (seen.objects.length > 0) return seen.objects.map(thingPlace);
  return shapesOf(subject, seen).map(shapePlace);
}

function textPlaces(wanted: string, { text }: Perception): Place[] {
  const lines = linesWith(text, wanted);
  if (lines.length > 0) return lines.map(linePlace);
  const field = findField(text, wanted);
  return field ? [{ name: quoted(field.text), box: field.box }] : [];
}

function thingPlace({ label, confidence, box }: SeenObject): Place {
  return { name: hedge(confidence) + withArticle(label), box };
}

function shapePlace({ colour, shape, box }: { colour: string; shape: string; box: Box }): Place {
  return { name: withArticle(`${colour} ${shape}`), box };
}

function linePlace({ text, box }: { text: string; box: Box }): Place {
  return { name: quoted(text), box };
}

function sayPlace({ name, box }: Place, { picture }: Perception): string {
  return `${capital(name)} ${placeOf(box, picture)}: ${sayBox(box)}`;
}
