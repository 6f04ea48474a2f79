import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import sharp from "sharp";
import { perceive } from "./perceive.ts";

const BUDGET_MS = 600_000;
const example = (name: string) => readFile(new URL(`../../../../examples/${name}`, import.meta.url));

test("a chart is a graphic with its bars read, its text in rows and no invented thing", async () => {
  const seen = await perceive(await example("drawn/chart.png"), BUDGET_MS);
  assert.equal(seen.kind, "graphic");
  assert.deepEqual(seen.objects, []);
  assert.equal(seen.chart?.bars.length, 6);
  assert.ok(seen.text.rows.length > 5 && (seen.drawing?.shapes.length ?? 0) > 5);
  assert.deepEqual(seen.unfinished, []);
});

test("a photograph has colours, things in their colours and faces, and no shapes", async () => {
  const seen = await perceive(await example("photos/astronaut.png"), BUDGET_MS);
  assert.equal(seen.kind, "photograph");
  assert.deepEqual(
    seen.objects.map(({ label, colours }) => [label, colours[0]]),
    [["person", "orange"]],
  );
  assert.equal(seen.faces.length, 1);
  assert.ok(seen.colours.length > 2);
  assert.deepEqual([seen.drawing, seen.chart, seen.unfinished], [null, null, []]);
});

test("drawn shapes are shapes, not things", async () => {
  const seen = await perceive(await example("drawn/shapes.png"), BUDGET_MS);
  assert.deepEqual(seen.objects, []);
  assert.ok(seen.drawing?.shapes.some(({ shape, colour }) => shape === "star" && colour === "yellow"));
});

test("boxes of every kind are brought to px of the picture as given", async () => {
  const small = await perceive(await example("drawn/chart.png"), BUDGET_MS);
  const bytes = await sharp(await example("drawn/chart.png"))
    .resize(3600, 2560, { kernel: "nearest" })
    .png()
    .toBuffer();
  const large = await perceive(bytes, BUDGET_MS);
  const right = (boxes: readonly { box: readonly number[] }[]): number =>
    Math.max(...boxes.map(({ box }) => box[2] ?? 0));
  const parts = [small, large].map(({ text, drawing, chart }) => [
    right(text.lines),
    right(drawing?.shapes ?? []),
    right(chart?.bars ?? []),
  ]);
  for (const [i, value] of (parts[0] ?? []).entries())
    assert.ok(Math.abs((parts[1]?.[i] ?? 0) - 4 * value) < 60, JSON.stringify(parts));
});

test("with no time at all the picture's facts are given, and everything else is named as missing", async () => {
  const seen = await perceive(await example("drawn/chart.png"), 0);
  assert.deepEqual([seen.picture.width, seen.objects, seen.text.lines], [900, [], []]);
  const missing = new Set(seen.unfinished.map(({ analysis, reason }) => (reason === "time" ? analysis : reason)));
  for (const analysis of ["quality", "colours", "objects", "text", "kind"] as const)
    assert.ok(missing.has(analysis), analysis);
});
