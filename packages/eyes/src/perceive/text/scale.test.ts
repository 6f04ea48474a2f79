import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode } from "../decode.ts";
import { type Pixels, pipeline } from "../pixels.ts";
import { detectLines } from "./scale.ts";

async function open(name: string): Promise<Pixels> {
  return (await decode(readFileSync(new URL(`../../../../../examples/drawn/${name}`, import.meta.url)))).pixels;
}

/** A receipt of 32 lines on a table so large that its print is small. */
async function smallPrint(): Promise<Pixels> {
  const image = pipeline(await open("receipt.png")).extend({ right: 2400, bottom: 1900, background: "#4a3a2d" });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const middleHeight = (rects: readonly { height: number }[]): number =>
  rects.map(({ height }) => height).sort((a, b) => a - b)[rects.length >> 1] ?? 0;

test("small print is looked for once more, larger: every line gets a rectangle, closer than at the size of most pages", async () => {
  const pixels = await smallPrint();
  const [auto, high, low] = [
    await detectLines(pixels, "auto"),
    await detectLines(pixels, "high"),
    await detectLines(pixels, "low"),
  ];
  assert.deepEqual(auto, high);
  assert.ok(auto.length > low.length, `${auto.length} rectangles, ${low.length} at 640 px`);
  assert.ok(middleHeight(auto) < middleHeight(low));
});

test("print that is large enough is looked for once", async () => {
  const pixels = await open("poster.png");
  const [auto, high] = [await detectLines(pixels, "auto"), await detectLines(pixels, "high")];
  assert.equal(auto.length, high.length);
  assert.notDeepEqual(auto, high);
});
