import assert from "node:assert/strict";
import { test } from "node:test";
import { shrink, shrinkFactor } from "./shrink.ts";

test("the factor is the smallest that brings the long edge under the limit", () => {
  assert.equal(shrinkFactor(1024, 700, 1024), 1);
  assert.equal(shrinkFactor(1025, 700, 1024), 2);
  assert.equal(shrinkFactor(10, 3000, 1024), 3);
});

test("every px is the mean of its square, of what there is of it at the edges", () => {
  // 5 x 3 px, the red channel counts up by 10, green is flat, blue is the row.
  const data = new Uint8Array(5 * 3 * 3);
  for (let i = 0; i < 15; i++) data.set([i * 10, 77, Math.floor(i / 5) * 100], i * 3);
  const small = shrink({ data, width: 5, height: 3 }, 2);
  assert.deepEqual([small.width, small.height], [3, 2]);
  assert.deepEqual(
    [...small.data].filter((_, i) => i % 3 === 0),
    [30, 50, 65, 105, 125, 140],
  );
  assert.deepEqual(
    [...small.data].filter((_, i) => i % 3 === 1),
    [77, 77, 77, 77, 77, 77],
  );
  assert.deepEqual(
    [...small.data].filter((_, i) => i % 3 === 2),
    [50, 50, 50, 200, 200, 200],
  );
});

test("every factor gives the means that plain arithmetic gives", () => {
  const [width, height] = [23, 17];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 2654435761) >>> 24);
  for (const factor of [2, 3, 4, 5, 7]) {
    const small = shrink({ data, width, height }, factor);
    for (let y = 0; y < small.height; y++)
      for (let x = 0; x < small.width; x++) {
        let [sum, count] = [0, 0];
        for (let v = y * factor; v < Math.min(height, (y + 1) * factor); v++)
          for (let u = x * factor; u < Math.min(width, (x + 1) * factor); u++, count++)
            sum += data[(v * width + u) * 3 + 1] ?? 0;
        const value = small.data[(y * small.width + x) * 3 + 1] ?? 0;
        assert.ok(Math.abs(value - sum / count) <= 0.51, `${factor}: ${value} for ${sum / count}`);
      }
  }
});

test("a picture thinner than the factor keeps one row", () => {
  const small = shrink({ data: new Uint8Array(3 * 7).fill(9), width: 7, height: 1 }, 4);
  assert.deepEqual([small.width, small.height, ...small.data], [2, 1, 9, 9, 9, 9, 9, 9]);
});

test("factor 1 changes nothing", () => {
  const pixels = { data: new Uint8Array(3), width: 1, height: 1 };
  assert.equal(shrink(pixels, 1), pixels);
});
