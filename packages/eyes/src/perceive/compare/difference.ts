// Where two pictures of one size differ by more than coding, resizing and the finest shifts of edges explain.
import type { Pixels } from "../pixels.ts";

export interface Difference {
  /** Largest difference of a channel where it counts, 0 elsewhere. */
  readonly mask: Uint8Array;
  /** Least difference that counts. */
  readonly threshold: number;
  /** The pictures differ a little nearly everywhere, or all along their edges, as after coding or resizing. */
  readonly noisy: boolean;
}

const CLEAN_THRESHOLD = 3;
/** After coding: this much, and more the larger the usual difference is. */
const NOISY = { least: 16, most: 60, base: 8, perLevel: 3 };
/** Share of px with a small difference other than their neighbour's that makes a pair noisy. */
const ROUGH_SHARE = 0.005;
const SMALL = 16;

const MOST_SHARE = 0.4;
/** How far an edge may have moved by coding or resizing, px. */
const EDGE_SLACK_PX = 2;

/** @param options.noisy the pair is known to be noisy; by default that is measured */
export function differenceOf(a: Pixels, b: Pixels, options: { noisy?: boolean } = {}): Difference {
  const mask = plainDifference(a, b);
  const noisy = options.noisy || roughShare(mask, a.width) > ROUGH_SHARE;
  const usual = noisy ? usualDifference(mask) : 0;
  const threshold = noisy
    ? Math.min(NOISY.most, Math.max(NOISY.least, NOISY.base + NOISY.perLevel * usual))
    : CLEAN_THRESHOLD;
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] < threshold) mask[i] = 0;
    else count++;
  }
  // Where most px differ, edges that moved do not matter.
  if (!noisy || count > MOST_SHARE * mask.length) return { mask, threshold, noisy };
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 0) {
      const beyond = Math.max(beyondRange(a, b, i), beyondRange(b, a, i));
      if (beyond < threshold) mask[i] = 0;
    }
  }
  return { mask, threshold, noisy };
}

/** Largest difference of a channel, px by px. */
export function plainDifference(a: Pixels, b: Pixels): Uint8Array {
  const p = a.data;
  const q = b.data;
  const difference = new Uint8Array(a.width * a.height);
  for (let i = 0, k = 0; i < difference.length; i++, k += 3) {
    const red = p[k] > q[k] ? p[k] - q[k] : q[k] - p[k];
    const green = p[k + 1] > q[k + 1] ? p[k + 1] - q[k + 1] : q[k + 1] - p[k + 1];
    const blue = p[k + 2] > q[k + 2] ? p[k + 2] - q[k + 2] : q[k + 2] - p[k + 2];
    difference[i] = Math.max(red, green, blue);
  }
  return difference;
}

function roughShare(difference: Uint8Array, width: number): number {
  let rough = 0;
  for (let i = 0; i + 1 < difference.length; i++) {
    const d = difference[i];
    if (d > 0 && d <= SMALL && d !== difference[i + 1] && (i + 1) % width !== 0) rough++;
  }
  return rough / difference.length;
}

/** Upper quartile of the differences that there are: coding leaves 3 to 12, a blur of 1 px 5 to 8. */
function usualDifference(difference: Uint8Array): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < difference.length; i++) {
    if (difference[i] === 0) continue;
    counts[difference[i]]++;
    total++;
  }
  let seen = 0;
  for (let level = 1; level < 256; level++) {
    seen += counts[level];
    if (seen * 4 >= total * 3) return level;
  }
  return 0;
}

/** How far the colour of a px lies outside what the other picture shows at it and round it: 0 for an edge that moved by a px. */
function beyondRange(a: Pixels, b: Pixels, i: number): number {
  const { width, height } = a;
  const x = i % width;
  const y = (i - x) / width;
  const left = Math.max(0, x - EDGE_SLACK_PX);
  const right = Math.min(width - 1, x + EDGE_SLACK_PX);
  const top = Math.max(0, y - EDGE_SLACK_PX);
  const bottom = Math.min(height - 1, y + EDGE_SLACK_PX);
  let beyond = 0;
  for (let channel = 0; channel < 3; channel++) {
    const value = a.data[i * 3 + channel];
    let least = 255;
    let most = 0;
    for (let v = top; v <= bottom; v++)
      for (let u = left; u <= right; u++) {
        const other = b.data[(v * width + u) * 3 + channel];
        if (other < least) least = other;
        if (other > most) most = other;
      }
    beyond = Math.max(beyond, value - most, least - value);
  }
  return beyond;
}
