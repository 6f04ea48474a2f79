// The convex hull of an outline, and the smallest rectangle, turned or not, that holds it.
import type { Points } from "./moments.ts";

export interface TurnedRectangle {
  readonly x: number;
  readonly y: number;
  /** Half the sides, px; `halfWidth` lies along `angle`. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** Radians, clockwise on the screen from the x axis. */
  readonly angle: number;
}

/** Andrew's monotone chain. @returns the hull's points in order, without the collinear ones */
export function hullOf({ xs, ys }: Points): Points {
  const order = Array.from(xs.keys()).sort((i, j) => xs[i] - xs[j] || ys[i] - ys[j]);
  const lower = chain(order, xs, ys);
  const upper = chain(order.reverse(), xs, ys);
  const indexes = [...lower.slice(0, -1), ...upper.slice(0, -1)];
  return {
    xs: Float64Array.from(indexes, (i) => xs[i]),
    ys: Float64Array.from(indexes, (i) => ys[i]),
  };
}

function chain(order: readonly number[], xs: Float64Array, ys: Float64Array): number[] {
  const kept: number[] = [];
  for (const i of order) {
    while (kept.length > 1) {
      const a = kept[kept.length - 2];
      const b = kept[kept.length - 1];
      if ((xs[b] - xs[a]) * (ys[i] - ys[a]) - (ys[b] - ys[a]) * (xs[i] - xs[a]) > 0) break;
      kept.pop();
    }
    kept.push(i);
  }
  return kept;
}

/** One side of the smallest rectangle lies on a side of the hull (Freeman and Shapira 1975), so every side is tried. */
export function smallestRectangle({ xs, ys }: Points): TurnedRectangle {
  let best: TurnedRectangle = { x: xs[0], y: ys[0], halfWidth: 0, halfHeight: 0, angle: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const length = Math.hypot(xs[i] - xs[j], ys[i] - ys[j]);
    if (length === 0) continue;
    const cos = (xs[i] - xs[j]) / length;
    const sin = (ys[i] - ys[j]) / length;
    let [left, right, top, bottom] = [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    for (let k = 0; k < xs.length; k++) {
      const along = xs[k] * cos + ys[k] * sin;
      const across = ys[k] * cos - xs[k] * sin;
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const area = (right - left) * (bottom - top);
    if (area >= least) continue;
    least = area;
    const u = (left + right) / 2;
    const v = (top + bottom) / 2;
    best = {
      x: u * cos - v * sin,
      y: u * sin + v * cos,
      halfWidth: (right - left) / 2,
      halfHeight: (bottom - top) / 2,
      angle: Math.atan2(sin, cos),
    };
  }
  return best;
}
