import assert from "node:assert/strict";
import { test } from "node:test";
import { placePlate, placePlates } from "./plates.ts";

const PICTURE = { width: 400, height: 300 };
const SIZE = { width: 60, height: 20 };
const box = (x1: number, y1: number, x2: number, y2: number) => ({ x1, y1, x2, y2 });

test("a plate stands above its box; below at the top of the picture, and inside where the box is all of it", () => {
  assert.deepEqual(placePlate(SIZE, box(100, 100, 200, 200), PICTURE, []), box(100, 80, 160, 100));
  assert.deepEqual(placePlate(SIZE, box(100, 5, 200, 200), PICTURE, []), box(100, 200, 160, 220));
  assert.deepEqual(placePlate(SIZE, box(0, 0, 400, 300), PICTURE, []), box(0, 0, 60, 20));
});

test("it stays in the picture at every edge, and is as wide as it at the most", () => {
  for (const at of [box(390, 295, 400, 300), box(-50, -50, -10, -10), box(500, 500, 600, 600)]) {
    const { x1, y1, x2, y2 } = placePlate(SIZE, at, PICTURE, []);
    assert.ok(x1 >= 0 && y1 >= 0 && x2 <= 400 && y2 <= 300, JSON.stringify(at));
  }
});

test("a plate goes elsewhere rather than over another: below, inside, right, beside", () => {
  const plates = Array.from({ length: 8 }, () => ({ size: SIZE, box: box(150, 100, 290, 200) }));
  const { places, clashes } = placePlates(plates, PICTURE);
  assert.equal(clashes, 0);
  assert.equal(new Set(places.map((one) => JSON.stringify(one))).size, 8);
});

test("clashes are counted where there is no room left", () => {
  const plates = Array.from({ length: 14 }, () => ({ size: SIZE, box: box(150, 100, 290, 200) }));
  assert.equal(placePlates(plates, PICTURE).clashes, 4);
});
