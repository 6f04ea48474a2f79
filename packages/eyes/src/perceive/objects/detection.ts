// What one detector says about one region, before the detectors are compared.
import type { Box } from "../../perception.ts";
import { iou } from "../boxes.ts";

/** A label at a place, with the raw score of the model that gave it. */
export interface Detection {
  readonly label: string;
  readonly score: number;
  readonly box: Box;
}

/** Of boxes with the same label that overlap by more than `limit` (IoU), keeps the best. Sorts by score. */
export function suppress<D extends Detection>(detections: readonly D[], limit: number): D[] {
  const kept: D[] = [];
  for (const next of detections.toSorted((a, b) => b.score - a.score))
    if (!kept.some((better) => better.label === next.label && iou(better.box, next.box) > limit)) kept.push(next);
  return kept;
}
