import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box, SeenShape } from "../perception.ts";
import { withoutShapes } from "./drawn-things.ts";

const shape = (name: string, box: Box): SeenShape => ({
  shape: name,
  colour: "yellow",
  hex: "#f7d117",
  box,
  share: 0.02,
});

test("an airplane in the place of a star is the star; one elsewhere, or of an irregular shape, is kept", () => {
  const airplane = { label: "airplane", box: [46, 276, 211, 435] as Box };
  assert.deepEqual(withoutShapes([airplane], [shape("star", [47, 273, 213, 430])]), []);
  assert.deepEqual(withoutShapes([airplane], [shape("star", [247, 273, 413, 430])]), [airplane]);
  assert.deepEqual(withoutShapes([airplane], [shape("irregular shape", [47, 273, 213, 430])]), [airplane]);
});
