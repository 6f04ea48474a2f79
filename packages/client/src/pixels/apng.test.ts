// Frames of animated PNG files, laid over each other as the specification says.
import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { apng, chunk, chunksOf } from "../media/fixtures/apng.ts";
import { bytesOf } from "../media/fixtures/manifest.ts";
import { countApngFrames, drawApngFrames } from "./apng.ts";

type Colour = readonly [number, number, number, number];
const RED: Colour = [255, 0, 0, 255];
const GREEN: Colour = [0, 255, 0, 255];
const EMPTY: Colour = [0, 0, 0, 0];
const limits = { maxPixels: 1e6 };

const still = (width: number, height: number, [r, g, b, a]: Colour): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: { r, g, b, alpha: a / 255 } } })
    .png()
    .toBuffer();

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

interface Part {
  readonly size: readonly [number, number];
  readonly at: readonly [number, number];
  readonly colour: Colour;
  readonly dispose?: number;
  readonly blend?: number;
}

/** Of 4x2 px. */
async function film(parts: readonly Part[], hidden = false): Promise<Buffer> {
  const out: Buffer[] = [Buffer.from("\x89PNG\r\n\x1a\n", "latin1")];
  let sequence = 0;
  for (const [index, { size, at, colour, dispose = 0, blend = 0 }] of parts.entries()) {
    const png = await still(size[0], size[1], colour);
    if (index === 0) {
      out.push(chunk("IHDR", chunksOf(png)[0]?.body ?? Buffer.alloc(0)));
      out.push(chunk("acTL", Buffer.concat([u32(parts.length - (hidden ? 1 : 0)), u32(0)])));
    }
    const [control, ops] = [[...size, ...at], Buffer.from([0, 1, 0, 10, dispose, blend])];
    if (index > 0 || !hidden) out.push(chunk("fcTL", Buffer.concat([u32(sequence++), ...control.map(u32), ops])));
    for (const { name, body } of chunksOf(png))
      if (name === "IDAT")
        out.push(index === 0 ? chunk("IDAT", body) : chunk("fdAT", Buffer.concat([u32(sequence++), body])));
  }
  return Buffer.concat([...out, chunk("IEND", Buffer.alloc(0))]);
}

/** The px of a frame, row by row. */
async function frame(bytes: Uint8Array, number: number): Promise<Colour[]> {
  const [png] = await drawApngFrames(sharp, bytes, [number, number], limits);
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [4, 2]);
  return Array.from({ length: 8 }, (_, i) => [...data.subarray(i * 4, i * 4 + 4)] as unknown as Colour);
}

const ground: Part = { size: [4, 2], at: [0, 0], colour: RED };

test("a frame covers its own part, and the rest stays", async () => {
  const bytes = await film([ground, { size: [2, 1], at: [1, 1], colour: GREEN }]);
  assert.equal(countApngFrames(bytes), 2);
  assert.deepEqual(await frame(bytes, 1), Array(8).fill(RED));
  assert.deepEqual(await frame(bytes, 2), [RED, RED, RED, RED, RED, GREEN, GREEN, RED]);
});

test("what is over leaves what is under its see-through pixels; what takes the place does not", async () => {
  const clear: Part = { size: [2, 1], at: [0, 0], colour: EMPTY };
  assert.deepEqual(await frame(await film([ground, { ...clear, blend: 1 }]), 2), Array(8).fill(RED));
  assert.deepEqual((await frame(await film([ground, clear]), 2)).slice(0, 3), [EMPTY, EMPTY, RED]);
  const half: Part = { ...clear, colour: [0, 255, 0, 128], blend: 1 };
  const [[r, g, b, a] = EMPTY] = await frame(await film([ground, half]), 2);
  assert.deepEqual([r, g, b, a], [127, 128, 0, 255]);
});

test("a frame that is disposed of leaves nothing, or what was there before it", async () => {
  const green: Part = { size: [2, 1], at: [0, 0], colour: GREEN };
  const next: Part = { size: [1, 1], at: [3, 1], colour: GREEN };
  const emptied = await frame(await film([ground, { ...green, dispose: 1 }, next]), 3);
  assert.deepEqual(emptied.slice(0, 3), [EMPTY, EMPTY, RED]);
  const restored = await frame(await film([ground, { ...green, dispose: 2 }, next]), 3);
  assert.deepEqual(restored, [...Array(7).fill(RED), GREEN]);
});

test("a picture for who shows no films is no frame", async () => {
  const bytes = await film([ground, { ...ground, colour: GREEN }], true);
  assert.equal(countApngFrames(bytes), 1);
  assert.deepEqual(await frame(bytes, 1), Array(8).fill(GREEN));
});

test("palettes and 16 bits are decoded as in a still", async () => {
  const stills = await Promise.all(
    ["#f00", "#0f0"].map((background) =>
      sharp({ create: { width: 4, height: 2, channels: 3, background } })
        .toColourspace("rgb16")
        .png()
        .toBuffer(),
    ),
  );
  assert.deepEqual(await frame(apng(stills), 2), Array(8).fill(GREEN));
  assert.equal((await drawApngFrames(sharp, bytesOf("png-animated.png"), [1, 2], limits)).length, 2);
});

test("frames outside the picture, cut chunks and too many pixels are refused", async () => {
  const outside = await film([ground, { size: [4, 2], at: [1, 0], colour: GREEN }]);
  await assert.rejects(drawApngFrames(sharp, outside, [1, 1], limits), /outside/);
  const whole = await film([ground, ground]);
  await assert.rejects(drawApngFrames(sharp, whole.subarray(0, whole.length - 20), [2, 2], limits), /cut/);
  await assert.rejects(drawApngFrames(sharp, whole, [1, 1], { maxPixels: 7 }), { name: "Error", message: "4x2 px" });
  const many = await film(Array.from({ length: 9 }, () => ground));
  await assert.rejects(drawApngFrames(sharp, many, [9, 9], { maxPixels: 8 }));
});
