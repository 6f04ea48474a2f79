import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../pixels.ts";
import { boxOf, type TextRect } from "./rect.ts";
import { growSeed } from "./seed.ts";

/** 100 x 100 px of white with black rectangles `[x1, y1, x2, y2]`. */
function page(...boxes: readonly (readonly [number, number, number, number])[]): Pixels {
  const data = new Uint8Array(100 * 100 * 3).fill(255);
  for (const [x1, y1, x2, y2] of boxes)
    for (let y = y1; y < y2; y++) data.fill(0, (y * 100 + x1) * 3, (y * 100 + x2) * 3);
  return { data, width: 100, height: 100 };
}

function spot(cx: number, cy: number, size = 6): TextRect {
  return { cx, cy, width: size, height: size, ux: 1, uy: 0 };
}

/** The strokes of a 0, 12 x 16 px from (44, 42). */
const ZERO = [
  [44, 42, 56, 45],
  [44, 55, 56, 58],
  [44, 42, 47, 58],
  [53, 42, 56, 58],
] as const;
/** Where the detector sees it: over the right stroke, up to the middle. */
const SEEN = spot(51, 48, 8);

test("a spot inside a figure grows to the figure, with a margin", () => {
  const grown = growSeed(page(...ZERO), SEEN);
  assert.deepEqual(grown && boxOf(grown), [40, 38, 60, 62]);
});

test("what the spot does not touch stays outside", () => {
  const grown = growSeed(page(...ZERO, [60, 42, 62, 58]), SEEN);
  assert.deepEqual(grown && boxOf(grown), [40, 38, 60, 62]);
});

test("a spot on a line that runs out of the window, on plain paper or at the picture's edge does not grow", () => {
  assert.equal(growSeed(page([0, 48, 100, 51]), spot(50, 50)), null);
  assert.equal(growSeed(page(), spot(50, 50)), null);
  assert.equal(growSeed(page(...ZERO), spot(5, 50)), null);
  assert.equal(growSeed(page(...ZERO), spot(50, 50, 40)), null);
});
