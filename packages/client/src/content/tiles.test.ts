import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tilesOf } from "./tiles.ts";
import { fitSize } from "./tokens.ts";

const HIGH = { maxEdgePx: 2576, maxTokens: 4784 };
const STANDARD = { maxEdgePx: 1568, maxTokens: 1568 };

test("what the model sees whole is one tile; a larger picture is as few as show every px", () => {
  assert.deepEqual(tilesOf({ width: 1920, height: 1080 }, { tier: HIGH }), [
    {
      number: 1,
      row: 1,
      column: 1,
      box: { x1: 0, y1: 0, x2: 1920, y2: 1080 },
      label: "Tile 1 of 1 (row 1, column 1): x 0 to 1920, y 0 to 1080 of 1920x1080 px",
    },
  ]);
  const page = tilesOf({ width: 2480, height: 3508 }, { tier: HIGH });
  assert.deepEqual(
    page.map(({ box }) => box),
    [
      // 89 x 45 patches each; in two, they would be 89 x 65, more than 4784.
      { x1: 0, y1: 0, x2: 2480, y2: 1244 },
      { x1: 0, y1: 1132, x2: 2480, y2: 2376 },
      { x1: 0, y1: 2264, x2: 2480, y2: 3508 },
    ],
  );
});

test("every tile is seen px for px, no px is left out, and neighbours share what they should", () => {
  const side = fc.integer({ min: 1, max: 9000 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.constantFrom(HIGH, STANDARD),
      fc.integer({ min: 0, max: 300 }),
      (width, height, tier, overlapPx) => {
        const tiles = tilesOf({ width, height }, { tier, overlapPx, maxTiles: 150 });
        const [first] = tiles;
        assert.ok(first !== undefined && tiles.length <= 150);
        const size = { width: first.box.x2 - first.box.x1, height: first.box.y2 - first.box.y1 };
        assert.deepEqual(fitSize(size.width, size.height, tier), size);
        for (const [from, to, step] of [
          ["x1", "x2", (t: (typeof tiles)[0]) => t.row === 1],
          ["y1", "y2", (t: (typeof tiles)[0]) => t.column === 1],
        ] as const) {
          const line = tiles.filter(step).map(({ box }) => [box[from], box[to]] as const);
          assert.equal(line[0]?.[0], 0);
          assert.equal(line.at(-1)?.[1], from === "x1" ? width : height);
          for (let i = 1; i < line.length; i++) assert.ok((line[i - 1]?.[1] ?? 0) - (line[i]?.[0] ?? 0) >= overlapPx);
        }
      },
    ),
    { numRuns: process.env.FOVEA_SOAK ? 5000 : 60, seed: 28 },
  );
});

test("with too few tiles they are larger, and still show everything", () => {
  const tiles = tilesOf({ width: 20_000, height: 20_000 }, { tier: STANDARD, maxTiles: 9 });
  assert.equal(tiles.length, 9);
  assert.deepEqual([tiles.at(-1)?.box.x2, tiles.at(-1)?.box.y2], [20_000, 20_000]);
});

test("numbers out of range are a TypeError", () => {
  const size = { width: 10, height: 10 };
  assert.throws(() => tilesOf(size, { tier: HIGH, overlapPx: -1 }), TypeError);
  assert.throws(() => tilesOf(size, { tier: HIGH, maxTiles: 0 }), TypeError);
  assert.throws(() => tilesOf({ width: 0, height: 10 }, { tier: HIGH }), TypeError);
});
