// Regions: connected smooth areas of the picture. A flat colour and a gentle gradient are one region each; an edge parts two, even where
// anti-aliasing draws it out along a row. What is thinner than 5 px is no region.
import type { Pixels } from "../pixels.ts";
import { type Component, components } from "../runs.ts";
import type { Edges } from "./edges.ts";
import { grow } from "./grow.ts";

export interface Region {
  readonly id: number;
  /** Px of the region. */
  readonly count: number;
  /** Px on the picture's border. */
  readonly border: number;
  /** Mean colour, 0 to 255. */
  readonly rgb: readonly [number, number, number];
  /** Px of the reduced picture, x2 and y2 exclusive. */
  readonly box: readonly [number, number, number, number];
  /** Index of a px of the region with none above it and none to its left. */
  readonly start: number;
  /** Hardly wider than a stroke: it may be a piece of one. */
  readonly isThin: boolean;
  /** A stroke too thin to be smooth anywhere. */
  readonly isInk: boolean;
  /** Px on its rim may show less than its full colour. */
  readonly hasMixedRim: boolean;
}

export interface Regions {
  readonly width: number;
  readonly height: number;
  /** For each px the id of its region, or `NONE`. */
  readonly labels: Int32Array;
  /** Indexed by id; largest first. */
  readonly list: readonly Region[];
  /** Indexes of the px outside all regions. */
  readonly loose: Int32Array;
}

export const NONE = -1;

/** A smooth px with smooth px round it is thick. A region has at least one; less than this share of them makes it thin: up to 7 px wide. */
const THIN_SHARE = 0.6;
/** More regions than this are texture; only the largest are kept. */
const MAX_REGIONS = 400;

interface Growing {
  readonly id: number;
  count: number;
  border: number;
  readonly rgb: readonly [number, number, number];
  readonly box: [number, number, number, number];
  start: number;
  readonly isThin: boolean;
  readonly isInk: false;
  readonly hasMixedRim: false;
}

export function findRegions(pixels: Pixels, edges: Edges): Regions {
  const { data, width, height } = pixels;
  const labels = new Int32Array(width * height).fill(NONE);
  const list = components(edges.mask, width, false, 0)
    .map((component) => ({ component, thick: thickPx(component, edges.mask, width) }))
    .filter(({ thick }) => thick > 0)
    .sort((a, b) => b.component.count - a.component.count)
    .slice(0, MAX_REGIONS)
    .map(({ component, thick }, id): Growing => {
      for (let run = 0; run < component.runs.length; run += 2)
        labels.fill(id, component.runs[run], component.runs[run + 1]);
      const { count, start } = component;
      const isThin = thick < THIN_SHARE * count;
      const rgb = meanOf(data, component);
      return { id, count, start, border: 0, rgb, box: [...component.box], isThin, isInk: false, hasMixedRim: false };
    });
  const loose = grow(pixels, edges, labels, (id, i) => enlarge(list[id], i % width, Math.floor(i / width), i));
  countBorder(labels, width, height, list);
  return { width, height, labels, list, loose };
}

/** So many px of a region say what its colour is. */
const COLOUR_SAMPLES = 10_000;

function meanOf(data: Uint8Array, { runs, count }: Component): [number, number, number] {
  let [red, green, blue, samples] = [0, 0, 0, 0];
  const every = Math.max(1, Math.floor(count / COLOUR_SAMPLES));
  // Where the last run left off, so that short runs are sampled as densely as long ones.
  let skip = 0;
  for (let run = 0; run < runs.length; run += 2) {
    let i = runs[run] + skip;
    for (const end = runs[run + 1]; i < end; i += every, samples++) {
      red += data[i * 3];
      green += data[i * 3 + 1];
      blue += data[i * 3 + 2];
    }
    skip = i - runs[run + 1];
  }
  return [red / samples, green / samples, blue / samples];
}

/**
 * Smooth px with smooth px above, below and on both sides: the middles of 5 x 5 px that look alike.
 * @returns how many, but no more than are needed to call the component thick
 */
function thickPx({ runs, box, count }: Component, mask: Uint8Array, width: number): number {
  if (box[2] - box[0] < 3 || box[3] - box[1] < 3) return 0;
  const last = mask.length - width;
  let thick = 0;
  for (let run = 0; run < runs.length && thick < THIN_SHARE * count; run += 2) {
    if (runs[run] < width || runs[run] >= last) continue;
    let clear = 0;
    for (let i = runs[run], end = runs[run + 1]; i < end; i++) {
      clear = mask[i - width] === 0 && mask[i + width] === 0 ? clear + 1 : 0;
      if (clear >= 3) thick++;
    }
  }
  return thick;
}

function enlarge(region: Growing, x: number, y: number, index: number): void {
  region.count++;
  const { box } = region;
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x >= box[2]) box[2] = x + 1;
  if (y >= box[3]) box[3] = y + 1;
  if (index < region.start) region.start = index;
}

function countBorder(labels: Int32Array, width: number, height: number, list: readonly Growing[]): void {
  const last = (height - 1) * width;
  for (let x = 0; x < width; x++) {
    if (labels[x] !== NONE) list[labels[x]].border++;
    if (labels[last + x] !== NONE) list[labels[last + x]].border++;
  }
  for (let y = 1; y < height - 1; y++) {
    const left = labels[y * width];
    const right = labels[y * width + width - 1];
    if (left !== NONE) list[left].border++;
    if (right !== NONE) list[right].border++;
  }
}
