import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import sharp from "sharp";
import { compareBytes } from "./compare-bytes.ts";

const coffee = await readFile(new URL("../../../../examples/photos/coffee.png", import.meta.url));

test("a patch on a picture that is reduced before it is compared is found in px of the picture as given", async () => {
  // Three times as large as the pixels that are compared: a patch of 480 x 360 px at [3000, 900].
  const large = await sharp(coffee).resize(4800, 3200).png({ compressionLevel: 1 }).toBuffer();
  const patch = await sharp({ create: { width: 480, height: 360, channels: 3, background: "#ff00ff" } })
    .png()
    .toBuffer();
  const patched = await sharp(large)
    .composite([{ input: patch, left: 3000, top: 900 }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  const { same, regions } = await compareBytes(large, patched);
  assert.equal(same, "changed");
  assert.equal(regions.length, 1);
  for (const [i, side] of [3000, 900, 3480, 1260].entries())
    assert.ok(Math.abs((regions[0]?.[i] ?? 0) - side) <= 12, `${regions[0]}`);
});

test("a copy is identical, and flat pictures of two sizes are not", async () => {
  assert.equal((await compareBytes(coffee, coffee)).same, "identical");
  const flat = (width: number) =>
    sharp({ create: { width, height: width, channels: 3, background: "#777" } })
      .png()
      .toBuffer();
  assert.notEqual((await compareBytes(await flat(3000), await flat(4000))).same, "identical");
});
