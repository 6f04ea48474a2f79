import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import sharp from "sharp";
import type { Box } from "../perception.ts";
import { iou } from "./boxes.ts";
import { decode } from "./decode.ts";
import { findFaces } from "./faces.ts";

const file = (name: string) => readFile(new URL(`../../../../examples/photos/${name}`, import.meta.url));
// Marked by hand: the astronaut, and her face from the brows to the chin.
const PERSON: Box = [20, 14, 365, 512];
const FACE: Box = [172, 66, 280, 186];

test("the astronaut has one face, in its place", async () => {
  const { pixels } = await decode(await file("astronaut.png"));
  const faces = await findFaces(pixels, [PERSON]);
  assert.equal(faces.length, 1, JSON.stringify(faces));
  assert.ok(iou(faces[0]?.box as Box, FACE) > 0.5, JSON.stringify(faces));
});

test("a small person in a large picture is looked at closely", async () => {
  const small = await sharp(await file("astronaut.png"))
    .resize(256, 256)
    .toBuffer();
  const canvas = sharp({ create: { width: 2400, height: 1600, channels: 3, background: "#89a" } });
  const { pixels } = await decode(
    await canvas
      .composite([{ input: small, left: 1500, top: 900 }])
      .png()
      .toBuffer(),
  );
  const place = (box: Box): Box => [box[0] / 2 + 1500, box[1] / 2 + 900, box[2] / 2 + 1500, box[3] / 2 + 900];
  const faces = await findFaces(pixels, [place(PERSON)]);
  assert.equal(faces.length, 1, JSON.stringify(faces));
  assert.ok(iou(faces[0]?.box as Box, place(FACE)) > 0.5, JSON.stringify(faces));
});

test("a face outside every person is not counted, and nobody has no face", async () => {
  const { pixels } = await decode(await file("astronaut.png"));
  assert.deepEqual(await findFaces(pixels, [[300, 0, 512, 300]]), []);
  assert.deepEqual(await findFaces(pixels, []), []);
});
