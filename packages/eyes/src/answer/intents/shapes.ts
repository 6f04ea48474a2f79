// What shapes are there?
import type { Perception } from "../../perception.ts";
import type { Subject } from "../question/subject.ts";
import { counted } from "../say/english.ts";
import { sayTransparency } from "../say/light.ts";
import { shapesOf } from "../say/sees.ts";
import { NO_SHAPES, sayShapes, shapesSaid } from "../say/shapes.ts";

/** Those that were named, or all. */
export function whichShapes(subject: Subject, seen: Perception): string {
  if (!seen.drawing || seen.drawing.shapes.length === 0) return NO_SHAPES;
  const found = shapesOf(subject, seen);
  if (found.length === 0)
    return `I see no ${shapesSaid(subject)} among the ${counted(seen.drawing.shapes.length, "shape")} here.`;
  return `On a ${seen.drawing.background} background I see ${sayShapes(found, seen.picture)}. ${sayTransparency(seen)}`.trim();
}
