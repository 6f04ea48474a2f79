// Arithmetic of boxes `[x1, y1, x2, y2]`, x2 and y2 exclusive.
import type { Box } from "../perception.ts";

export function area(box: Box): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
}

/** Area that two boxes share, px². */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}

/** Intersection over union, 0 to 1. */
export function iou(a: Box, b: Box): number {
  const shared = overlap(a, b);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** Whole numbers, inside a picture of `width` x `height` px, never empty. */
export function snap(box: Box, width: number, height: number): Box {
  const x1 = Math.min(Math.max(0, Math.round(box[0])), width - 1);
  const y1 = Math.min(Math.max(0, Math.round(box[1])), height - 1);
  const x2 = Math.min(Math.max(x1 + 1, Math.round(box[2])), width);
  const y2 = Math.min(Math.max(y1 + 1, Math.round(box[3])), height);
  return [x1, y1, x2, y2];
}

/** Multiplies x by `scaleX` and y by `scaleY`. */
export function scaleBox(box: Box, scaleX: number, scaleY: number): Box {
  return [box[0] * scaleX, box[1] * scaleY, box[2] * scaleX, box[3] * scaleY];
}
