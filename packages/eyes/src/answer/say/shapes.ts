// Drawn shapes in words.
import type { PictureFacts, SeenShape } from "../../perception.ts";
import type { Subject } from "../question/subject.ts";
import { counted, listed, numberWord, plural, withArticle } from "./english.ts";
import { placeOf } from "./place.ts";

/** In prose so many shapes are named. */
const MOST_NAMED = 10;

/** `a red circle at the top left and three irregular shapes`; of many the first, and how many more. */
export function sayShapes(shapes: readonly SeenShape[], picture: PictureFacts): string {
  const named = shapes.filter(({ shape }) => !NAMELESS.has(shape));
  const parts = named.slice(0, MOST_NAMED).map((shape) => sayShape(shape, picture));
  if (named.length > MOST_NAMED) parts.push(`${numberWord(named.length - MOST_NAMED)} more`);
  for (const name of NAMELESS) {
    const count = shapes.filter(({ shape }) => shape === name).length;
    if (count > 0) parts.push(counted(count, name));
  }
  return listed(parts);
}

/** Worth a count, not a place each. */
const NAMELESS: ReadonlySet<string> = new Set(["irregular shape", "line"]);

/** `a red circle at the top left` */
export function sayShape({ colour, shape, box }: SeenShape, picture: PictureFacts): string {
  return `${withArticle(`${colour} ${shape}`)} ${placeOf(box, picture)}`;
}

/** How an answer calls the shapes that were asked for: `red circles`, `shapes`. */
export function shapesSaid({ shapes, colours }: Subject): string {
  const nouns = shapes.length > 0 ? shapes : ["shape"];
  return listed(
    nouns.map((noun) => [colours[0], plural(noun)].filter(Boolean).join(" ")),
    "or",
  );
}

export const NO_SHAPES =
  "I find no drawn shapes in this picture. I look for them in drawings and computer graphics only, not in photographs.";
