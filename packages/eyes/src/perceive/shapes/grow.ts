// Regions grown over their rims: what lies beside an edge and still looks like the smooth px nearest to it.
import type { Pixels } from "../pixels.ts";
import type { Edges } from "./edges.ts";
import { NONE } from "./regions.ts";

/** One px in a clean drawing. */
const CLEAN_ROUNDS = 1;
/** In a noisy one the band of ringing along an edge: how far, px, and how large a difference of a channel. */
const NOISY = { rounds: 8, step: 24 };

/**
 * Writes the ids of grown px into `labels`. Px are compared with the smooth px where the growth began, so that it cannot creep across an edge.
 * @param enlarge told of each px that a region gains
 * @returns indexes of the px that are left outside all regions
 */
export function grow(
  pixels: Pixels,
  edges: Edges,
  labels: Int32Array,
  enlarge: (id: number, i: number) => void,
): Int32Array {
  const { rounds, step } = edges.noisy ? NOISY : { rounds: CLEAN_ROUNDS, step: edges.step };
  let loose = looseOf(labels);
  /** For each px the smooth px whose colour it follows; only px that grew follow another. */
  const origins = rounds > 1 ? new Int32Array(labels.length) : null;
  if (origins) for (let i = 0; i < origins.length; i++) origins[i] = i;
  const from = new Int32Array(loose.length);
  for (let round = 0; round < rounds && loose.length > 0; round++) {
    let grown = 0;
    for (let k = 0; k < loose.length; k++) {
      from[k] = neighbourAlike(pixels, labels, origins, loose[k], step);
      if (from[k] >= 0) grown++;
    }
    if (grown === 0) break;
    const rest = new Int32Array(loose.length - grown);
    // Only after the whole round, so that no direction grows faster.
    for (let k = 0, kept = 0; k < loose.length; k++) {
      const i = loose[k];
      if (from[k] < 0) {
        rest[kept++] = i;
        continue;
      }
      labels[i] = labels[from[k]];
      if (origins) origins[i] = origins[from[k]];
      enlarge(labels[i], i);
    }
    loose = rest;
  }
  return loose;
}

function looseOf(labels: Int32Array): Int32Array {
  let count = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === NONE) count++;
  const loose = new Int32Array(count);
  for (let i = 0, k = 0; i < labels.length; i++) if (labels[i] === NONE) loose[k++] = i;
  return loose;
}

/** @returns index of a px beside this one that belongs to a region of its colour, or -1 */
function neighbourAlike(
  { data, width }: Pixels,
  labels: Int32Array,
  origins: Int32Array | null,
  i: number,
  step: number,
): number {
  const x = i % width;
  for (let side = 0; side < 4; side++) {
    const j = side === 0 ? i - width : side === 1 ? i - 1 : side === 2 ? i + 1 : i + width;
    if (j < 0 || j >= labels.length || (side === 1 && x === 0) || (side === 2 && x + 1 === width)) continue;
    if (labels[j] !== NONE && isNear(data, i, origins ? origins[j] : j, step)) return j;
  }
  return -1;
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
