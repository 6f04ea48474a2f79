// What colours are there? What colour is the car?
import type { PictureIntent, View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import type { Named } from "../question/subject.ts";
import { sayColours } from "../say/colours.ts";
import { listed } from "../say/english.ts";
import { hedge } from "../say/hedge.ts";
import { noneSeen } from "../say/none.ts";
import { placeOf } from "../say/place.ts";
import { isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { NO_SHAPES, shapesSaid } from "../say/shapes.ts";
import { groupThings } from "../say/things.ts";

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
    if (subject.things.length > 0)
      return subject.things.map((thing) => colourOfThings(thing, question, view)).join(" ");
    if (isAboutShapes(subject)) {
      const found = shapesOf({ ...subject, colours: [] }, seen);
      if (found.length > 0)
        return found
          .map(({ shape, colour, hex, box }) => `The ${shape} ${placeOf(box, seen.picture)} is ${colour} (${hex}).`)
          .join(" ");
      return seen.drawing ? `I see no ${shapesSaid(subject)} in this picture.` : NO_SHAPES;
    }
    if (subject.parts.has("background")) return background(view);
    const [main] = groupThings(seen.objects);
    if (question.refersBack && main && subject.unknown === "") return sayThings(main.things, view);
    const whole = ofPicture(view);
    return subject.unknown === "" ? whole : `What "${subject.unknown}" is, I cannot find in it. ${whole}`;
  },
};

function colourOfThings(asked: Named, { subject }: Question, view: View): string {
  const found = thingsOf(asked, { ...subject, colours: [] }, view.seen);
  return found.length === 0 ? noneSeen(asked, view) : sayThings(found, view);
}

function sayThings(things: View["seen"]["objects"], { seen: { picture } }: View): string {
  return things
    .map(({ label, box, colours: names, confidence }) => {
      const name =
        confidence < 0.75 ? `${hedge(confidence).replace(/^w/, "W").replace(/^p/, "P")}a ${label}` : `The ${label}`;
      const said = names.length === 0 ? "has no colour that I can name" : `is mostly ${listed(names.slice(0, 2))}`;
      return `${name} ${placeOf(box, picture)} ${said}.`;
    })
    .join(" ");
}

function ofPicture({ seen }: View): string {
  if (seen.colours.length === 0) return "I have no colours to name in this picture.";
  return `Main colours by area: ${sayColours(seen.colours, { most: 6, hex: true })}.`;
}

function background(view: View): string {
  const { drawing } = view.seen;
  return drawing
    ? `The background is ${drawing.background}.`
    : `I cannot tell the background of a photograph from its subject. ${ofPicture(view)}`;
}
