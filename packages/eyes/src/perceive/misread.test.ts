import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenShape, TextLine } from "../perception.ts";
import { certain, settle } from "./misread.ts";

const line = (text: string, confidence: number, box: TextLine["box"]): TextLine => ({
  text,
  confidence,
  box,
  angle: 0,
});
const shape = (name: string, box: SeenShape["box"]): SeenShape => ({
  shape: name,
  colour: "red",
  hex: "#f00",
  box,
  share: 0.1,
});
const drawn = [shape("circle", [0, 0, 100, 100]), shape("triangle", [120, 0, 220, 100])];

test("a doubtful reading of plain shapes is no text, and the shapes stay", () => {
  const lines = [line("OA", 0.6, [0, 0, 225, 100]), line("Caption", 0.98, [0, 200, 100, 220])];
  const { text, shapes } = settle({ lines, rows: ["OA", "Caption"] }, drawn);
  assert.deepEqual(text, { lines: [lines[1]], rows: ["Caption"] });
  assert.deepEqual(shapes, drawn);
});

test("only the misread piece of a row goes", () => {
  const lines = [line("a", 0.9, [0, 0, 9, 9]), line("OA", 0.6, [0, 0, 225, 100]), line("b  c", 0.9, [300, 0, 309, 9])];
  const { text } = settle({ lines, rows: ["a  OA  b  c"] }, drawn);
  assert.deepEqual(text.rows, ["a  b  c"]);
});

test("doubtful text that no plain shapes cover stays, and its letters are no shapes", () => {
  const lines = [line("scrawl", 0.6, [0, 0, 300, 100])];
  const letters = [shape("irregular shape", [10, 10, 60, 90]), shape("ring", [70, 10, 120, 90])];
  const elsewhere = shape("square", [0, 200, 100, 300]);
  const { text, shapes } = settle({ lines, rows: ["scrawl"] }, [...letters, elsewhere]);
  assert.deepEqual(text.lines, lines);
  assert.deepEqual(shapes, [elsewhere]);
});

test("text that is read without doubt is never taken for shapes", () => {
  const lines = [line("OA", 0.8, [0, 0, 225, 100])];
  assert.deepEqual(certain(lines), lines);
  assert.deepEqual(settle({ lines, rows: ["OA"] }, drawn).text.lines, lines);
});
