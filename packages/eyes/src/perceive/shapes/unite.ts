// Pieces of one stroke made whole: along a curve a stroke of a few px is smooth in places and ink in others, and noise breaks it up.
import type { Pixels } from "../pixels.ts";
import { NONE, type Region } from "./regions.ts";

/** RGB distance of the colours of two pieces of one stroke. */
const SAME_STROKE = 40;
/** RGB distance of a px between two pieces from their colour. */
const SAME_GAP = 70;
/** Gap between two pieces, px. */
const REACH = 3;

/**
 * Unites thin pieces that touch, or nearly touch across px of their colour, and writes their common id into the labels.
 * @param list regions and strokes, indexed by id @returns those that remain; their ids are no longer indexes
 */
export function uniteStrokes({ data, width, height }: Pixels, labels: Int32Array, list: readonly Region[]): Region[] {
  const isThin = Uint8Array.from(list, (region) => Number(region.isThin));
  if (isThin.reduce((sum, thin) => sum + thin, 0) < 2) return [...list];
  const parents = Int32Array.from(list, (region) => region.id);
  const seen = new Int32Array(4);
  let united = false;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const own = labels[i];
      if (own !== NONE) {
        if (isThin[own] === 0) continue;
        if (x + 1 < width) united = touch(list, parents, own, labels[i + 1]) || united;
        if (y + 1 < height) united = touch(list, parents, own, labels[i + width]) || united;
        continue;
      }
      seen[0] = nearest(labels, i, -1, Math.min(REACH, x));
      seen[1] = nearest(labels, i, 1, Math.min(REACH, width - 1 - x));
      seen[2] = nearest(labels, i, -width, Math.min(REACH, y));
      seen[3] = nearest(labels, i, width, Math.min(REACH, height - 1 - y));
      for (let m = 0; m < 4; m++) {
        if (seen[m] === NONE || isThin[seen[m]] === 0 || !isNear(data, i, list[seen[m]])) continue;
        for (let n = m + 1; n < 4; n++) united = touch(list, parents, seen[m], seen[n]) || united;
      }
    }
  return united ? relabel(labels, list, parents) : [...list];
}

function nearest(labels: Int32Array, i: number, step: number, reach: number): number {
  for (let n = 1, j = i + step; n <= reach; n++, j += step) if (labels[j] !== NONE) return labels[j];
  return NONE;
}

function isNear(data: Uint8Array, i: number, { rgb }: Region): boolean {
  return Math.hypot(data[i * 3] - rgb[0], data[i * 3 + 1] - rgb[1], data[i * 3 + 2] - rgb[2]) < SAME_GAP;
}

function touch(list: readonly Region[], parents: Int32Array, a: number, b: number): boolean {
  if (a === b || b === NONE || !list[b].isThin) return false;
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA === rootB) return false;
  const [p, q] = [list[a].rgb, list[b].rgb];
  if (Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) > SAME_STROKE) return false;
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  return true;
}

function rootOf(parents: Int32Array, id: number): number {
  let root = id;
  while (parents[root] !== root) root = parents[root];
  return root;
}

function relabel(labels: Int32Array, list: readonly Region[], parents: Int32Array): Region[] {
  const roots = parents.map((_, id) => rootOf(parents, id));
  for (let i = 0; i < labels.length; i++) if (labels[i] !== NONE) labels[i] = roots[labels[i]];
  const pieces = new Map<number, Region[]>();
  for (const region of list) {
    const members = pieces.get(roots[region.id]);
    if (members) members.push(region);
    else pieces.set(roots[region.id], [region]);
  }
  return [...pieces.values()].map((members) => (members.length === 1 ? members[0] : whole(members)));
}

function whole(members: readonly Region[]): Region {
  // Ids rise from the largest region to the smallest stroke: the first shows the colour best.
  const [first] = members;
  const count = members.reduce((sum, member) => sum + member.count, 0);
  return {
    ...first,
    count,
    border: members.reduce((sum, member) => sum + member.border, 0),
    box: [
      Math.min(...members.map(({ box }) => box[0])),
      Math.min(...members.map(({ box }) => box[1])),
      Math.max(...members.map(({ box }) => box[2])),
      Math.max(...members.map(({ box }) => box[3])),
    ],
    start: Math.min(...members.map(({ start }) => start)),
    isInk: members.every((member) => member.isInk),
    hasMixedRim: true,
  };
}
