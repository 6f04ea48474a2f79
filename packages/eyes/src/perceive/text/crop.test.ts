import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pixels } from "../pixels.ts";
import { CROP_HEIGHT, cropWidth, writeCrop } from "./crop.ts";
import type { TextRect } from "./rect.ts";

function rect(width: number, height: number, degrees = 0): TextRect {
  const angle = (degrees * Math.PI) / 180;
  return { cx: 100, cy: 100, width, height, ux: Math.cos(angle), uy: Math.sin(angle) };
}

/** 200 x 200 px painted by a function of the px. */
function paint(colour: (x: number, y: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8Array(200 * 200 * 3);
  for (let i = 0; i < 200 * 200; i++) data.set(colour(i % 200, (i / 200) | 0), i * 3);
  return { data, width: 200, height: 200 };
}

function crop(pixels: Pixels, from: TextRect) {
  const width = cropWidth(from);
  const stride = width + 5;
  const out = new Float32Array(10 + 3 * CROP_HEIGHT * stride).fill(9);
  writeCrop(pixels, from, width, out, 10, stride);
  return {
    width,
    out,
    at: (plane: number, x: number, y: number) => out[10 + (plane * CROP_HEIGHT + y) * stride + x] ?? 9,
  };
}

test("a crop's width keeps the rectangle's shape, within the recogniser's bounds", () => {
  assert.equal(cropWidth(rect(96, 24)), 192);
  assert.equal(cropWidth(rect(3, 24)), 16);
  assert.equal(cropWidth(rect(5000, 10)), 1600);
});

test("planes are blue, green, red from -1 to 1, and nothing is written past the width", () => {
  const { width, out, at } = crop(
    paint(() => [255, 0, 51]),
    rect(48, 24),
  );
  assert.ok(Math.abs(at(0, 5, 5) - (51 / 127.5 - 1)) < 1e-6);
  assert.ok(Math.abs(at(1, 5, 5) + 1) < 1e-6);
  assert.ok(Math.abs(at(2, 5, 5) - 1) < 1e-6);
  assert.equal(at(0, width, 0), 9);
  assert.ok(out.subarray(0, 10).every((value) => value === 9));
});

test("a turned rectangle comes out straight: its left is where its reading begins", () => {
  // Left half of the picture is black, so a crop read downwards is black in its lower rows, read upwards in its upper ones.
  const pixels = paint((x) => (x < 100 ? [0, 0, 0] : [255, 255, 255]));
  const down = crop(pixels, rect(60, 40, 90));
  assert.deepEqual([down.at(0, 10, 4) > 0.9, down.at(0, 10, 43) < -0.9], [true, true]);
  const up = crop(pixels, rect(60, 40, -90));
  assert.deepEqual([up.at(0, 10, 4) < -0.9, up.at(0, 10, 43) > 0.9], [true, true]);
  const backwards = crop(pixels, rect(60, 40, 180));
  assert.deepEqual([backwards.at(0, 2, 24) > 0.9, backwards.at(0, backwards.width - 3, 24) < -0.9], [true, true]);
});

test("large print is averaged, not sampled: a fine grid comes out grey", () => {
  const grid = crop(
    paint((x) => (x % 2 === 0 ? [0, 0, 0] : [255, 255, 255])),
    rect(180, 180),
  );
  for (let x = 2; x < grid.width - 2; x++) assert.ok(Math.abs(grid.at(1, x, 20)) < 0.6, `${grid.at(1, x, 20)}`);
});

test("a rectangle that reaches past the picture repeats its edge", () => {
  const { at } = crop(
    paint((x) => (x === 0 ? [255, 255, 255] : [0, 0, 0])),
    { ...rect(40, 20), cx: -30 },
  );
  assert.ok(at(0, 0, 10) > 0.99);
});
