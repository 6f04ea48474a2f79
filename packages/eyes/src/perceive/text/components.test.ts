import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { components } from "./components.ts";

/** A map drawn with digits: `7` is 0.7, a dot is 0. */
function draw(...rows: string[]): { map: Float32Array; width: number; height: number } {
  const map = Float32Array.from(rows.join("").replaceAll(".", "0"), (digit) => Number(digit) / 10);
  return { map, width: rows[0]?.length ?? 0, height: rows.length };
}

function find(...rows: string[]) {
  const { map, width, height } = draw(...rows);
  return components(map, width, height, 0.3);
}

test("px that touch by an edge or a corner are one region; its score is their mean", () => {
  const found = find("9.....", ".7..88", "......");
  assert.equal(found.length, 2);
  assert.deepEqual(
    found.map(({ area }) => area),
    [2, 2],
  );
  assert.ok(Math.abs((found[0]?.score ?? 0) - 0.8) < 1e-6);
});

test("the outline holds the corners of both ends of every row, for a region that is entered from above and from below", () => {
  const [region] = find("9..9", "9999", "..9.");
  assert.deepEqual(region?.outline, [0, 0, 4, 0, 0, 1, 4, 1, 0, 1, 4, 1, 0, 2, 4, 2, 2, 2, 3, 2, 2, 3, 3, 3]);
});

test("values at the threshold are outside, and so is what is not a number", () => {
  assert.deepEqual(components(Float32Array.of(0.3, Number.NaN), 2, 1, Math.fround(0.3)), []);
});

test("every px above the threshold is in exactly one region, whatever the map", () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
  const maps = size.chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      flags: fc.array(fc.boolean(), { minLength: width * height, maxLength: width * height }),
    }),
  );
  fc.assert(
    fc.property(maps, ({ width, height, flags }) => {
      const found = components(Float32Array.from(flags, Number), width, height, 0.5);
      assert.equal(
        found.reduce((sum, { area }) => sum + area, 0),
        flags.filter(Boolean).length,
      );
      for (const { outline } of found)
        for (let i = 0; i < outline.length; i += 2) {
          assert.ok((outline[i] as number) >= 0 && (outline[i] as number) <= width);
          assert.ok((outline[i + 1] as number) >= 0 && (outline[i + 1] as number) <= height);
        }
    }),
    { seed: 7, numRuns: process.env.FOVEA_SOAK ? 5000 : 100 },
  );
});
