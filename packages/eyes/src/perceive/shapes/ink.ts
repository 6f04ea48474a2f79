// Ink: strokes too thin to be regions. What lies between two regions is either the mixed px of the edge between them, whose colours lie on the
// straight line between the two, or ink, whose colours do not.
import type { Pixels } from "../pixels.ts";
import { type Component, components } from "../runs.ts";
import type { Edges } from "./edges.ts";
import { NONE, type Region, type Regions } from "./regions.ts";

/** RGB distance from the mix of the neighbouring regions at which a px is ink. */
const CLEAN_DISTANCE = 30;
const NOISY_DISTANCE = 45;
/** How far a px looks for regions, px. */
const REACH = 6;
/** Strokes with a shorter box are left out: specks, and most small print. */
const MIN_LENGTH = 10;
const MAX_STROKES = 300;
/** Over this share of px outside all regions the picture is texture, and ink means nothing. */
const MAX_LOOSE_SHARE = 0.4;

/**
 * Finds the strokes and writes their ids, which follow the regions', into the labels.
 * @param skip px that are not looked at, marked by anything but 0
 */
export function findInk(pixels: Pixels, edges: Edges, regions: Regions, skip: Uint8Array | null): Region[] {
  const { width, height, labels, loose } = regions;
  if (loose.length > MAX_LOOSE_SHARE * labels.length) return [];
  const distance = distances(pixels, regions, skip, edges.noisy ? NOISY_DISTANCE : CLEAN_DISTANCE);
  if (distance === null) return [];
  return components(distance, width, true, 1)
    .filter(({ box }) => Math.max(box[2] - box[0], box[3] - box[1]) >= MIN_LENGTH)
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_STROKES)
    .map((component, index): Region => {
      const id = regions.list.length + index;
      for (let run = 0; run < component.runs.length; run += 2)
        labels.fill(id, component.runs[run], component.runs[run + 1]);
      return {
        id,
        count: component.count,
        border: borderPx(component, width, height),
        rgb: inkColour(pixels.data, distance, component),
        box: component.box,
        start: component.start,
        isThin: true,
        isInk: true,
        hasMixedRim: true,
      };
    });
}

/**
 * For each px outside the regions, the distance of its colour from any mix of two regions near it, at most 255; 0 up to `least`.
 * @returns null when no px is that far from all mixes
 */
function distances(
  { data, width, height }: Pixels,
  { labels, loose }: Regions,
  skip: Uint8Array | null,
  least: number,
): Uint8Array | null {
  const distance = new Uint8Array(labels.length);
  const near: Near = { ids: new Int32Array(8), indexes: new Int32Array(8), steps: new Int32Array(8), count: 0 };
  let isInked = false;
  for (let k = 0; k < loose.length; k++) {
    const i = loose[k];
    if (skip !== null && skip[i] !== 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    const left = Math.min(REACH, x);
    const right = Math.min(REACH, width - 1 - x);
    const up = Math.min(REACH, y);
    const down = Math.min(REACH, height - 1 - y);
    near.count = 0;
    look(labels, i, -1, left, near);
    look(labels, i, 1, right, near);
    look(labels, i, -width, up, near);
    look(labels, i, width, down, near);
    look(labels, i, -width - 1, Math.min(left, up), near);
    look(labels, i, -width + 1, Math.min(right, up), near);
    look(labels, i, width - 1, Math.min(left, down), near);
    look(labels, i, width + 1, Math.min(right, down), near);
    const found = near.count > 0 ? distanceFromMix(data, i, near) : 0;
    if (found <= least) continue;
    distance[i] = Math.min(255, found);
    isInked = true;
  }
  return isInked ? distance : null;
}

/** The regions met on the way out from a px, each with the index of its nearest px. */
interface Near {
  readonly ids: Int32Array;
  readonly indexes: Int32Array;
  readonly steps: Int32Array;
  count: number;
}

function look(labels: Int32Array, i: number, step: number, reach: number, near: Near): void {
  for (let n = 1, j = i + step; n <= reach; n++, j += step) {
    const id = labels[j];
    if (id === NONE) continue;
    let slot = 0;
    while (slot < near.count && near.ids[slot] !== id) slot++;
    if (slot === near.count) near.count++;
    else if (near.steps[slot] <= n) return;
    near.ids[slot] = id;
    near.indexes[slot] = j;
    near.steps[slot] = n;
    return;
  }
}

function distanceFromMix(data: Uint8Array, i: number, { indexes, count }: Near): number {
  const red = data[i * 3];
  const green = data[i * 3 + 1];
  const blue = data[i * 3 + 2];
  let least = Number.POSITIVE_INFINITY;
  for (let m = 0; m < count; m++)
    for (let n = count === 1 ? m : m + 1; n < count; n++) {
      const a = indexes[m] * 3;
      const b = indexes[n] * 3;
      const dr = data[b] - data[a];
      const dg = data[b + 1] - data[a + 1];
      const db = data[b + 2] - data[a + 2];
      const length = dr * dr + dg * dg + db * db;
      const along = dr * (red - data[a]) + dg * (green - data[a + 1]) + db * (blue - data[a + 2]);
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, along / length));
      const er = red - data[a] - t * dr;
      const eg = green - data[a + 1] - t * dg;
      const eb = blue - data[a + 2] - t * db;
      const square = er * er + eg * eg + eb * eb;
      if (square < least) least = square;
    }
  return Math.sqrt(least);
}

/** Mean of the px that differ most from the ground: thin strokes have no px of their full colour. */
function inkColour(data: Uint8Array, distance: Uint8Array, { runs }: Component): [number, number, number] {
  let most = 0;
  for (let run = 0; run < runs.length; run += 2)
    for (let i = runs[run]; i < runs[run + 1]; i++) most = Math.max(most, distance[i]);
  const rgb: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let run = 0; run < runs.length; run += 2)
    for (let i = runs[run]; i < runs[run + 1]; i++) {
      if (distance[i] < 0.85 * most) continue;
      count++;
      rgb[0] += data[i * 3];
      rgb[1] += data[i * 3 + 1];
      rgb[2] += data[i * 3 + 2];
    }
  return [rgb[0] / count, rgb[1] / count, rgb[2] / count];
}

function borderPx({ runs }: Component, width: number, height: number): number {
  let count = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [from, to] = [runs[run], runs[run + 1]];
    const y = Math.floor(from / width);
    if (y === 0 || y === height - 1) count += to - from;
    else count += Number(from === y * width) + Number(to === (y + 1) * width);
  }
  return count;
}
