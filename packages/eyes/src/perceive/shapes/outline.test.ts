import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSvg } from "../../../test/pictures.ts";
import { findEdges } from "./edges.ts";
import { momentsOf } from "./moments.ts";
import { BORDER, boxOf, type Outline, traceOutline } from "./outline.ts";
import { findRegions } from "./regions.ts";

/** The outline of the region that holds a px. */
async function outlineAt(x: number, y: number, element: string): Promise<Outline> {
  const pixels = await drawSvg(200, 160, element);
  const regions = findRegions(pixels, findEdges(pixels));
  const id = regions.labels[y * regions.width + x];
  const region = regions.list[id ?? -1];
  assert.ok(region, `no region at ${x}, ${y}`);
  return traceOutline(pixels, regions, region);
}

function near(actual: readonly number[], expected: readonly number[], slack: number): void {
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs((actual[i] ?? Number.NaN) - value) <= slack, `${actual} is not ${expected} within ${slack}`);
}

test("a rectangle between px is outlined to a twentieth of a px", async () => {
  const outline = await outlineAt(80, 70, '<rect x="40.3" y="30.6" width="90.5" height="71.2" fill="#1f4fd1"/>');
  near(boxOf(outline), [40.3, 30.6, 130.8, 101.8], 0.05);
  near([momentsOf(outline).area], [90.5 * 71.2], 8);
});

test("a circle is outlined to a tenth of a px, and its area to two thousandths", async () => {
  const outline = await outlineAt(90, 80, '<circle cx="90.4" cy="79.7" r="51.3" fill="#d62828"/>');
  near(boxOf(outline), [39.1, 28.4, 141.7, 131], 0.12);
  near([momentsOf(outline).area], [Math.PI * 51.3 ** 2], 16);
});

test("a slightly turned rectangle does not leak along its shallow edges", async () => {
  const outline = await outlineAt(
    100,
    80,
    '<rect x="40" y="50" width="120" height="60" fill="#2a9d3a" transform="rotate(1 100 80)"/>',
  );
  near([momentsOf(outline).area], [7200], 20);
});

test("what lies beyond an outline is known: the ground, another figure, the border", async () => {
  const svg =
    '<rect x="-10" y="40" width="70" height="60" fill="#d62828"/><rect x="60" y="40" width="70" height="60" fill="#1f4fd1"/>';
  const { beyond } = await outlineAt(30, 70, svg);
  const counts = new Map<number, number>();
  for (const id of beyond) counts.set(id, (counts.get(id) ?? 0) + 1);
  assert.equal(counts.get(BORDER), 60);
  assert.equal([...counts.values()].filter((count) => count >= 55 && count <= 60).length, 2);
});
