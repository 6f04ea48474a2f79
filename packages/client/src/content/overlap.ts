// How much two boxes share.
import type { Box } from "./geometry.ts";

/** In px². */
export function areaOf({ x1, y1, x2, y2 }: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** The area that is in both, in px². */
export function overlapOf(a: Box, b: Box): number {
  return areaOf({
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    x2: Math.min(a.x2, b.x2),
    y2: Math.min(a.y2, b.y2),
  });
}

/** The area in both over the area of both together (IoU), 0 to 1. */
export function shareOf(a: Box, b: Box): number {
  const both = overlapOf(a, b);
  return both === 0 ? 0 : both / (areaOf(a) + areaOf(b) - both);
}
