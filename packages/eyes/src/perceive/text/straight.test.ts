import assert from "node:assert/strict";
import { test } from "node:test";
import { angleOf, type TextRect } from "./rect.ts";
import { straightRects } from "./straight.ts";

/** Corners of a rectangle at an angle in degrees, in hull order. */
function quad(cx: number, cy: number, width: number, height: number, degrees: number): number[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].flatMap(([a = 0, b = 0]) => [
    cx + (a * width * cos - b * height * sin) / 2,
    cy + (a * width * sin + b * height * cos) / 2,
  ]);
}

const angles = (rects: readonly TextRect[]): number[] => rects.map(angleOf);

test("a short line takes the angle of the long ones; a long one keeps its own", () => {
  const hulls = [
    quad(100, 20, 200, 10, 3),
    quad(100, 60, 180, 10, 2),
    quad(20, 100, 22, 12, 9),
    quad(90, 90, 90, 9, -8),
  ];
  assert.deepEqual(angles(straightRects(hulls)), [3, 2, 2, -8]);
});

test("the straightened rectangle still holds the whole line", () => {
  const [, short] = straightRects([quad(100, 20, 200, 10, 0), quad(20, 100, 20, 10, 8)]);
  assert.ok(short && short.width > 20 && short.height > 10);
});

test("a short line far off the page's angle, or alone, keeps its own", () => {
  assert.deepEqual(angles(straightRects([quad(100, 20, 200, 10, 0), quad(20, 100, 24, 12, 30)])), [0, 30]);
  assert.deepEqual(angles(straightRects([quad(20, 100, 24, 12, 9)])), [9]);
});

test("lines on their side count for the page's angle too", () => {
  const hulls = [quad(20, 100, 10, 200, 4), quad(60, 50, 20, 12, 8)];
  assert.deepEqual(angles(straightRects(hulls)), [4, 4]);
});

test("a hull without extent is no line", () => {
  assert.deepEqual(straightRects([[5, 5]]), []);
});
