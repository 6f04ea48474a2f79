import assert from "node:assert/strict";
import { test } from "node:test";
import { believable } from "./believable.ts";

function kept(...lines: readonly [string, number][]): string[] {
  return believable(lines.map(([text, confidence]) => ({ text, confidence }))).map(({ text }) => text);
}

test("words, numbers and signs that people print alone are text", () => {
  assert.deepEqual(kept(["Exit", 0.6], ["0", 0.82], ["24.60", 0.9], ["?", 0.95], ["€", 0.9]), [
    "Exit",
    "0",
    "24.60",
    "?",
    "€",
  ]);
});

test("discs, stars, dots and what is read without confidence are not", () => {
  assert.deepEqual(kept(["★", 0.95], ["〇", 0.9], ["...", 0.9], ["O", 0.6], ["+", 0.7], ["oau", 0.4], ["", 0]), []);
});

test("a lone Chinese character needs Chinese company", () => {
  assert.deepEqual(kept(["米", 0.9], ["Exit", 0.9]), ["Exit"]);
  assert.deepEqual(kept(["米", 0.9], ["洗涤", 0.9]), ["米", "洗涤"]);
});
