import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutByTile, regionsOf } from "./regions.ts";

test("the whole picture comes first, and tiles cover it with an overlap", () => {
  assert.deepEqual(regionsOf(512, 512), [[0, 0, 512, 512]]);
  assert.deepEqual(regionsOf(451, 300), [
    [0, 0, 451, 300],
    [0, 0, 258, 300],
    [193, 0, 451, 300],
  ]);
  assert.deepEqual(regionsOf(150, 2000), [[0, 0, 150, 2000]]);
});

test("any picture: at most six tiles, all inside, every px in one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2576 }), fc.integer({ min: 1, max: 2576 }), (width, height) => {
      const [whole, ...tiles] = regionsOf(width, height);
      assert.deepEqual(whole, [0, 0, width, height]);
      assert.ok(tiles.length <= 6);
      for (const [x1, y1, x2, y2] of tiles)
        assert.ok(x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= width && y2 <= height);
      if (tiles.length === 0) return;
      for (const x of [0, width >> 1, width - 1])
        for (const y of [0, height >> 1, height - 1])
          assert.ok(tiles.some(([x1, y1, x2, y2]) => x >= x1 && x < x2 && y >= y1 && y < y2));
    }),
    { seed: 3, numRuns: process.env.FOVEA_SOAK ? 5000 : 100 },
  );
});

test("a box is cut by an inner edge of its tile, not by the picture's edge", () => {
  const tile = [0, 0, 258, 300] as const;
  assert.equal(cutByTile([0, 0, 200, 300], tile, 451, 300), false);
  assert.equal(cutByTile([100, 20, 257, 200], tile, 451, 300), true);
});
