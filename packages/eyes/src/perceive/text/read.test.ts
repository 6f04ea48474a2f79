import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Truth } from "../../../../../examples/drawn/truth.ts";
import { iou } from "../boxes.ts";
import { decode } from "../decode.ts";
import { type Pixels, pipeline } from "../pixels.ts";
import { readText } from "./read.ts";

const DRAWN = new URL("../../../../../examples/drawn/", import.meta.url);
const truth: Truth = JSON.parse(readFileSync(new URL("truth.json", DRAWN), "utf8"));

async function open(name: string, folder = DRAWN): Promise<Pixels> {
  return (await decode(readFileSync(new URL(name, folder)))).pixels;
}

async function turn(pixels: Pixels, degrees: number): Promise<Pixels> {
  const image = pipeline(pixels).rotate(degrees, { background: "#4a3a2d" });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

for (const [name, picture] of Object.entries(truth))
  test(`every line of ${name} is read exactly, in reading order, and boxed`, async () => {
    const seen = await readText(await open(name));
    assert.deepEqual(seen.rows, picture.rows);
    assert.deepEqual(
      seen.lines.map(({ text }) => text),
      picture.texts.map(({ text }) => text),
    );
    picture.texts.forEach(({ text, box, turn }, i) => {
      const line = seen.lines[i];
      assert.ok(line && iou(line.box, box) >= 0.6, `${text} is at ${box}, was seen at ${line?.box}`);
      assert.ok(Math.abs(line.angle - turn) <= 4, `${text} was seen at ${line.angle} degrees`);
      assert.ok(line.confidence > 0.8 && line.confidence <= 1, `${text}: ${line.confidence}`);
    });
  });

test("a page on its side, upside down or askew reads the same", async () => {
  const ticket = await open("code.png");
  const { rows } = truth["code.png"] ?? {};
  for (const degrees of [90, 180, 270, 7]) {
    const seen = await readText(await turn(ticket, degrees));
    assert.deepEqual(seen.rows, rows, `turned by ${degrees} degrees`);
    for (const { angle } of seen.lines) {
      const off = ((((angle - degrees) % 360) + 540) % 360) - 180;
      assert.ok(Math.abs(off) <= 4, `turned by ${degrees} degrees, read at ${angle}`);
    }
  }
});

test("small print on a large page is searched for at the size that it needs", async () => {
  const image = pipeline(await open("receipt.png")).extend({ right: 2400, bottom: 1900, background: "#4a3a2d" });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const seen = await readText({ data, width: info.width, height: info.height });
  assert.deepEqual(seen.rows, truth["receipt.png"]?.rows);
});

test("photographs without print have no text", async () => {
  const photos = new URL("../photos/", DRAWN);
  for (const name of ["cat.png", "coffee.png", "photographer.png", "rocket.jpg"])
    assert.deepEqual(await readText(await open(name, photos)), { lines: [], rows: [] }, name);
});

test("a picture of one px, and one of 3 by 900, have no text", async () => {
  for (const [width, height] of [
    [1, 1],
    [3, 900],
  ] as const)
    assert.deepEqual(await readText({ data: new Uint8Array(width * height * 3), width, height }), {
      lines: [],
      rows: [],
    });
});

test("a reading that is stopped gives the lines read so far", async () => {
  let asked = 0;
  const { lines } = await readText(await open("receipt.png"), { stop: () => ++asked > 1 });
  const all = truth["receipt.png"]?.texts.length ?? 0;
  assert.ok(lines.length > 0 && lines.length < all, `${lines.length} of ${all}`);
});
