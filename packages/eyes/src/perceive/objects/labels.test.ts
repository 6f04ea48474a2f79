import assert from "node:assert/strict";
import { test } from "node:test";
import { LABEL_BY_ID, LABELS } from "./labels.ts";

test("the 80 labels stand at their COCO ids", () => {
  assert.equal(LABELS.length, 80);
  assert.equal(new Set(LABELS).size, 80);
  assert.equal(LABEL_BY_ID.length, 91);
  // Ids as in the data set's own annotation files; 12, 26, 29, 30, 45, 66, 68, 69, 71 and 83 were dropped.
  const known = {
    1: "person",
    13: "stop sign",
    17: "cat",
    27: "backpack",
    31: "handbag",
    46: "wine glass",
    67: "dining table",
    70: "toilet",
    72: "tv",
    84: "book",
    90: "toothbrush",
  };
  for (const [id, label] of Object.entries(known)) assert.equal(LABEL_BY_ID[Number(id)], label);
  for (const id of [12, 26, 29, 30, 45, 66, 68, 69, 71, 83]) assert.equal(LABEL_BY_ID[id], "");
});
