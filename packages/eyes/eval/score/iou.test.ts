import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeDistance, iou } from "./iou.ts";

test("boxes agree wholly, in part or not at all", () => {
  assert.equal(iou([0, 0, 10, 10], [0, 0, 10, 10]), 1);
  assert.equal(iou([0, 0, 10, 10], [5, 0, 15, 10]), 1 / 3);
  assert.equal(iou([0, 0, 10, 10], [10, 0, 20, 10]), 0);
  assert.equal(iou([0, 0, 10, 10], [20, 20, 30, 30]), 0);
  assert.equal(iou([5, 5, 5, 5], [5, 5, 5, 5]), 0);
});

test("the worst edge counts", () => {
  assert.equal(edgeDistance([60, 40, 240, 160], [60, 39, 240, 162]), 2);
});
