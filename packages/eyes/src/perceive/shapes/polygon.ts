// The polygon with the fewest corners that an outline can be: corners found by simplification, then each side fitted to the points along it,
// so that corners stand where the sides meet and not where anti-aliasing blunts them.
import type { Points } from "./moments.ts";

export interface Polygon {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Root mean square distance of the outline from the sides, px. */
  readonly error: number;
}

const MAX_CORNERS = 16;

/**
 * @param tolerance largest error, px
 * @returns the polygon with 3 to 16 corners that is near enough, or null
 */
export function fewestCorners(outline: Points, tolerance: number): Polygon | null {
  let corners = simplify(outline, Math.max(0.6, tolerance));
  let best: Polygon | null = null;
  while (corners.length >= 3) {
    if (corners.length <= MAX_CORNERS) {
      const fitted = fitSides(outline, corners);
      if (fitted && fitted.error <= tolerance) best = fitted;
    }
    corners = withoutBluntest(outline, corners);
  }
  return best;
}

/** Ramer, Douglas and Peucker on a closed curve. @returns indexes of the corners, ascending */
function simplify({ xs, ys }: Points, distance: number): number[] {
  // Two points far apart are corners, or near to one, in any shape.
  const first = farthest(xs, ys, 0);
  const second = farthest(xs, ys, first);
  const [from, to] = [Math.min(first, second), Math.max(first, second)];
  const kept = [from, to];
  const spans: [number, number][] = [
    [from, to],
    [to, from + xs.length],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [a, b] = span;
    let farthestAt = -1;
    let most = distance;
    for (let i = a + 1; i < b; i++) {
      const d = fromLine(xs, ys, i % xs.length, a % xs.length, b % xs.length);
      if (d <= most) continue;
      most = d;
      farthestAt = i;
    }
    if (farthestAt < 0) continue;
    kept.push(farthestAt % xs.length);
    spans.push([a, farthestAt], [farthestAt, b]);
  }
  return [...new Set(kept)].sort((a, b) => a - b);
}

function farthest(xs: Float64Array, ys: Float64Array, from: number): number {
  let best = from;
  let most = -1;
  for (let i = 0; i < xs.length; i++) {
    const d = (xs[i] - xs[from]) ** 2 + (ys[i] - ys[from]) ** 2;
    if (d <= most) continue;
    most = d;
    best = i;
  }
  return best;
}

/** Distance of point `i` from the segment between points `a` and `b`. */
function fromLine(xs: Float64Array, ys: Float64Array, i: number, a: number, b: number): number {
  const dx = xs[b] - xs[a];
  const dy = ys[b] - ys[a];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((xs[i] - xs[a]) * dx + (ys[i] - ys[a]) * dy) / length));
  return Math.hypot(xs[i] - xs[a] - t * dx, ys[i] - ys[a] - t * dy);
}

/** Drops the corner that stands out least from the line between its neighbours. */
function withoutBluntest({ xs, ys }: Points, corners: readonly number[]): number[] {
  let bluntest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < corners.length; k++) {
    const before = corners[(k + corners.length - 1) % corners.length];
    const after = corners[(k + 1) % corners.length];
    const d = fromLine(xs, ys, corners[k], before, after);
    if (d >= least) continue;
    least = d;
    bluntest = k;
  }
  return corners.filter((_, k) => k !== bluntest);
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** @returns null when two neighbouring sides hardly turn, so that there is no corner between them */
function fitSides(outline: Points, corners: readonly number[]): Polygon | null {
  let at = [...corners];
  let fitted: Polygon | null = null;
  // The first sides end at blunted corners; fitting again with the points shared out anew removes what that cost.
  for (let round = 0; round < 2; round++) {
    const lines = at.map((from, k) => fitLine(outline, from, at[(k + 1) % at.length]));
    fitted = meet(outline, at, lines);
    if (!fitted) return null;
    const { xs, ys } = fitted;
    at = at.map((index, k) => nearestTo(outline, xs[k], ys[k], index));
    // Corners that changed places along the outline bound no sides.
    if (!inOrder(at)) return fitted;
  }
  return fitted;
}

/** Total least squares over the middle of a side: near the corners the points bend. */
function fitLine({ xs, ys }: Points, from: number, to: number): Line {
  const length = (to - from + xs.length) % xs.length;
  const margin = Math.min(3, Math.floor(length * 0.2));
  let count = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  const ox = xs[from];
  const oy = ys[from];
  for (let k = margin; k <= length - margin; k++) {
    const i = (from + k) % xs.length;
    const u = xs[i] - ox;
    const v = ys[i] - oy;
    count++;
    x += u;
    y += v;
    xx += u * u;
    xy += u * v;
    yy += v * v;
  }
  x /= count;
  y /= count;
  const angle = Math.atan2(2 * (xy / count - x * y), xx / count - x * x - (yy / count - y * y)) / 2;
  return { x: x + ox, y: y + oy, dx: Math.cos(angle), dy: Math.sin(angle) };
}

/** Corners where neighbouring lines meet, and how far the outline strays from the lines. */
function meet({ xs, ys }: Points, at: readonly number[], lines: readonly Line[]): Polygon | null {
  const cornerXs: number[] = [];
  const cornerYs: number[] = [];
  let squares = 0;
  for (let k = 0; k < at.length; k++) {
    const line = lines[k];
    const before = lines[(k + at.length - 1) % at.length];
    const turn = before.dx * line.dy - before.dy * line.dx;
    if (Math.abs(turn) < 0.1) return null;
    const t = ((line.x - before.x) * line.dy - (line.y - before.y) * line.dx) / turn;
    cornerXs.push(before.x + t * before.dx);
    cornerYs.push(before.y + t * before.dy);
    const length = (at[(k + 1) % at.length] - at[k] + xs.length) % xs.length;
    for (let n = 0; n < length; n++) {
      const i = (at[k] + n) % xs.length;
      squares += ((xs[i] - line.x) * line.dy - (ys[i] - line.y) * line.dx) ** 2;
    }
  }
  return { xs: cornerXs, ys: cornerYs, error: Math.sqrt(squares / xs.length) };
}

/** The outline's point nearest to a corner, looked for round the old one. */
function nearestTo({ xs, ys }: Points, x: number, y: number, near: number): number {
  const reach = Math.min(12, Math.floor(xs.length / 8));
  let best = near;
  let least = Number.POSITIVE_INFINITY;
  for (let k = -reach; k <= reach; k++) {
    const i = (near + k + xs.length) % xs.length;
    const d = (xs[i] - x) ** 2 + (ys[i] - y) ** 2;
    if (d >= least) continue;
    least = d;
    best = i;
  }
  return best;
}

/** Whether the indexes ascend when read from the smallest, round the outline. */
function inOrder(at: readonly number[]): boolean {
  let descents = 0;
  for (let k = 0; k < at.length; k++) if (at[(k + 1) % at.length] <= at[k]) descents++;
  return descents === 1;
}
