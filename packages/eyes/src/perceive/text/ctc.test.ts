import assert from "node:assert/strict";
import { test } from "node:test";
import { greedyDecode } from "./ctc.ts";

const CLASSES = ["", "a", "b", " "];

/** Steps written as the likeliest class each; `-` is the blank. Its probability is 0.9, the others share the rest. */
function steps(path: string): Float32Array {
  return Float32Array.from([...path].flatMap((at) => ["-", "a", "b", " "].map((c) => (c === at ? 0.9 : 0.1 / 3))));
}

function decode(path: string): string {
  return greedyDecode(steps(path), 0, path.length, CLASSES)
    .map(({ character }) => character)
    .join("");
}

test("repeats are one character, and two when a blank or a space parts them", () => {
  assert.equal(decode("-aa-ab--"), "aab");
  assert.equal(decode("a a"), "aa");
  assert.equal(decode("----"), "");
});

test("a character carries where it was seen and how sure that was", () => {
  const [a, b] = greedyDecode(steps("-aab"), 0, 4, CLASSES);
  assert.deepEqual([a?.first, a?.last, b?.first, b?.last], [1, 2, 3, 3]);
  assert.ok(Math.abs((a?.probability ?? 0) - 0.9) < 1e-6);
});

test("the hint of a space is the highest probability of one since the character before", () => {
  const data = steps("a-ba");
  data[1 * 4 + 3] = 0.4;
  const hints = greedyDecode(data, 0, 4, CLASSES).map(({ space }) => Number(space.toFixed(2)));
  assert.deepEqual(hints, [0, 0.4, 0]);
});

test("a character carries the second choice", () => {
  const data = steps("a");
  data[2] = 0.08;
  const [a] = greedyDecode(data, 0, 1, CLASSES);
  assert.equal(a?.second.character, "b");
});

test("decoding starts at the offset of its line in a batch", () => {
  const batch = Float32Array.from([...steps("aa"), ...steps("b-")]);
  const [b] = greedyDecode(batch, 2 * 4, 2, CLASSES);
  assert.equal(b?.character, "b");
});
