import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { COMPUTED, DOCUMENTED } from "./fixtures/sizes.ts";
import type { Tier } from "./tier.ts";
import { fitSize, imageTokens, PATCH_PX, padded, seenSize, visualTokens } from "./tokens.ts";

const STANDARD: Tier = { name: "standard", maxEdgePx: 1568, maxTokens: 1568 };
const HIGH: Tier = { name: "high", maxEdgePx: 2576, maxTokens: 4784 };
const numRuns = process.env.FOVEA_SOAK ? 100_000 : 200;

for (const [title, rows, count] of [
  ["documented", DOCUMENTED, 6],
  ["computed", COMPUTED, 49],
] as const) {
  test(`the table of ${title} sizes has ${count} rows`, () => assert.equal(rows.length, count));
  for (const { of, standard, high } of rows) {
    test(`${title}: ${of.join("x")} is seen as the table says in both tiers`, () => {
      const actual = [STANDARD, HIGH].map((tier) => {
        const { width, height } = seenSize(...of, tier);
        return [width, height, imageTokens(...of, tier)];
      });
      assert.deepEqual(actual, [standard, high]);
    });
  }
}

test("rounding is half to even: 2880x1800 is seen 1512 high, where rounding half up would give 2419 wide", () => {
  assert.deepEqual(seenSize(2880, 1800, HIGH), { width: 2420, height: 1512 });
});

test("the edge counts after padding: a limit of 2000 px gives 1988, the largest multiple of 28 below", () => {
  assert.deepEqual(fitSize(4000, 1000, { maxEdgePx: 2000, maxTokens: 4784 }), { width: 1988, height: 497 });
});

test("a size is padded right and bottom to whole patches", () => {
  assert.deepEqual(padded(924, 1307), { width: 924, height: 1316 });
  assert.deepEqual(padded(28, 1), { width: 28, height: 28 });
});

test("visual tokens count begun patches of the size as given", () => {
  assert.equal(visualTokens(8000, 6000), 286 * 215);
  assert.equal(visualTokens(29, 28), 2);
});

test("a side that is no whole number of px from 1 on is a mistake of the caller", () => {
  for (const side of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => fitSize(side, 10, STANDARD), TypeError);
    assert.throws(() => fitSize(10, side, STANDARD), TypeError);
    assert.throws(() => visualTokens(side, 10), TypeError);
    assert.throws(() => padded(10, side), TypeError);
  }
});

const anySide = fc.integer({ min: 1, max: 30_000 });
const anyTier = fc.constantFrom(STANDARD, HIGH);

test("property: a seen size is never enlarged, fits, keeps its aspect within rounding, and is seen as itself", () => {
  fc.assert(
    fc.property(anySide, anySide, anyTier, (width, height, tier) => {
      const seen = seenSize(width, height, tier);
      assert.ok(seen.width <= width && seen.height <= height);
      const full = padded(seen.width, seen.height);
      assert.ok(Math.max(full.width, full.height) <= tier.maxEdgePx);
      assert.ok(visualTokens(seen.width, seen.height) <= tier.maxTokens);
      assert.equal(visualTokens(seen.width, seen.height), (full.width / PATCH_PX) * (full.height / PATCH_PX));
      const [long, short, seenLong, seenShort] =
        width >= height ? [width, height, seen.width, seen.height] : [height, width, seen.height, seen.width];
      const exact = (seenLong * short) / long;
      assert.ok(Math.abs(seenShort - exact) <= 0.5 + 1e-9 || (seenShort === 1 && exact < 1));
      assert.deepEqual(seenSize(seen.width, seen.height, tier), seen);
    }),
    { seed: 28, numRuns },
  );
});

test("property: turning a picture turns its seen size", () => {
  fc.assert(
    fc.property(anySide, anySide, anyTier, (width, height, tier) => {
      const seen = seenSize(width, height, tier);
      assert.deepEqual(seenSize(height, width, tier), { width: seen.height, height: seen.width });
    }),
    { seed: 29, numRuns },
  );
});

test("property: a size that does not fit shrinks to the largest that does", () => {
  fc.assert(
    fc.property(anySide, anySide, anyTier, (width, height, tier) => {
      const seen = seenSize(width, height, tier);
      if (seen.width === width) return;
      const [long, short, seenLong] = width >= height ? [width, height, seen.width] : [height, width, seen.height];
      // One px more on the long side, with every rounding of the short side, is over a limit.
      const next = seenLong + 1;
      const shorter = Math.max(Math.round((next * short) / long), 1);
      const full = padded(next, shorter);
      assert.ok(full.width > tier.maxEdgePx || visualTokens(next, shorter) > tier.maxTokens);
    }),
    { seed: 30, numRuns },
  );
});
