// Rectangles that stand at any angle: the smallest round some points, grown, turned, and boxed. All in px of the picture.
import type { Box } from "../../perception.ts";

/** A rectangle whose long side is read along the unit vector (ux, uy), y pointing down. */
export interface TextRect {
  readonly cx: number;
  readonly cy: number;
  /** Extent along the reading direction. */
  readonly width: number;
  readonly height: number;
  readonly ux: number;
  readonly uy: number;
}

/** Convex hull (Andrew's monotone chain) of points given as x and y alternating; the same form comes back, without duplicates. */
export function hull(points: readonly number[]): number[] {
  const order = Array.from({ length: points.length / 2 }, (_, i) => i).sort(
    (a, b) =>
      (points[2 * a] as number) - (points[2 * b] as number) ||
      (points[2 * a + 1] as number) - (points[2 * b + 1] as number),
  );
  const half = (indices: readonly number[]): number[] => {
    const chain: number[] = [];
    for (const i of indices) {
      const [x, y] = [points[2 * i] as number, points[2 * i + 1] as number];
      while (chain.length >= 4 && !turnsLeft(chain, x, y)) chain.length -= 2;
      chain.push(x, y);
    }
    return chain.slice(0, -2);
  };
  return [...half(order), ...half(order.toReversed())];
}

function turnsLeft(chain: readonly number[], x: number, y: number): boolean {
  const [ax, ay, bx, by] = chain.slice(-4) as [number, number, number, number];
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}

/** The rectangle round a hull whose sides lie along (ux, uy) and across it. */
export function rectAlong(points: readonly number[], ux: number, uy: number): TextRect {
  let [u1, u2, v1, v2] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    const u = x * ux + y * uy;
    const v = y * ux - x * uy;
    u1 = Math.min(u1, u);
    u2 = Math.max(u2, u);
    v1 = Math.min(v1, v);
    v2 = Math.max(v2, v);
  }
  const [u, v] = [(u1 + u2) / 2, (v1 + v2) / 2];
  return { cx: u * ux - v * uy, cy: u * uy + v * ux, width: u2 - u1, height: v2 - v1, ux, uy };
}

/** The rectangle of least area round a hull: one of its sides lies on one of the hull's. Reads within 45 degrees of left to right. */
export function smallestRect(points: readonly number[]): TextRect | null {
  let best: TextRect | null = null;
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length;
    const dx = (points[j] as number) - (points[i] as number);
    const dy = (points[j + 1] as number) - (points[i + 1] as number);
    const length = Math.hypot(dx, dy);
    if (length === 0) continue;
    // A quarter turn more or less is the same rectangle: keep the direction that is nearest to left to right.
    const [ux, uy] = nearestToRight(dx / length, dy / length);
    const rect = rectAlong(points, ux, uy);
    if (best === null || rect.width * rect.height < best.width * best.height) best = rect;
  }
  return best;
}

function nearestToRight(ux: number, uy: number): [number, number] {
  const [x, y] = Math.abs(ux) >= Math.abs(uy) ? [ux, uy] : [-uy, ux];
  return x < 0 ? [-x, -y] : [x, y];
}

/** Grows all sides by `px`. */
export function grow(rect: TextRect, px: number): TextRect {
  return { ...rect, width: rect.width + 2 * px, height: rect.height + 2 * px };
}

/** A part of a rectangle, given in shares of its width and height from its upper left corner as it is read. */
export function partOf(rect: TextRect, part: { left: number; top: number; right: number; bottom: number }): TextRect {
  const { width, height, ux, uy } = rect;
  const u = ((part.left + part.right - 1) * width) / 2;
  const v = ((part.top + part.bottom - 1) * height) / 2;
  return {
    cx: rect.cx + u * ux - v * uy,
    cy: rect.cy + u * uy + v * ux,
    width: (part.right - part.left) * width,
    height: (part.bottom - part.top) * height,
    ux,
    uy,
  };
}

/** The same rectangle read along another of its sides: `quarters` quarter turns clockwise. */
export function turned(rect: TextRect, quarters: number): TextRect {
  const { cx, cy, width, height, ux, uy } = rect;
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return { cx, cy, width: height, height: width, ux: -uy, uy: ux };
    case 2:
      return { cx, cy, width, height, ux: -ux, uy: -uy };
    case 3:
      return { cx, cy, width: height, height: width, ux: uy, uy: -ux };
    default:
      return rect;
  }
}

/** The upright box round a rectangle; not rounded and not cut at the picture's edge. */
export function boxOf({ cx, cy, width, height, ux, uy }: TextRect): Box {
  const dx = (Math.abs(ux) * width + Math.abs(uy) * height) / 2;
  const dy = (Math.abs(uy) * width + Math.abs(ux) * height) / 2;
  return [cx - dx, cy - dy, cx + dx, cy + dy];
}

/** Reading direction in whole degrees clockwise, -179 to 180; 0 is left to right. */
export function angleOf({ ux, uy }: TextRect): number {
  const angle = Math.round((Math.atan2(uy, ux) * 180) / Math.PI);
  return angle === -180 ? 180 : angle + 0;
}
