import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, type TextRect, turned } from "./rect.ts";
import { type PlacedLine, rows } from "./rows.ts";

function line(text: string, x1: number, y1: number, width = 10 * text.length, height = 20): PlacedLine {
  const rect = { cx: x1 + width / 2, cy: y1 + height / 2, width, height, ux: 1, uy: 0 };
  return { text, confidence: 1, angle: 0, rect, box: boxOf(rect) };
}

/** The whole page turned clockwise about (500, 500). */
function turnPage(lines: readonly PlacedLine[], degrees: number): PlacedLine[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return lines.map((placed) => {
    const { cx, cy, ...size } = placed.rect;
    const [dx, dy] = [cx - 500, cy - 500];
    const rect: TextRect = { ...size, cx: 500 + dx * cos - dy * sin, cy: 500 + dx * sin + dy * cos, ux: cos, uy: sin };
    return { ...placed, rect, box: boxOf(rect) };
  });
}

const texts = (lines: readonly PlacedLine[]): string[] =>
  rows(lines).map((row) => row.map(({ text }) => text).join("|"));

const RECEIPT = [
  line("4.92", 600, 150),
  line("Subtotal", 100, 102),
  line("Total", 100, 200, 90, 30),
  line("24.60", 600, 100),
  line("29.52", 590, 203, 90, 30),
  line("VAT", 100, 148),
];
const READ = ["Subtotal|24.60", "VAT|4.92", "Total|29.52"];

test("lines side by side form a row from left to right, rows go down", () => {
  assert.deepEqual(texts(RECEIPT), READ);
});

test("a page askew, on its side or upside down gives the same rows", () => {
  for (const degrees of [4, -6, 90, 180, 270, 183])
    assert.deepEqual(texts(turnPage(RECEIPT, degrees)), READ, `${degrees}`);
});

test("lines that overlap sideways are never one row", () => {
  assert.deepEqual(texts([line("first line", 0, 0), line("second line", 5, 9)]), ["first line", "second line"]);
});

test("a line on its side comes after the upright ones, in a row of its own", () => {
  const title = line("Thousands", 0, 0);
  const onSide = { ...title, rect: { ...turned(title.rect, 3), cx: 20, cy: 150 }, box: [10, 100, 30, 190] as const };
  assert.deepEqual(texts([onSide, line("100", 60, 90), line("Visitors a month", 200, 20)]), [
    "Visitors a month",
    "100",
    "Thousands",
  ]);
});

test("no lines, no rows", () => {
  assert.deepEqual(rows([]), []);
});
