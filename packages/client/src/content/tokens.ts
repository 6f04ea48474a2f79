// The size the model sees of a picture, and the visual tokens it costs. Source: the reference algorithm of the Claude vision
// coordinates documentation (read 2026-09-26); the rounding is that of its Python code, confirmed by a live probe on 2026-10-10.
import type { FitLimits, Tier } from "./tier.ts";

/** Side of the square patch that one visual token stands for, in px. Source: Claude vision documentation, read 2026-09-20. */
export const PATCH_PX = 28;

/** Width and height in px, oriented. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The largest size of the same aspect that fits `limits`; the size itself when it fits already. Never enlarges.
 * `width` and `height` are whole numbers of px from 1 on.
 */
export function fitSize(width: number, height: number, limits: FitLimits): Size {
  checkSide(width, "width");
  checkSide(height, "height");
  if (fits(width, height, limits)) return { width, height };
  if (height > width) {
    const turned = fitSize(height, width, limits);
    return { width: turned.height, height: turned.width };
  }
  const ratio = width / height;
  const heightOf = (w: number): number => Math.max(roundHalfEven(w / ratio), 1);
  // `fitting` fits and `over` does not, until they are neighbours.
  let fitting = 1;
  let over = width;
  while (fitting + 1 < over) {
    const middle = Math.floor((fitting + over) / 2);
    if (fits(middle, heightOf(middle), limits)) fitting = middle;
    else over = middle;
  }
  return { width: fitting, height: heightOf(fitting) };
}

/** Visual tokens of a picture of exactly this size: its patches, begun ones included. Not resized first; see `imageTokens`. */
export function visualTokens(width: number, height: number): number {
  checkSide(width, "width");
  checkSide(height, "height");
  return patches(width) * patches(height);
}

/** The size a model of `tier` sees of a picture: coordinates in its answers are pixels of this size. */
export function seenSize(width: number, height: number, tier: Tier): Size {
  return fitSize(width, height, tier);
}

/** Visual tokens that a picture costs with a model of `tier`. */
export function imageTokens(width: number, height: number, tier: Tier): number {
  const seen = seenSize(width, height, tier);
  return visualTokens(seen.width, seen.height);
}

/** The size after the platform pads right and bottom to whole patches. Never scale coordinates by it: only the seen size is right. */
export function padded(width: number, height: number): Size {
  checkSide(width, "width");
  checkSide(height, "height");
  return { width: patches(width) * PATCH_PX, height: patches(height) * PATCH_PX };
}

function fits(width: number, height: number, { maxEdgePx, maxTokens }: FitLimits): boolean {
  const across = patches(width);
  const down = patches(height);
  return across * PATCH_PX <= maxEdgePx && down * PATCH_PX <= maxEdgePx && across * down <= maxTokens;
}

function patches(side: number): number {
  return Math.ceil(side / PATCH_PX);
}

// Python's round(): Math.round would make 1269x952 of 2000x1500 where the API says 1270x952.
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

function checkSide(side: number, name: string): void {
  if (!Number.isSafeInteger(side) || side < 1)
    throw new TypeError(`${name} must be a whole number of px from 1 on, not ${side}`);
}
