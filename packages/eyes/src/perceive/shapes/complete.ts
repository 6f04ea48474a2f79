// What a figure would be without the figures that lie over it, or the picture's border that cuts it: the parts of the outline that are its own
// are carried on, as an arc to a circle and as straight sides to a triangle or a rectangle.
import type { Points } from "./moments.ts";
import { quadrilateralName } from "./quadrilateral.ts";

export interface Completed {
  readonly name: string;
  readonly box: readonly [number, number, number, number];
}

/** Least arc of a circle that tells it, as a share of the whole. */
const MIN_ARC = 0.35;
/** Shortest straight side that counts, px. */
const MIN_SIDE = 6;
/** Two sides turn by less than this if they are one side, degrees. */
const SAME_SIDE = 6;

/**
 * @param own for each point of the outline whether it is the figure's own, 1, or where another begins, 0
 * @param slackPx how far outlines stray
 * @returns null when the figure is nothing that simple
 */
export function completeShape(outline: Points, own: Uint8Array, slackPx: number): Completed | null {
  const runs = ownRuns(own);
  if (runs.length === 0) return null;
  return circle(outline, own, slackPx) ?? straight(outline, own, runs, slackPx);
}

/** Spans of own points: index of the first, number of points. The outline is closed. */
function ownRuns(own: Uint8Array): [from: number, count: number][] {
  const size = own.length;
  const gap = own.indexOf(0);
  if (gap < 0) return [[0, size]];
  const runs: [number, number][] = [];
  for (let k = 1; k <= size; k++) {
    if (own[(gap + k) % size] === 0) continue;
    const from = (gap + k) % size;
    let count = 0;
    while (own[(from + count) % size] === 1) count++;
    k += count;
    if (count >= 3) runs.push([from, count]);
  }
  return runs;
}

/** Least squares after I. Kåsa, "A circle fitting procedure and its error analysis", 1976. */
function circle({ xs, ys }: Points, own: Uint8Array, slackPx: number): Completed | null {
  let n = 0;
  let mx = 0;
  let my = 0;
  for (let i = 0; i < own.length; i++) {
    if (own[i] === 0) continue;
    n++;
    mx += xs[i];
    my += ys[i];
  }
  mx /= n;
  my /= n;
  let [uu, uv, vv, uuu, vvv, uvv, vuu] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < own.length; i++) {
    if (own[i] === 0) continue;
    const u = xs[i] - mx;
    const v = ys[i] - my;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uuu += u * u * u;
    vvv += v * v * v;
    uvv += u * v * v;
    vuu += v * u * u;
  }
  const determinant = uu * vv - uv * uv;
  if (Math.abs(determinant) < 1e-6) return null;
  const a = (uuu + uvv) / 2;
  const b = (vvv + vuu) / 2;
  const u = (a * vv - b * uv) / determinant;
  const v = (b * uu - a * uv) / determinant;
  const radius = Math.sqrt(u * u + v * v + (uu + vv) / n);
  const x = u + mx;
  const y = v + my;
  let squares = 0;
  for (let i = 0; i < own.length; i++) {
    const distance = Math.hypot(xs[i] - x, ys[i] - y) - radius;
    // What hides the rest reaches into the circle, never the figure out of it.
    if (distance > 3 * slackPx + 0.03 * radius) return null;
    if (own[i] === 1) squares += distance * distance;
  }
  if (Math.sqrt(squares / n) > slackPx + 0.006 * radius || n < 2 * Math.PI * radius * MIN_ARC) return null;
  return { name: "circle", box: [x - radius, y - radius, x + radius, y + radius] };
}

interface Side {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

function straight(
  outline: Points,
  own: Uint8Array,
  runs: readonly (readonly [number, number])[],
  slackPx: number,
): Completed | null {
  const sides: Side[] = [];
  for (const [from, count] of runs)
    for (const side of sidesOf(outline, from, count, 1.5 * slackPx + 0.5)) {
      const last = sides.at(-1);
      if (!last || !isSameSide(last, side)) sides.push(side);
    }
  if (sides.length > 1 && isSameSide(sides[0], sides[sides.length - 1])) sides.pop();
  if (sides.length !== 3 && sides.length !== 4) return null;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [k, side] of sides.entries()) {
    const corner = meet(sides[(k + sides.length - 1) % sides.length], side);
    if (!corner) return null;
    xs.push(corner[0]);
    ys.push(corner[1]);
  }
  const name = sides.length === 3 ? "triangle" : quadrilateralName(xs, ys);
  if (!["triangle", "square", "rectangle", "diamond"].includes(name)) return null;
  if (!holds(xs, ys, outline, own, slackPx)) return null;
  return { name, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

/** Straight pieces of an open run of points, by recursive splitting at the farthest point. */
function sidesOf({ xs, ys }: Points, from: number, count: number, distance: number): Side[] {
  const size = xs.length;
  const at = (k: number): number => (from + k) % size;
  const corners = [0, count - 1];
  const spans: [number, number][] = [[0, count - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [a, b] = span;
    const dx = xs[at(b)] - xs[at(a)];
    const dy = ys[at(b)] - ys[at(a)];
    const length = Math.hypot(dx, dy);
    let most = distance;
    let farthest = -1;
    for (let k = a + 1; k < b; k++) {
      const u = xs[at(k)] - xs[at(a)];
      const v = ys[at(k)] - ys[at(a)];
      const d = length === 0 ? Math.hypot(u, v) : Math.abs(u * dy - v * dx) / length;
      if (d <= most) continue;
      most = d;
      farthest = k;
    }
    if (farthest < 0) continue;
    corners.push(farthest);
    spans.push([a, farthest], [farthest, b]);
  }
  corners.sort((a, b) => a - b);
  const sides: Side[] = [];
  for (let k = 0; k + 1 < corners.length; k++) {
    // The ends of a piece bend towards its neighbours.
    const margin = Math.min(3, Math.floor((corners[k + 1] - corners[k]) / 5));
    const [a, b] = [at(corners[k] + margin), at(corners[k + 1] - margin)];
    if (Math.hypot(xs[b] - xs[a], ys[b] - ys[a]) < MIN_SIDE) continue;
    sides.push({ x: (xs[a] + xs[b]) / 2, y: (ys[a] + ys[b]) / 2, heading: Math.atan2(ys[b] - ys[a], xs[b] - xs[a]) });
  }
  return sides;
}

function isSameSide(a: Side, b: Side): boolean {
  const turn = Math.abs(Math.sin(a.heading - b.heading));
  if (turn > Math.sin((SAME_SIDE * Math.PI) / 180)) return false;
  return Math.abs((b.x - a.x) * Math.sin(a.heading) - (b.y - a.y) * Math.cos(a.heading)) < MIN_SIDE / 2;
}

function meet(a: Side, b: Side): [number, number] | null {
  const turn = Math.sin(b.heading - a.heading);
  if (Math.abs(turn) < 0.1) return null;
  const t = ((b.x - a.x) * Math.sin(b.heading) - (b.y - a.y) * Math.cos(b.heading)) / turn;
  return [a.x + t * Math.cos(a.heading), a.y + t * Math.sin(a.heading)];
}

/** Whether the whole outline lies within the polygon, own points on its sides. */
function holds(
  xs: readonly number[],
  ys: readonly number[],
  outline: Points,
  own: Uint8Array,
  slackPx: number,
): boolean {
  const slack = 3 * slackPx + 1;
  for (let i = 0; i < own.length; i++) {
    let inside = Number.POSITIVE_INFINITY;
    for (let k = 0; k < xs.length; k++) {
      const next = (k + 1) % xs.length;
      const dx = xs[next] - xs[k];
      const dy = ys[next] - ys[k];
      // Positive on the right hand of a clockwise outline: inside.
      const d = (dx * (outline.ys[i] - ys[k]) - dy * (outline.xs[i] - xs[k])) / Math.hypot(dx, dy);
      inside = Math.min(inside, d);
    }
    if (inside < -slack || (own[i] === 1 && inside > slack)) return false;
  }
  return true;
}
