// What colours are there? What colour is the car?
import type { SeenObject, SeenShape } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import type { Named } from "../question/subject.ts";
import { ESTIMATED, mostly, sayColours } from "../say/colours.ts";
import { capital } from "../say/english.ts";
import { hedge, SURE } from "../say/hedge.ts";
import { sayTransparency } from "../say/light.ts";
import { noneSeen } from "../say/none.ts";
import { placeOf } from "../say/place.ts";
import { isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { NO_SHAPES, shapesSaid } from "../say/shapes.ts";
import { quotedBriefly } from "../say/text.ts";
import { groupThings } from "../say/things.ts";
import { barsAsked, chartAnswer } from "./chart.ts";
import { pickedThing } from "./extreme.ts";

export const colours: PictureIntent = {
  name: "colours",
  about: "picture",
  needs: ["colours", "objects", "drawing"],
  words: {
    en: "colour*, color*, palette, hue, hues, hex",
    de: "farbe*, farblich, farbpalette, farbton, welche farben, farbig",
    fr: "couleur*, palette, teinte*",
    es: "color*, paleta, tono, tonos",
  },
  answer: (question, view) => {
    const { subject } = question;
    const { seen } = view;
    if (barsAsked(question, seen)) return chartAnswer(question, seen);
    const picked = pickedThing(question, view);
    if (picked) return "label" in picked ? sayThings([picked], view) : sayShapeColours([picked], view);
    if (subject.things.length > 0)
      return partsOf(subject.unknown) + subject.things.map((thing) => colourOfThings(thing, question, view)).join(" ");
    if (isAboutShapes(subject)) {
      const found = shapesOf({ ...subject, colours: [] }, seen);
      if (found.length > 0) return sayShapeColours(found, view);
      return seen.drawing ? `I see no ${shapesSaid(subject)} in this picture.` : NO_SHAPES;
    }
    if (subject.parts.has("background")) return background(view);
    const [main] = groupThings(seen.objects);
    if (question.refersBack && main && subject.unknown === "") return sayThings(main.things, view);
    const whole = ofPicture(view);
    return subject.unknown === "" ? whole : `What ${quotedBriefly(subject.unknown)} is, I cannot find in it. ${whole}`;
  },
};

/** `What colour are the cat's eyes?` */
function partsOf(unknown: string): string {
  return unknown === ""
    ? ""
    : `I see things as a whole and cannot tell ${quotedBriefly(unknown)} apart from the rest. `;
}

function colourOfThings(asked: Named, { subject }: Question, view: View): string {
  const found = thingsOf(asked, { ...subject, colours: [] }, view.seen);
  return found.length === 0 ? noneSeen(asked, view) : sayThings(found, view);
}

function sayThings(things: readonly SeenObject[], { seen: { picture } }: View): string {
  const said = things.map((thing) => {
    const { label, box, colours: names, confidence } = thing;
    const name = `${confidence < SURE ? `${capital(hedge(confidence))}a` : "The"} ${label} ${placeOf(box, picture)}`;
    return `${name} ${names.length === 0 ? "has no colour that I can tell from what is around it" : `is ${mostly(thing)}`}.`;
  });
  return [...said, ...(things.some((thing) => thing.colours.length > 0) ? [ESTIMATED] : [])].join(" ");
}

function sayShapeColours(shapes: readonly SeenShape[], { seen: { picture } }: View): string {
  return shapes
    .map(({ shape, colour, hex, box }) => `The ${shape} ${placeOf(box, picture)} is ${colour} (${hex}).`)
    .join(" ");
}

function ofPicture({ seen }: View): string {
  if (seen.colours.length === 0) return "I have no colours to name in this picture.";
  return `Main colours by area: ${sayColours(seen.colours, { most: 6, hex: true })}. ${sayTransparency(seen)}`.trim();
}

export function background(view: View): string {
  const { drawing } = view.seen;
  return drawing
    ? `The background is ${drawing.background}. ${sayTransparency(view.seen)}`.trim()
    : `I cannot tell the background of a photograph from its subject. ${ofPicture(view)}`;
}
