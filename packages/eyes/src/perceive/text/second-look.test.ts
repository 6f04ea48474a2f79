import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recognise } from "./recognise.ts";
import type { TextRect } from "./rect.ts";
import { secondLook } from "./second-look.ts";
import type { ReadRect } from "./upright.ts";

const rectAt = (cx: number): TextRect => ({ cx, cy: 0, width: 100, height: 20, ux: 1, uy: 0 });
const line = (cx: number, text: string, confidence: number): ReadRect => ({
  rect: rectAt(cx),
  close: rectAt(cx),
  text,
  confidence,
});

/** A recogniser that knows what stands where, and remembers what it was asked. */
function reader(known: Readonly<Record<number, { text: string; confidence: number }>>) {
  const asked: { places: number[]; stretch: number | undefined }[] = [];
  const recognise: Recognise = async (rects, stretch) => {
    asked.push({ places: rects.map(({ cx }) => cx), stretch });
    return rects.map((rect) => ({ close: rect, ...(known[rect.cx] ?? { text: "?", confidence: 0 }) }));
  };
  return { recognise, asked };
}

test("only lines in some doubt are read again, and stretched", async () => {
  const { recognise, asked } = reader({});
  await secondLook(recognise, [line(1, "sure", 0.99), line(2, "i1l", 0.8), line(3, "gravel", 0.2)]);
  assert.deepEqual(
    asked.flatMap(({ places }) => places),
    [2],
  );
  assert.ok(asked.every(({ stretch }) => (stretch ?? 1) > 1));
});

test("the more confident of two readings is kept, in its place", async () => {
  const { recognise } = reader({ 1: { text: "ill", confidence: 0.9 }, 2: { text: "worse", confidence: 0.5 } });
  const read = await secondLook(recognise, [line(1, "il", 0.7), line(2, "better", 0.8), line(3, "sure", 0.99)]);
  assert.deepEqual(
    read.map(({ text, confidence, rect }) => [text, confidence, rect.cx]),
    [
      ["ill", 0.9, 1],
      ["better", 0.8, 2],
      ["sure", 0.99, 3],
    ],
  );
});

test("a picture full of doubtful lines is not read twice as a whole", async () => {
  const { recognise, asked } = reader({});
  const lines = Array.from({ length: 200 }, (_, i) => line(i, "gravel", 0.6));
  assert.equal((await secondLook(recognise, lines)).length, 200);
  assert.ok(asked.reduce((sum, { places }) => sum + places.length, 0) <= 24);
});
