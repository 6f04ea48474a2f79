import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recognise } from "./recognise.ts";
import { angleOf, type TextRect } from "./rect.ts";
import { readUpright } from "./upright.ts";

/** A picture whose lines stand at known angles: read that way the text comes out with confidence, any other way garbled. */
function picture(truth: readonly { text: string; degrees: number; wrongWay?: number }[]) {
  const rects: TextRect[] = truth.map(({ text, degrees }, i) => {
    const onSide = degrees % 180 !== 0;
    const [long, short] = [20 * text.length, 20];
    return { cx: i, cy: i, width: onSide ? short : long, height: onSide ? long : short, ux: 1, uy: 0 };
  });
  let count = 0;
  const recognise: Recognise = async (asked) => {
    count += asked.length;
    return asked.map((rect) => {
      const { text = "", degrees = 0, wrongWay = 0.4 } = truth[rect.cx] ?? {};
      const right = angleOf(rect) === degrees;
      return { close: rect, text: right ? text : text.toUpperCase(), confidence: right ? 0.95 : wrongWay };
    });
  };
  return { rects, recognise, asked: () => count };
}

async function read(truth: Parameters<typeof picture>[0]) {
  const { rects, recognise, asked } = picture(truth);
  const lines = await readUpright(recognise, rects);
  const found = lines.sort((a, b) => a.rect.cx - b.rect.cx).map(({ text, rect }) => [text, angleOf(rect)]);
  return { found, asked: asked() };
}

test("upright lines are read once", async () => {
  const { found, asked } = await read([
    { text: "total", degrees: 0 },
    { text: "cash", degrees: 0 },
  ]);
  assert.deepEqual(found, [
    ["total", 0],
    ["cash", 0],
  ]);
  assert.equal(asked, 2);
});

test("lines on their side are read upwards or downwards, whichever makes sense", async () => {
  for (const degrees of [90, -90]) {
    const { found } = await read([
      { text: "thousands", degrees },
      { text: "month", degrees },
      { text: "flat line", degrees: 0 },
    ]);
    assert.deepEqual(found, [
      ["thousands", degrees],
      ["month", degrees],
      ["flat line", 0],
    ]);
  }
});

test("on a page upside down a line that reads well both ways follows the others", async () => {
  const { found } = await read([
    { text: "a long line of text", degrees: 180 },
    { text: "another long line", degrees: 180 },
    { text: "soho", degrees: 180, wrongWay: 0.97 },
  ]);
  assert.deepEqual(found[2], ["soho", 180]);
});

test("one line upside down on an upright page is turned alone", async () => {
  const { found } = await read([
    { text: "a long line of text", degrees: 0 },
    { text: "upside", degrees: 180 },
  ]);
  assert.deepEqual(found, [
    ["a long line of text", 0],
    ["upside", 180],
  ]);
});

test("a tall rectangle may be a single upright character", async () => {
  const recognise: Recognise = async (asked) =>
    asked.map((rect) => ({ close: rect, text: "1", confidence: angleOf(rect) === 0 ? 0.98 : 0.5 }));
  const [one] = await readUpright(recognise, [{ cx: 9, cy: 9, width: 10, height: 22, ux: 1, uy: 0 }]);
  assert.deepEqual([one?.text, one && angleOf(one.rect)], ["1", 0]);
});
