import assert from "node:assert/strict";
import { test } from "node:test";
import { CROP_HEIGHT } from "./crop.ts";
import { type Ink, inkColumns, inkExtent, inkOf } from "./ink.ts";

const STRIDE = 64;

/** A crop `width` px wide, padded to 64, of one grey with rectangles of another: `[x1, y1, x2, y2]`. Values -1 to 1. */
function crop(width: number, ground: number, print: number, boxes: readonly (readonly number[])[]): Float32Array {
  const out = new Float32Array(3 * CROP_HEIGHT * STRIDE);
  for (let row = 0; row < 3 * CROP_HEIGHT; row++) out.fill(ground, row * STRIDE, row * STRIDE + width);
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of boxes)
    for (let plane = 0; plane < 3; plane++)
      for (let y = y1; y < y2; y++) {
        const at = (plane * CROP_HEIGHT + y) * STRIDE;
        out.fill(print, at + x1, at + x2);
      }
  return out;
}

function ink(width: number, ground: number, print: number, boxes: readonly (readonly number[])[]): Ink {
  const found = inkOf(crop(width, ground, print, boxes), 0, width, STRIDE);
  assert.ok(found);
  return found;
}

test("dark on light and light on dark give the same columns, also where most of a row is print", () => {
  const letters = [
    [4, 10, 20, 38],
    [26, 10, 46, 38],
  ];
  const dark = inkColumns(ink(50, 0.9, -0.9, letters));
  assert.deepEqual(dark, inkColumns(ink(50, -0.9, 0.9, letters)));
  assert.deepEqual([dark.indexOf(1), dark.indexOf(0, 5), dark.lastIndexOf(1)], [4, 20, 45]);
});

test("a plain crop has no ink", () => {
  assert.equal(inkOf(crop(50, 0.5, 0.5, []), 0, 50, STRIDE), null);
  assert.equal(inkOf(crop(50, 0.5, 0.4, [[10, 10, 20, 30]]), 0, 50, STRIDE), null);
});

test("print at the crop's very ends does not pass for ground", () => {
  const columns = inkColumns(
    ink(50, 0.9, -0.9, [
      [0, 8, 12, 40],
      [30, 8, 50, 40],
    ]),
  );
  assert.deepEqual([columns[0], columns[20], columns[49]], [1, 0, 1]);
});

test("the extent reaches over the dot of an i, and not to the line above", () => {
  const extent = inkExtent(
    ink(50, 0.9, -0.9, [
      [10, 0, 40, 2],
      [20, 12, 24, 15],
      [20, 18, 24, 36],
    ]),
  );
  assert.deepEqual(extent, { left: 0.4, top: 0.25, right: 0.48, bottom: 0.75 });
});

test("without ink near the middle the extent is the whole crop", () => {
  const extent = inkExtent({ mask: new Uint8Array(CROP_HEIGHT * 20), width: 20 });
  assert.deepEqual(extent, { left: 0, top: 0, right: 1, bottom: 1 });
});
