import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../pixels.ts";
import { fitToInk } from "./fit.ts";
import { boxOf, type TextRect } from "./rect.ts";

/** 300 x 300 px of white with black rectangles `[x1, y1, x2, y2]`. */
function page(...boxes: readonly (readonly [number, number, number, number])[]): Pixels {
  const data = new Uint8Array(300 * 300 * 3).fill(255);
  for (const [x1, y1, x2, y2] of boxes)
    for (let y = y1; y < y2; y++) data.fill(0, (y * 300 + x1) * 3, (y * 300 + x2) * 3);
  return { data, width: 300, height: 300 };
}

const LINE: TextRect = { cx: 150, cy: 150, width: 240, height: 60, ux: 1, uy: 0 };

function assertNear(rect: TextRect, expected: readonly number[]): void {
  boxOf(rect).forEach((side, i) => {
    assert.ok(Math.abs(side - (expected[i] ?? 0)) <= 2, `${boxOf(rect)} is not near ${expected}`);
  });
}

test("a rectangle that is too high is drawn close round its line, with a margin, without the neighbours", () => {
  const fitted = fitToInk(page([50, 140, 250, 160], [50, 126, 250, 130], [50, 171, 250, 175]), LINE);
  assertNear(fitted, [44, 134, 256, 166]);
});

test("a line on its side is fitted too, and stays turned as it was", () => {
  const tall = { ...LINE, width: LINE.height, height: LINE.width };
  const fitted = fitToInk(page([140, 50, 160, 250]), tall);
  assertNear(fitted, [134, 44, 166, 256]);
  assert.deepEqual([Math.abs(fitted.ux), fitted.uy], [1, 0]);
});

test("where there is no print, or a mere rule, the rectangle stays", () => {
  assert.equal(fitToInk(page(), LINE), LINE);
  assert.equal(fitToInk(page([50, 148, 250, 152]), LINE), LINE);
  assert.equal(fitToInk(page([140, 140, 160, 160]), LINE), LINE);
});

test("a lone character keeps its margins", () => {
  const lone = { ...LINE, width: 60 };
  assert.equal(fitToInk(page([145, 140, 155, 160]), lone), lone);
});
