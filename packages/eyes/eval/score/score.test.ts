import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box, SeenObject, SeenText } from "../../src/perception.ts";
import { calibrate } from "./calibration.ts";
import { scoreChanges } from "./changes.ts";
import { scoreChart, scoreCodes, scoreShapes } from "./drawn.ts";
import { matchBest } from "./match.ts";
import { mean, quantile } from "./quantile.ts";
import { scoreText } from "./text.ts";
import { scoreThings } from "./things.ts";

const seen = (label: string, box: Box, confidence = 0.8): SeenObject => ({
  label,
  confidence,
  box,
  colours: [],
  alternatives: [],
});

function read(...rows: readonly string[]): SeenText {
  const pieces = rows.flatMap((row) => row.split("  "));
  return { rows, lines: pieces.map((text) => ({ text, confidence: 0.9, box: [0, 0, 9, 9], angle: 0 })) };
}

const truthOf = (...rows: readonly string[]) => ({
  rows,
  texts: rows.flatMap((row) => row.split("  ")).map((text) => ({ text })),
});

test("the best pairs are made first, each side once", () => {
  const { pairs, missed, extra } = matchBest([1, 2, 30], [2.1, 29, 500], (a, b) => -Math.abs(a - b), -5);
  assert.deepEqual(
    pairs.map((pair) => [pair.there, pair.seen]),
    [
      [2, 2.1],
      [30, 29],
    ],
  );
  assert.deepEqual([missed, extra], [[1], [500]]);
});

test("a label is found in its place only, and a second box round one thing is false", () => {
  const things = [{ label: "cat", box: [0, 0, 100, 100] as const }];
  const score = scoreThings({ things, alsoThere: ["spoon"] }, [
    seen("cat", [0, 0, 100, 90]),
    seen("cat", [0, 0, 100, 60], 0.6),
    seen("spoon", [10, 10, 20, 20]),
    seen("dog", [0, 0, 100, 100], 0.5),
  ]);
  assert.equal(score?.found, 1);
  assert.deepEqual(score?.ious, [0.9]);
  assert.deepEqual(score?.wrong, [
    { label: "cat", confidence: 0.6 },
    { label: "dog", confidence: 0.5 },
  ]);
  assert.deepEqual(
    score?.given.map(({ right }) => right),
    [true, false, true, false],
  );
  assert.equal(scoreThings({ things }, [seen("cat", [200, 200, 300, 300])])?.found, 0);
  assert.equal(scoreThings({ things: [] }, [seen("kite", [0, 0, 9, 9])])?.wrong.length, 1);
  assert.equal(scoreThings({}, []), null);
});

test("text counts wrong characters, whatever the order of the rows", () => {
  const truth = truthOf("Total  9.50", "Thank you");
  assert.deepEqual(scoreText(truth, read("Thank you", "Total  9.50")), {
    characters: 19,
    edits: 0,
    lines: 3,
    exactLines: 3,
    given: [1, 2, 3].map(() => ({ confidence: 0.9, right: true })),
  });
  assert.equal(scoreText(truth, read("Total  9.5O", "Thankyou"))?.edits, 2);
  assert.equal(scoreText(truth, read("Total  9.50"))?.edits, 9, "a missed row costs all of it");
  assert.equal(scoreText(truth, read("Total  9.50", "Thank you", "xyz"))?.edits, 3, "so does one that is not there");
  assert.equal(
    scoreText(truth, read("Total 9.50", "Thank you"))?.exactLines,
    1,
    "two pieces read as one are not exact",
  );
  assert.equal(scoreText({}, read("a")), null);
});

test("codes are exact or wrong", () => {
  const codes = [{ format: "QRCode", text: "a" }];
  const code = (text: string) => ({ format: "QRCode", text, box: [0, 0, 9, 9] as const });
  assert.deepEqual(scoreCodes({ codes }, [code("a")]), { present: 1, exact: 1, wrong: 0 });
  assert.deepEqual(scoreCodes({ codes }, [code("b")]), { present: 1, exact: 0, wrong: 1 });
  assert.deepEqual(scoreCodes({ codes: [] }, [code("b")]), { present: 0, exact: 0, wrong: 1 });
});

test("a shape counts with its name and its colour", () => {
  const square = { shape: "square", colour: "blue", box: [0, 0, 10, 10] as const };
  const more = { hex: "#0000ff", share: 0.1 };
  assert.deepEqual(scoreShapes({ shapes: [square] }, [{ ...square, ...more }]), {
    present: 1,
    found: 1,
    extra: 0,
    ious: [1],
  });
  assert.equal(scoreShapes({ shapes: [square] }, [{ ...square, ...more, colour: "red" }])?.found, 0);
});

test("a chart's bars are compared by label", () => {
  const bar = (label: string, value: number) => ({ label, value, colour: "teal", box: [0, 0, 9, 9] as const });
  const chart = { bars: [bar("Jan", 34), bar("Feb", 41)] };
  const given = { bars: [bar("Jan", 35), bar("Fob", 41)], valuesFrom: "axis", title: null } as const;
  assert.deepEqual(scoreChart({ chart }, given), { bars: 2, read: 1, errors: [1], wrong: 1 });
  assert.deepEqual(scoreChart({ chart }, null), { bars: 2, read: 0, errors: [], wrong: 0 });
  assert.equal(scoreChart({ kind: "photograph" }, given)?.wrong, 2);
});

test("a change is as far off as its worst edge, and unseen without a region", () => {
  const base = { same: "changed", similarity: 0.9, changedShare: 0.1, shift: null } as const;
  assert.deepEqual(scoreChanges([[60, 40, 240, 160]], { ...base, regions: [[60, 39, 240, 162]] }), {
    distances: [2],
    extra: 0,
  });
  assert.deepEqual(scoreChanges([[60, 40, 240, 160]], { ...base, regions: [] }).distances, [null]);
});

test("confidence is compared with how often it was right, in the ranges of the wording", () => {
  const [possibly, likely, plain] = calibrate([
    { confidence: 0.5, right: false },
    { confidence: 0.7, right: true },
    { confidence: 0.75, right: true },
    { confidence: 0.95, right: false },
  ]);
  assert.deepEqual([possibly?.given, possibly?.right], [1, 0]);
  assert.deepEqual([likely?.given, likely?.right], [1, 1]);
  assert.deepEqual([plain?.given, plain?.right, plain?.confidence], [2, 1, 0.85]);
});

test("quantiles are values that were measured", () => {
  assert.equal(quantile([5, 1, 3], 0.5), 3);
  assert.equal(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9), 9);
  assert.equal(quantile([], 0.5), null);
  assert.equal(mean([1, 2]), 1.5);
  assert.equal(mean([]), null);
});
