import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance } from "./edit-distance.ts";

test("known distances", () => {
  for (const [a, b, distance] of [
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["Mi lkshake", "Milkshake", 1],
    ["flaw", "lawn", 2],
    ["naïve 😀", "naive 😃", 2],
  ] as const)
    assert.equal(editDistance(a, b), distance, `${a} ${b}`);
});

test("it is a distance: zero only for equals, symmetric, and no longer than a way round", () => {
  const text = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      const direct = editDistance(a, b);
      assert.equal(direct === 0, a === b);
      assert.equal(direct, editDistance(b, a));
      assert.ok(direct <= editDistance(a, c) + editDistance(c, b));
      assert.ok(direct <= Math.max([...a].length, [...b].length));
    }),
    { seed: 1, numRuns: process.env.FOVEA_SOAK ? 5000 : 100 },
  );
});
