import assert from "node:assert/strict";
import { test } from "node:test";
import type { Perception } from "../src/perception.ts";
import { perception, thing } from "../test/perceptions.ts";
import { figuresOf } from "./figures.ts";
import type { Measured } from "./measure.ts";
import { tableOf } from "./table.ts";
import type { Truth } from "./truth.ts";

/** One picture looked at three times. */
function measured(truth: Truth, seen: Perception): Measured {
  return {
    name: "eyes",
    coldMs: 900,
    coldCpuMs: null,
    looked: [{ picture: { name: "a.png", bytes: new Uint8Array(), truth }, seen, ms: [500, 300, 400], cpuMs: [] }],
    compared: [],
    answered: [{ about: "a.png", question: "What?", answer: "A\ndog.", right: false }],
    memory: null,
  };
}

const cat = { label: "cat", box: [0, 0, 100, 100] as const };

test("a picture's figures stand in the table, and what has none is left out", () => {
  const { figures, faults } = figuresOf(
    measured({ things: [cat] }, perception({ objects: [thing("cat", 0.8, cat.box)] })),
  );
  const table = tableOf([{ name: "eyes", figures }]);
  assert.match(table, /\| labels found, in their place +\| 1 of 1 +\|/);
  assert.match(table, /\| later pictures, ms: median, p90 +\| 400, 400 +\|/);
  assert.match(table, /\| answers right +\| 0 of 1 +\|/);
  assert.doesNotMatch(table, /codes|chart|memory|CPU/);
  assert.deepEqual(faults, ["a.png: What? A dog."]);
});

test("everything that is not right is named", () => {
  const seen = perception({ objects: [thing("dog", 0.8, cat.box)] });
  const { figures, faults } = figuresOf(
    measured({ things: [cat], kind: "graphic", codes: [{ format: "QRCode", text: "x" }] }, seen),
  );
  assert.deepEqual([figures.labels, figures.falseLabels, figures.falseLabelsPlain], [{ right: 0, of: 1 }, 1, 1]);
  assert.deepEqual(faults.slice(0, 4), [
    "a.png: 0 of 1 things found",
    "a.png: false dog at 0.80",
    "a.png: 0 of 1 codes, 0 false",
    "a.png: taken for a photograph",
  ]);
});
