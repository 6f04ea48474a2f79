// Changed px gathered into changed regions.
import type { Box } from "../../perception.ts";
import { area } from "../boxes.ts";
import { components } from "../runs.ts";
import type { Difference } from "./difference.ts";

/** Regions nearer to each other than this share of the long edge, or 2 px, are one. */
const GAP_SHARE = 0.012;
/** Smaller specks of a noisy pair are noise, px. */
const MIN_NOISY_PX = 12;
/** Pieces of letters and thin lines have at least so many px. */
const MIN_LETTER_PX = 4;
/** More pieces than this are merged no further: the pictures differ everywhere. */
const MAX_PIECES = 400;

export interface Changes {
  readonly boxes: readonly Box[];
  /** Px that changed. */
  readonly count: number;
}

/**
 * @param unlike px in whose surroundings the pictures show different things: there even thin pieces of a noisy pair count, such as letters
 * @returns boxes in px of the mask, largest first
 */
export function changesOf({ mask, noisy }: Difference, unlike: Uint8Array, width: number, height: number): Changes {
  const pieces = components(mask, width, true, 1)
    .filter(
      ({ count, runs }) =>
        !noisy || (count >= MIN_NOISY_PX && isSolid(mask, width, runs)) || isUnlike(unlike, count, runs),
    )
    .sort((a, b) => b.count - a.count);
  const count = pieces.reduce((sum, piece) => sum + piece.count, 0);
  const gap = Math.max(2, GAP_SHARE * Math.max(width, height));
  const boxes = merged(
    pieces.slice(0, MAX_PIECES).map((piece) => piece.box),
    gap,
  );
  return { boxes: boxes.sort((a, b) => area(b) - area(a)), count };
}

/** Whether most of the piece lies where the structure differs. */
function isUnlike(unlike: Uint8Array, count: number, runs: readonly number[]): boolean {
  if (count < MIN_LETTER_PX) return false;
  let inside = 0;
  for (let run = 0; run < runs.length; run += 2)
    for (let i = runs[run]; i < runs[run + 1]; i++) if (unlike[i] !== 0) inside++;
  return inside > 0.6 * count;
}

/** Whether the piece is somewhere 3 px thick; what coding leaves along edges is not. */
function isSolid(mask: Uint8Array, width: number, runs: readonly number[]): boolean {
  const last = mask.length - width - 1;
  for (let run = 0; run < runs.length; run += 2)
    for (let i = runs[run] + 1; i + 1 < runs[run + 1]; i++) {
      if (i <= width || i >= last) continue;
      const above = mask[i - width - 1] && mask[i - width] && mask[i - width + 1];
      const below = mask[i + width - 1] && mask[i + width] && mask[i + width + 1];
      if (above && below) return true;
    }
  return false;
}

/** Joins boxes that are nearer to each other than `gap` until none are. */
export function merged(boxes: readonly Box[], gap: number): Box[] {
  const open = [...boxes];
  const done: Box[] = [];
  for (let box = open.pop(); box; box = open.pop()) {
    const near = open.findIndex((other) => isNear(box as Box, other, gap));
    if (near < 0) done.push(box);
    else {
      const other = open[near] as Box;
      open[near] = [
        Math.min(box[0], other[0]),
        Math.min(box[1], other[1]),
        Math.max(box[2], other[2]),
        Math.max(box[3], other[3]),
      ];
    }
  }
  // A box that grew late may have come near to one that was done before.
  return done.length < boxes.length ? merged(done, gap) : done;
}

function isNear(a: Box, b: Box, gap: number): boolean {
  return a[0] - b[2] < gap && b[0] - a[2] < gap && a[1] - b[3] < gap && b[1] - a[3] < gap;
}
