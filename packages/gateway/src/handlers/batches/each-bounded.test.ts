import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { eachBounded } from "./each-bounded.ts";

test("so many at a time, begun in order, and their results in order", async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const results = await eachBounded([5, 1, 4, 0, 3, 2], 3, async (turns, index) => {
    begun.push(index);
    most = Math.max(most, ++running);
    for (let left = turns; left > 0; left--) await turn();
    running--;
    return turns * 10;
  });
  assert.deepEqual(results, [50, 10, 40, 0, 30, 20]);
  assert.deepEqual(begun, [0, 1, 2, 3, 4, 5]);
  assert.equal(most, 3);
  assert.deepEqual(await eachBounded([], 3, async () => 1), []);
});

test("a failure ends it: what runs ends first, and nothing begins behind it", async () => {
  const begun: number[] = [];
  let ended = 0;
  const work = eachBounded([0, 1, 2, 3, 4], 2, async (one) => {
    begun.push(one);
    if (one === 1) throw new Error("one");
    await turn();
    ended++;
  });
  await assert.rejects(work, /^Error: one$/);
  assert.deepEqual([begun, ended], [[0, 1], 1]);
});
