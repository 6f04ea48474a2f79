import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { angleOf, boxOf, grow, hull, rectAlong, smallestRect, type TextRect, turned } from "./rect.ts";

const RUNS = { seed: 7, numRuns: process.env.FOVEA_SOAK ? 5000 : 100 };

/** The four corners of a rectangle, x and y alternating. */
function corners({ cx, cy, width, height, ux, uy }: TextRect): number[] {
  return [-1, 1].flatMap((a) =>
    [-1, 1].flatMap((b) => [
      cx + (a * width * ux) / 2 - (b * height * uy) / 2,
      cy + (a * width * uy) / 2 + (b * height * ux) / 2,
    ]),
  );
}

function close(actual: number | undefined, expected: number, tolerance = 1e-6): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= tolerance, `${actual} is not ${expected}`);
}

test("a hull leaves out points inside and on its sides", () => {
  assert.deepEqual(hull([0, 0, 4, 0, 4, 4, 0, 4, 2, 2, 2, 0]), [0, 0, 4, 0, 4, 4, 0, 4]);
});

test("the smallest rectangle round a turned rectangle is that rectangle, read nearest to left to right", () => {
  const rects = fc.record({
    cx: fc.integer({ min: -500, max: 500 }),
    cy: fc.integer({ min: -500, max: 500 }),
    width: fc.integer({ min: 20, max: 400 }),
    height: fc.integer({ min: 4, max: 18 }),
    degrees: fc.integer({ min: -44, max: 44 }),
  });
  fc.assert(
    fc.property(rects, ({ degrees, ...rest }) => {
      const angle = (degrees * Math.PI) / 180;
      const found = smallestRect(hull(corners({ ...rest, ux: Math.cos(angle), uy: Math.sin(angle) })));
      close(found?.cx, rest.cx, 1e-6);
      close(found?.cy, rest.cy, 1e-6);
      close(found?.width, rest.width, 1e-6);
      close(found?.height, rest.height, 1e-6);
      assert.equal(found && angleOf(found), degrees);
    }),
    RUNS,
  );
});

test("no rectangle lies round points on one spot; points on one line have one without height", () => {
  assert.equal(smallestRect(hull([3, 3, 3, 3])), null);
  const flat = smallestRect(hull([0, 0, 10, 0, 5, 0]));
  assert.deepEqual([flat?.width, flat?.height], [10, 0]);
});

test("a rectangle along a direction holds every point", () => {
  const rect = rectAlong([0, 0, 10, 0, 10, 5], 0, 1);
  assert.deepEqual(rect, { cx: 5, cy: 2.5, width: 5, height: 10, ux: 0, uy: 1 });
});

test("quarter turns keep the place and change the reading direction; four of them change nothing", () => {
  const rect: TextRect = { cx: 50, cy: 20, width: 80, height: 10, ux: 1, uy: 0 };
  assert.deepEqual(turned(rect, 1), { cx: 50, cy: 20, width: 10, height: 80, ux: -0, uy: 1 });
  assert.equal(angleOf(turned(rect, 1)), 90);
  assert.equal(angleOf(turned(rect, 2)), 180);
  assert.equal(angleOf(turned(rect, -1)), -90);
  for (const quarters of [0, 1, 2, 3]) assert.deepEqual(boxOf(turned(rect, quarters)), [10, 15, 90, 25]);
  assert.deepEqual(turned(rect, 4), rect);
});

test("growing moves every side out", () => {
  assert.deepEqual(boxOf(grow({ cx: 10, cy: 10, width: 10, height: 4, ux: 1, uy: 0 }, 3)), [2, 5, 18, 15]);
});

test("the box round a rectangle at 45 degrees is as wide as its diagonal extent", () => {
  const box = boxOf({ cx: 0, cy: 0, width: 10, height: 10, ux: Math.SQRT1_2, uy: Math.SQRT1_2 });
  for (const side of box) close(Math.abs(side), 10 * Math.SQRT1_2);
});
