import assert from "node:assert/strict";
import { test } from "node:test";
import type { Orientation } from "./facts.ts";
import { orientedSize } from "./orient.ts";

test("orientations 5 to 8 swap width and height", () => {
  const shown = ([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[]).map((orientation) => orientedSize(3, 2, orientation).width);
  assert.deepEqual(shown, [3, 3, 3, 3, 2, 2, 2, 2]);
});
