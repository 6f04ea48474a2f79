// What in a picture answers to the subject of a question.
import type { Perception, SeenObject, SeenShape } from "../../perception.ts";
import type { Named, Subject } from "../question/subject.ts";
import { inFamilies } from "../words/colours.ts";
import { isShape } from "../words/shapes.ts";
import { isMiddleIn } from "./place.ts";

/** Things of the kinds that were named; of the colours named, too, when colours were. */
export function thingsOf(asked: Named, { colours }: Subject, { objects }: Perception): SeenObject[] {
  return objects.filter(
    (thing) => asked.labels.includes(thing.label) && (colours.length === 0 || hasColour(thing, colours)),
  );
}

/** A thing's main colours are its first two; the rest are often its ground. */
export function hasColour(thing: SeenObject, families: readonly string[]): boolean {
  return thing.colours.slice(0, 2).some((name) => inFamilies(name, families));
}

/** Drawn shapes of the names and colours that were named; all of them when neither was. What a code is made of is no drawing. */
export function shapesOf({ shapes, colours }: Subject, { drawing, codes }: Perception): readonly SeenShape[] {
  const drawn = (drawing?.shapes ?? []).filter(({ box }) => !codes.some((code) => isMiddleIn(box, code.box)));
  return drawn.filter(
    (seen) =>
      (shapes.length === 0 || shapes.some((asked) => isShape(seen.shape, asked))) &&
      (colours.length === 0 || inFamilies(seen.colour, colours)),
  );
}

/** Whether the question is about drawn shapes. */
export function isAboutShapes({ shapes, parts }: Subject): boolean {
  return shapes.length > 0 || parts.has("shapes");
}
