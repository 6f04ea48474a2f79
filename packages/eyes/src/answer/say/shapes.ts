// Drawn shapes in words.
import type { PictureFacts, SeenShape } from "../../perception.ts";
import type { Subject } from "../question/subject.ts";
import { listed, plural, withArticle } from "./english.ts";
import { placeOf } from "./place.ts";

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
