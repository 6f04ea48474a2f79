import assert from "node:assert/strict";
import { test } from "node:test";
import { inputSize } from "./detect.ts";

test("the detector's input is a multiple of 32, at most the long edge asked for, and never nothing", () => {
  assert.deepEqual(inputSize(900, 640, 960), [896, 640]);
  assert.deepEqual(inputSize(4000, 3000, 960), [960, 736]);
  assert.deepEqual(inputSize(4000, 10, 960), [960, 32]);
  assert.deepEqual(inputSize(3000, 4000, 1536), [1152, 1536]);
});

test("a tiny picture is enlarged, at most to double", () => {
  assert.deepEqual(inputSize(200, 100, 960), [416, 192]);
  assert.deepEqual(inputSize(390, 100, 960), [640, 160]);
  assert.deepEqual(inputSize(1, 1, 960), [32, 32]);
});
