// The measurements under a comparison, each alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawSvg, paintOver, photo, throughJpeg } from "../../../test/pictures.ts";
import { luma } from "../luma.ts";
import { merged } from "./changes.ts";
import { differenceOf } from "./difference.ts";
import { differenceHash, hashDistance } from "./hash.ts";
import { findShift } from "./shift.ts";
import { similarityOf } from "./similarity.ts";
import { retone, toneBetween } from "./tone.ts";

const PHOTOS = ["astronaut.png", "cat.png", "coffee.png", "photographer.png", "rocket.jpg"];

test("the hash hardly changes with coding, size and light, and much between pictures", async () => {
  const hashes = await Promise.all(
    PHOTOS.map(async (name) => {
      const pixels = await photo(name);
      const hash = differenceHash(luma(pixels), pixels.width, pixels.height);
      for (const other of [
        await throughJpeg(pixels, 50),
        await changed(pixels, (image) => image.resize(200)),
        await changed(pixels, (image) => image.linear(0.7, 10)),
      ])
        assert.ok(hashDistance(hash, differenceHash(luma(other), other.width, other.height)) <= 24, name);
      return hash;
    }),
  );
  for (const [i, a] of hashes.entries())
    for (const b of hashes.slice(i + 1)) assert.ok(hashDistance(a, b) > 70, `${hashDistance(a, b)}`);
});

test("similarity is 1 with itself, less with noise, least with another picture", async () => {
  const pixels = await photo("astronaut.png");
  const other = await photo("photographer.png");
  const [a, b] = [luma(pixels), luma(other)];
  assert.equal(similarityOf(a, a, 512, 512).mean, 1);
  const coded = similarityOf(a, luma(await throughJpeg(pixels, 40)), 512, 512);
  assert.ok(coded.mean > 0.9 && coded.mean < 1 && coded.matched > 0.9, JSON.stringify([coded.mean, coded.matched]));
  const different = similarityOf(a, b, 512, 512);
  assert.ok(different.mean < 0.4 && different.matched < 0.3, JSON.stringify([different.mean, different.matched]));
});

test("a shift is found to the px, in both directions", async () => {
  const pixels = await photo("coffee.png");
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [37, 12],
    [-50, -21],
  ] as const) {
    const cut = (left: number, top: number) =>
      changed(pixels, (image) => image.extract({ left: 60 + left, top: 40 + top, width: 460, height: 300 }));
    const shift = findShift(luma(await cut(0, 0)), luma(await cut(-x, -y)), 460, 300);
    assert.deepEqual([shift.x, shift.y], [x, y]);
    assert.ok(shift.correlation > 0.99, `${shift.correlation}`);
  }
});

test("a tone is fitted in spite of a patch, and taken out to a level or two", async () => {
  const pixels = await photo("coffee.png");
  const lighter = await changed(pixels, (image) => image.linear([1.15, 1.1, 0.9], [8, 0, -4]));
  const patched = await paintOver(lighter, '<rect x="300" y="100" width="150" height="150" fill="#00f"/>');
  const tone = toneBetween(pixels, patched);
  assert.ok(tone.change > 8, `${tone.change}`);
  const toned = retone(patched, tone, pixels);
  let sum = 0;
  for (let p = 0; p < 3 * 600 * 90; p++) sum += Math.abs((toned.data[p] ?? 0) - (pixels.data[p] ?? 0));
  assert.ok(sum / (3 * 600 * 90) < 2, `${sum / (3 * 600 * 90)}`);
});

test("unrelated pictures have no common tone", async () => {
  const a = await photo("astronaut.png");
  const b = await photo("photographer.png");
  assert.equal(toneBetween(a, b).change, 0);
});

test("an edge that moved by a px is no difference in a noisy pair, a new shape is", async () => {
  const square = (x: number, more = "") =>
    drawSvg(200, 150, `<rect x="${x}" y="40" width="60" height="60" fill="#1f4fd1"/>${more}`);
  const noisy = { noisy: true };
  const moved = differenceOf(await square(50), await square(51), noisy);
  assert.ok(moved.mask.every((value) => value === 0));
  const more = differenceOf(await square(50), await square(50, '<circle cx="150" cy="70" r="9"/>'), noisy);
  assert.ok(more.mask.filter((value) => value > 0).length > 200);
});

test("boxes near each other become one, however they are ordered", () => {
  const row = [0, 12, 24, 36].map((x) => [x, 0, x + 10, 10] as const);
  for (const order of [row, [...row].reverse(), [row[2], row[0], row[3], row[1]] as typeof row])
    assert.deepEqual(merged(order, 3), [[0, 0, 46, 10]]);
  assert.equal(merged(row, 2).length, 4);
  assert.deepEqual(merged([], 3), []);
});
