// The outer outline of a region, to a fraction of a px: the boundary of its px is walked, and each step is pushed outwards by as much of the
// mixed px beyond it as the region covers.
import type { Pixels } from "../pixels.ts";
import { NONE, type Region, type Regions } from "./regions.ts";

export interface Outline {
  /** Points in order, clockwise on the screen; px of the reduced picture, (0, 0) is the upper left corner of its first px. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** What lies beyond each point: the id of a region or stroke, `BORDER`, or `NONE` where that is not clear. */
  readonly beyond: Int32Array;
}

/** Beyond lies the end of the picture. */
export const BORDER = -2;

/** Mixed px are followed so far, px: soft edges are wider than anti-aliased ones. */
const REACH = 6;

/** Directions east, south, west, north. */
const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];
/** From the corner at which a step begins to the px on its right hand, which is the region's, and outwards from there. */
const INSIDE_X = [0, -1, -1, 0];
const INSIDE_Y = [0, 0, -1, -1];
const OUT_X = [0, 1, 0, -1];
const OUT_Y = [-1, 0, 1, 0];

export function traceOutline(pixels: Pixels, regions: Regions, region: Region): Outline {
  const { labels, width, height } = regions;
  const { id, start } = region;
  const xs: number[] = [];
  const ys: number[] = [];
  const beyond: number[] = [];
  const edge = { far: 0, beyond: NONE };
  const startX = start % width;
  const startY = Math.floor(start / width);
  let x = startX;
  let y = startY;
  let direction = 0;
  do {
    const px = x + INSIDE_X[direction];
    const py = y + INSIDE_Y[direction];
    if (!region.hasMixedRim) followEdge(pixels, regions, px, py, OUT_X[direction], OUT_Y[direction], edge);
    else followStroke(pixels, regions, region, px, py, OUT_X[direction], OUT_Y[direction], edge);
    xs.push(x + STEP_X[direction] / 2 + OUT_X[direction] * edge.far);
    ys.push(y + STEP_Y[direction] / 2 + OUT_Y[direction] * edge.far);
    beyond.push(edge.beyond);
    x += STEP_X[direction];
    y += STEP_Y[direction];
    direction = turn(labels, width, height, id, x, y, direction);
  } while (x !== startX || y !== startY || direction !== 0);
  return { xs: Float64Array.from(xs), ys: Float64Array.from(ys), beyond: Int32Array.from(beyond) };
}

/** The box of an outline, exact to the fraction. */
export function boxOf({ xs, ys }: Outline): [number, number, number, number] {
  let [x1, y1, x2, y2] = [xs[0], ys[0], xs[0], ys[0]];
  for (let i = 1; i < xs.length; i++) {
    x1 = Math.min(x1, xs[i]);
    x2 = Math.max(x2, xs[i]);
    y1 = Math.min(y1, ys[i]);
    y2 = Math.max(y2, ys[i]);
  }
  return [x1, y1, x2, y2];
}

/** Left if the px ahead on the left is the region's (so that px that touch by a corner stay together), else ahead, else right. */
function turn(
  labels: Int32Array,
  width: number,
  height: number,
  id: number,
  x: number,
  y: number,
  direction: number,
): number {
  const left = (direction + 3) % 4;
  // Ahead on the left of an eastward step is the px on the right hand of a northward one.
  if (has(labels, width, height, id, x + INSIDE_X[left], y + INSIDE_Y[left])) return left;
  if (has(labels, width, height, id, x + INSIDE_X[direction], y + INSIDE_Y[direction])) return direction;
  return (direction + 1) % 4;
}

function has(labels: Int32Array, width: number, height: number, id: number, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === id;
}

/** Sums the region's share of the mixed px outwards from px (x, y). */
function followEdge(
  { data, width, height }: Pixels,
  { labels }: Regions,
  x: number,
  y: number,
  dx: number,
  dy: number,
  edge: { far: number; beyond: number },
): void {
  edge.far = 0;
  edge.beyond = NONE;
  const inside = (y * width + x) * 3;
  const step = (dy * width + dx) * 3;
  let reached = 0;
  for (let n = 1; n <= REACH + 1; n++) {
    const u = x + dx * n;
    const v = y + dy * n;
    if (u < 0 || v < 0 || u >= width || v >= height) {
      edge.beyond = BORDER;
      break;
    }
    const label = labels[v * width + u];
    if (label === NONE) continue;
    edge.beyond = label;
    reached = n;
    break;
  }
  if (reached <= 1) return;
  const outside = inside + step * reached;
  const red = data[inside] - data[outside];
  const green = data[inside + 1] - data[outside + 1];
  const blue = data[inside + 2] - data[outside + 2];
  const length = red * red + green * green + blue * blue;
  if (length === 0) return;
  for (let n = 1, p = inside + step; n < reached; n++, p += step) {
    const along =
      red * (data[p] - data[outside]) +
      green * (data[p + 1] - data[outside + 1]) +
      blue * (data[p + 2] - data[outside + 2]);
    edge.far += Math.min(1, Math.max(0, along / length));
  }
}

/** A stroke's outermost px is itself mixed: its share is what the ground beyond lacks to the stroke's full colour. */
function followStroke(
  { data, width, height }: Pixels,
  { labels }: Regions,
  { rgb }: Region,
  x: number,
  y: number,
  dx: number,
  dy: number,
  edge: { far: number; beyond: number },
): void {
  edge.far = 0;
  edge.beyond = NONE;
  for (let n = 1; n <= 3; n++) {
    const u = x + dx * n;
    const v = y + dy * n;
    if (u < 0 || v < 0 || u >= width || v >= height) {
      edge.beyond = BORDER;
      return;
    }
    edge.beyond = labels[v * width + u];
    if (edge.beyond === NONE) continue;
    const ground = (v * width + u) * 3;
    const red = rgb[0] - data[ground];
    const green = rgb[1] - data[ground + 1];
    const blue = rgb[2] - data[ground + 2];
    const length = Math.max(1, red * red + green * green + blue * blue);
    edge.far = -1;
    for (let m = 0; m < n; m++) {
      const p = ((y + dy * m) * width + x + dx * m) * 3;
      const along =
        red * (data[p] - data[ground]) +
        green * (data[p + 1] - data[ground + 1]) +
        blue * (data[p + 2] - data[ground + 2]);
      edge.far += Math.min(1, Math.max(0, along / length));
    }
    return;
  }
}
