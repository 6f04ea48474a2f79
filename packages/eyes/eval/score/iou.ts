// How well two boxes agree.
import type { Box } from "../../src/perception.ts";

/** Area in both by area in either, 0 to 1. */
export function iou(a: Box, b: Box): number {
  const both = area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}

/** Largest distance of an edge from where it should be, px. */
export function edgeDistance(a: Box, b: Box): number {
  return Math.max(...a.map((at, i) => Math.abs(at - (b[i] ?? 0))));
}

function area([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}
