import assert from "node:assert/strict";
import { test } from "node:test";
import { sample, sampleWhole } from "./sample.ts";

/** 6 x 4 px whose red is the column and green the row. */
const PIXELS = {
  data: Uint8Array.from({ length: 6 * 4 * 3 }, (_, i) => [Math.floor(i / 3) % 6, Math.floor(i / 18), 7][i % 3] ?? 0),
  width: 6,
  height: 4,
};

test("a grid as large as the picture is the picture", () => {
  assert.deepEqual(sampleWhole(PIXELS, 6), PIXELS);
  assert.deepEqual(sampleWhole(PIXELS, 100), PIXELS);
});

test("a smaller grid takes the px in the middle of its cells", () => {
  const { data, width, height } = sampleWhole(PIXELS, 2);
  assert.deepEqual([width, height], [2, 1]);
  assert.deepEqual([...data], [1, 2, 7, 4, 2, 7]);
});

test("a box is sampled alone, and may be smaller than the grid", () => {
  assert.deepEqual([...sample(PIXELS, [4, 1, 6, 3], 2, 2).data], [4, 1, 7, 5, 1, 7, 4, 2, 7, 5, 2, 7]);
  assert.deepEqual([...sample(PIXELS, [5, 3, 6, 4], 2, 1).data], [5, 3, 7, 5, 3, 7]);
});
