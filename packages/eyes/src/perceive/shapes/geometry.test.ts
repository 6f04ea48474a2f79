// The arithmetic under the names of shapes: moments, hull, fits and corners, on points with known truth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../../../test/pictures.ts";
import { ellipseError, halfCircleError, roundedError } from "./curves.ts";
import { hullOf, smallestRectangle } from "./hull.ts";
import { momentsOf, type Points } from "./moments.ts";
import { fewestCorners } from "./polygon.ts";
import { quadrilateralName } from "./quadrilateral.ts";

function near(actual: number, expected: number, slack: number, what = ""): void {
  assert.ok(Math.abs(actual - expected) <= slack, `${what} ${actual} is not ${expected} within ${slack}`);
}

/** Points every px along a closed polygon, strayed by up to `noise`, turned about the origin, clockwise on the screen. */
function along(corners: readonly (readonly [number, number])[], degrees = 0, noise = 0, seed = 1): Points {
  const random = seeded(seed);
  const angle = (degrees * Math.PI) / 180;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [i, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(i + 1) % corners.length] ?? [0, 0];
    const steps = Math.max(1, Math.round(Math.hypot(x2 - x1, y2 - y1)));
    for (let k = 0; k < steps; k++) {
      const x = x1 + ((x2 - x1) * (k + 0.5)) / steps + (random() - 0.5) * 2 * noise;
      const y = y1 + ((y2 - y1) * (k + 0.5)) / steps + (random() - 0.5) * 2 * noise;
      xs.push(300 + x * Math.cos(angle) - y * Math.sin(angle));
      ys.push(200 + x * Math.sin(angle) + y * Math.cos(angle));
    }
  }
  return { xs: Float64Array.from(xs), ys: Float64Array.from(ys) };
}

function regular(count: number, radius: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

const RECTANGLE: [number, number][] = [
  [-60, -25],
  [60, -25],
  [60, 25],
  [-60, 25],
];

test("area, centre and spread of a rectangle and of a circle are those of the book", () => {
  const rectangle = momentsOf(along(RECTANGLE));
  near(rectangle.area, 6000, 2);
  near(rectangle.x, 300, 0.01);
  near(rectangle.xx, 120 ** 2 / 12, 3);
  near(rectangle.yy, 50 ** 2 / 12, 1);
  near(rectangle.xy, 0, 0.01);
  const circle = momentsOf(along(regular(200, 50)));
  near(circle.area, Math.PI * 2500, 10);
  near(circle.xx, 50 ** 2 / 4, 2);
});

test("the smallest rectangle finds sides and angle of a turned rectangle", () => {
  for (const degrees of [0, 7, 33, 45, 88]) {
    const { halfWidth, halfHeight, x, y } = smallestRectangle(hullOf(along(RECTANGLE, degrees)));
    near(Math.max(halfWidth, halfHeight), 60, 0.6);
    near(Math.min(halfWidth, halfHeight), 25, 0.6);
    near(x, 300, 0.1);
    near(y, 200, 0.1);
  }
});

test("the hull of a star is its tips", () => {
  const star = Array.from({ length: 10 }, (_, i): [number, number] => {
    const radius = i % 2 === 0 ? 60 : 25;
    return [radius * Math.cos((Math.PI * i) / 5), radius * Math.sin((Math.PI * i) / 5)];
  });
  const hull = momentsOf(hullOf(along(star)));
  near(hull.area, (5 / 2) * 60 ** 2 * Math.sin((2 * Math.PI) / 5), 150);
});

test("an ellipse strays from its ellipse by nothing, a hexagon by more than a px", () => {
  const ellipse = Array.from({ length: 300 }, (_, i): [number, number] => [
    70 * Math.cos((2 * Math.PI * i) / 300),
    30 * Math.sin((2 * Math.PI * i) / 300),
  ]);
  const points = along(ellipse, 25);
  const fit = ellipseError(points, momentsOf(points));
  near(fit.error, 0, 0.05);
  near(fit.major, 70, 0.1);
  near(fit.minor, 30, 0.1);
  const hexagon = along(regular(6, 50));
  assert.ok(ellipseError(hexagon, momentsOf(hexagon)).error > 1);
});

test("rounded corners are measured, sharp ones have no radius", () => {
  const rounded: [number, number][] = [];
  for (const [cx, cy, from] of [
    [42, 7, 270],
    [42, 7, 0],
    [-42, 7, 90],
    [-42, -7, 180],
  ] as const)
    for (let k = 0; k <= 30; k++) {
      const angle = ((from + 3 * k) * Math.PI) / 180;
      const y = from === 270 ? -7 : cy;
      rounded.push([cx + 18 * Math.cos(angle), y + 18 * Math.sin(angle)]);
    }
  const points = along(rounded, 20);
  const fit = roundedError(points, smallestRectangle(hullOf(points)), momentsOf(points).area);
  near(fit.radius, 18, 1);
  near(fit.error, 0, 0.15);
  const sharp = along(RECTANGLE, 20, 0.1);
  assert.equal(roundedError(sharp, smallestRectangle(hullOf(sharp)), momentsOf(sharp).area).radius, 0);
});

test("half a circle fits as such, a rectangle does not", () => {
  const arc = Array.from({ length: 91 }, (_, i): [number, number] => [
    50 * Math.cos(Math.PI + (Math.PI * i) / 90),
    50 * Math.sin(Math.PI + (Math.PI * i) / 90),
  ]);
  const half = along(arc, 130);
  near(halfCircleError(half, smallestRectangle(hullOf(half))), 0, 0.2);
  const rectangle = along(RECTANGLE, 130);
  assert.ok(halfCircleError(rectangle, smallestRectangle(hullOf(rectangle))) > 2);
});

test("regular polygons have their number of corners at any turn, and corners where they are", () => {
  for (const count of [3, 4, 5, 6, 7, 8])
    for (const degrees of [0, 11, 37, 70]) {
      const corners = regular(count, 50);
      const polygon = fewestCorners(along(corners, degrees, 0.15, count), 0.5);
      assert.equal(polygon?.xs.length, count, `${count} corners turned by ${degrees}`);
      const angle = (degrees * Math.PI) / 180;
      for (const [x, y] of corners) {
        const [u, v] = [
          300 + x * Math.cos(angle) - y * Math.sin(angle),
          200 + x * Math.sin(angle) + y * Math.cos(angle),
        ];
        const distance = Math.min(...(polygon?.xs ?? []).map((cx, i) => Math.hypot(cx - u, (polygon?.ys[i] ?? 0) - v)));
        assert.ok(distance < 0.6, `corner ${distance} px off`);
      }
    }
});

test("a circle is no polygon of few corners", () => {
  const polygon = fewestCorners(along(regular(300, 50)), 0.5);
  assert.ok(polygon === null || polygon.xs.length > 8, `${polygon?.xs.length}`);
});

test("four corners are named by their sides and angles", () => {
  const names: readonly (readonly [name: string, xs: number[], ys: number[]])[] = [
    ["square", [0, 50, 50, 0], [0, 0, 50, 50]],
    ["rectangle", [0, 80, 80, 0], [0, 0, 50, 50]],
    ["diamond", [50, 100, 50, 0], [0, 50, 100, 50]],
    ["diamond", [30, 60, 30, 0], [0, 50, 100, 50]],
    ["parallelogram", [0, 80, 110, 30], [0, 0, 50, 50]],
    ["trapezium", [20, 80, 110, 0], [0, 0, 50, 50]],
    ["quadrilateral", [0, 90, 70, 10], [0, 15, 80, 40]],
  ];
  for (const [name, xs, ys] of names) assert.equal(quadrilateralName(xs, ys), name);
});
