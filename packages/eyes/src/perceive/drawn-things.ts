// In a drawing, a thing in exactly the place of a plain shape is that shape: the detectors take a yellow star for an airplane.
import type { Box, SeenShape } from "../perception.ts";
import { iou } from "./boxes.ts";

/** IoU from which a thing and a shape have the same place: a shape's box is exact, a thing's is not. */
const SAME_PLACE_IOU = 0.7;

/** The things that are no plain shape. An irregular shape may well be a thing. */
export function withoutShapes<T extends { readonly box: Box }>(
  things: readonly T[],
  shapes: readonly SeenShape[],
): T[] {
  const plain = shapes.filter(({ shape }) => !shape.includes("irregular"));
  return things.filter((thing) => !plain.some(({ box }) => iou(box, thing.box) >= SAME_PLACE_IOU));
}
