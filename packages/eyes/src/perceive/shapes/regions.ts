// Regions: connected smooth areas of the picture. A flat colour and a gentle gradient are one region each; an edge parts two, even where
// anti-aliasing draws it out along a row. What is thinner than 5 px is no region.
import type { Pixels } from "../pixels.ts";
import { type Component, components } from "../runs.ts";
import type { Edges } from "./edges.ts";

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
  grow(pixels, edges, labels, list);
  countBorder(labels, width, height, list);
  return { width, height, labels, list };
}

function meanOf(data: Uint8Array, { runs, count }: Component): [number, number, number] {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let run = 0; run < runs.length; run += 2)
    for (let p = runs[run] * 3, end = runs[run + 1] * 3; p < end; p += 3) {
      red += data[p];
      green += data[p + 1];
      blue += data[p + 2];
    }
  return [red / count, green / count, blue / count];
}

/** Smooth px with smooth px above, below and on both sides: the middles of 5 x 5 px that look alike. */
function thickPx({ runs, box }: Component, mask: Uint8Array, width: number): number {
  if (box[2] - box[0] < 3 || box[3] - box[1] < 3) return 0;
  const last = mask.length - width;
  let thick = 0;
  for (let run = 0; run < runs.length; run += 2) {
    if (runs[run] < width || runs[run] >= last) continue;
    let clear = 0;
    for (let i = runs[run], end = runs[run + 1]; i < end; i++) {
      clear = mask[i - width] === 0 && mask[i + width] === 0 ? clear + 1 : 0;
      if (clear >= 3) thick++;
    }
  }
  return thick;
}

/** How far, px, and by how large a difference of a channel, a region grows beyond its smooth px. */
const CLEAN_GROWTH = { rounds: 1 };
const NOISY_GROWTH = { rounds: 8, step: 24 };

/**
 * Gives regions back what lies beside an edge and still looks like the smooth px nearest to it: one px in a clean drawing, and in a noisy one
 * the band of ringing along an edge. Compared with the smooth px where the growth began, so that it cannot creep across an edge.
 */
function grow({ data, width, height }: Pixels, edges: Edges, labels: Int32Array, list: readonly Growing[]): void {
  const { rounds, step } = edges.noisy ? NOISY_GROWTH : { ...CLEAN_GROWTH, step: edges.step };
  let loose: number[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i] === NONE) loose.push(i);
  /** For grown px, the smooth px whose colour they follow. */
  const origins = new Map<number, number>();
  for (let round = 0; round < rounds && loose.length > 0; round++) {
    const grown: number[] = [];
    const rest: number[] = [];
    for (const i of loose) {
      const x = i % width;
      let from = -1;
      if (i >= width && labels[i - width] !== NONE && isNear(data, i, origins.get(i - width) ?? i - width, step))
        from = i - width;
      else if (x > 0 && labels[i - 1] !== NONE && isNear(data, i, origins.get(i - 1) ?? i - 1, step)) from = i - 1;
      else if (x + 1 < width && labels[i + 1] !== NONE && isNear(data, i, origins.get(i + 1) ?? i + 1, step))
        from = i + 1;
      else if (
        i + width < width * height &&
        labels[i + width] !== NONE &&
        isNear(data, i, origins.get(i + width) ?? i + width, step)
      )
        from = i + width;
      if (from < 0) rest.push(i);
      else grown.push(i, from);
    }
    if (grown.length === 0) return;
    // Only after the whole round, so that no direction grows faster.
    for (let k = 0; k < grown.length; k += 2) {
      const i = grown[k];
      const from = grown[k + 1];
      origins.set(i, origins.get(from) ?? from);
      labels[i] = labels[from];
      enlarge(list[labels[i]], i % width, Math.floor(i / width), i);
    }
    loose = rest;
  }
}

function isNear(data: Uint8Array, i: number, j: number, step: number): boolean {
  const p = i * 3;
  const q = j * 3;
  return (
    Math.abs(data[p] - data[q]) <= step &&
    Math.abs(data[p + 1] - data[q + 1]) <= step &&
    Math.abs(data[p + 2] - data[q + 2]) <= step
  );
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
