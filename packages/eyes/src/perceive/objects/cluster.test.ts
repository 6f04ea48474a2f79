import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../../perception.ts";
import type { Detector } from "./calibrate.ts";
import { type Candidate, cluster } from "./cluster.ts";
import { vote } from "./vote.ts";

const AREA = 1000 * 1000;
const seen = (label: string, probability: number, box: Box, detector: Detector = "ssd"): Candidate => ({
  label,
  detector,
  probability,
  box,
});
const named = (candidates: Candidate[], min = 0.45) => vote(cluster(candidates, AREA), min);

test("two models that agree are surer than one, and their boxes are averaged by weight", () => {
  const [dog, ...others] = named([
    seen("dog", 0.6, [100, 100, 300, 300]),
    seen("dog", 0.3, [100, 100, 300, 330], "nano"),
  ]);
  assert.deepEqual(others, []);
  assert.equal(dog?.confidence, 0.72);
  assert.deepEqual(dog?.box.map(Math.round), [100, 100, 300, 310]);
});

test("one model in several regions is not surer than its best look", () => {
  const box: Box = [100, 100, 300, 300];
  assert.equal(named([seen("dog", 0.6, box), seen("dog", 0.5, box), seen("dog", 0.55, box)])[0]?.confidence, 0.6);
});

test("another label for the same place is an alternative, not a second thing", () => {
  const things = named([seen("dog", 0.6, [100, 100, 300, 300]), seen("sheep", 0.4, [105, 100, 300, 300], "nano")]);
  assert.deepEqual(
    things.map(({ label, alternatives }) => [label, alternatives]),
    [["dog", [{ label: "sheep", confidence: 0.4 }]]],
  );
});

test("half a bicycle in a tile is no second bicycle", () => {
  const things = named([seen("bicycle", 0.7, [100, 100, 700, 600]), seen("bicycle", 0.6, [100, 100, 350, 600])]);
  assert.equal(things.length, 1);
});

test("a big thing with three separate pieces of its own kind is a crowd, and the pieces count", () => {
  const crowd = seen("sheep", 0.7, [0, 0, 900, 600]);
  const each = [0, 300, 600].map((x): Candidate => seen("sheep", 0.6, [x, 100, x + 200, 400]));
  assert.deepEqual(
    named([crowd, ...each]).map((thing) => thing.box[0]),
    [0, 300, 600],
  );
});

test("what is less sure than the threshold is left out", () => {
  assert.deepEqual(named([seen("kite", 0.44, [0, 0, 50, 50])]), []);
});
