import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Box } from "../../perception.ts";
import { iou } from "../boxes.ts";
import { decode } from "../decode.ts";
import { findObjects } from "./objects.ts";

const photo = async (name: string) =>
  (await decode(await readFile(new URL(`../../../../../examples/photos/${name}`, import.meta.url)))).pixels;

// Boxes marked by hand, by looking at the pictures.
const MARKED: [file: string, label: string, box: Box][] = [
  ["cat.png", "cat", [0, 0, 400, 300]],
  ["astronaut.png", "person", [20, 14, 365, 512]],
  ["coffee.png", "cup", [172, 17, 408, 308]],
  ["photographer.png", "person", [0, 64, 333, 512]],
];

for (const [file, label, marked] of MARKED)
  test(`${file} shows a ${label}, in its place`, async () => {
    const found = await findObjects(await photo(file));
    const named = found.filter((thing) => thing.label === label);
    assert.equal(named.length, 1, JSON.stringify(found));
    const [thing] = named as [(typeof named)[0]];
    assert.ok(iou(thing.box, marked) >= 0.6, `IoU ${iou(thing.box, marked)} of ${thing.box}`);
    assert.ok(thing.confidence > 0.5 && thing.confidence < 1);
  });

test("a rocket is not among the 80 kinds, and nothing else is claimed in its place", async () => {
  assert.deepEqual(await findObjects(await photo("rocket.jpg")), []);
});

test("an empty wall shows nothing, at any size down to one px", async () => {
  for (const [width, height] of [
    [1, 1],
    [1, 2576],
    [640, 480],
  ] as const)
    assert.deepEqual(await findObjects({ data: new Uint8Array(width * height * 3).fill(200), width, height }), []);
});

test("a search that is stopped gives what it has found", async () => {
  let asked = 0;
  const found = await findObjects(await photo("cat.png"), { minConfidence: 0, stop: () => ++asked > 1 });
  assert.ok(found.some((thing) => thing.label === "cat"));
  assert.equal(asked, 2, "stopped before the second model");
});
