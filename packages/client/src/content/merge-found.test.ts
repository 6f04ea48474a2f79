import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Box } from "./geometry.ts";
import { type Look, mergeFound, type Seen } from "./merge-found.ts";
import { overlapOf, shareOf } from "./overlap.ts";
import { tilesOf } from "./tiles.ts";
import { fitSize } from "./tokens.ts";

const box = (x1: number, y1: number, x2: number, y2: number): Box => ({ x1, y1, x2, y2 });
const seen = (place: Box, label = "thing", confidence: number | null = null): Seen => ({
  label,
  confidence,
  box: place,
});
/** Two tiles that share 112 px of a picture of 2000x1000 px, which the model sees at half its size. */
const WHOLE = box(0, 0, 2000, 1000);
const [LEFT, RIGHT] = [box(0, 0, 1056, 1000), box(944, 0, 2000, 1000)];
const merge = (whole: readonly Seen[], left: readonly Seen[], right: readonly Seen[]): Seen[] =>
  mergeFound(
    { region: WHOLE, things: whole },
    [
      { region: LEFT, things: left },
      { region: RIGHT, things: right },
    ],
    2,
  );
const boxes = (things: readonly Seen[]): Box[] => things.map((one) => one.box);

test("what both tiles show whole is one thing, the surer", () => {
  const found = merge([], [seen(box(960, 10, 1040, 60), "car", 0.6)], [seen(box(961, 11, 1041, 60), "blue car", 0.8)]);
  assert.deepEqual(found, [seen(box(961, 11, 1041, 60), "blue car", 0.8)]);
});

test("what one tile cuts and the other shows whole is the whole one", () => {
  assert.deepEqual(boxes(merge([], [seen(box(1000, 10, 1056, 60))], [seen(box(1000, 10, 1090, 60))])), [
    box(1000, 10, 1090, 60),
  ]);
});

test("what stretches over both is put together, also where each calls it something else", () => {
  const [road] = merge(
    [],
    [seen(box(200, 400, 1055, 480), "a road", 0.5)],
    [seen(box(944, 402, 1700, 478), "road", 0.9)],
  );
  assert.deepEqual(road, seen(box(200, 400, 1700, 480), "a road", 0.9));
});

test("things that only meet where the tiles do stay apart", () => {
  // A window at the end of the left tile, and another at the start of the right one.
  const windows = [seen(box(1020, 10, 1100, 60)), seen(box(900, 10, 980, 60))] as const;
  const left = [seen(box(1020, 10, 1056, 60)), windows[1]];
  const right = [windows[0], seen(box(944, 10, 980, 60))];
  const found = boxes(merge([], left, right)).sort((a, b) => a.x1 - b.x1);
  assert.deepEqual(found, [windows[1].box, windows[0].box]);
  // A house over both tiles, and a window in it that one of them cuts.
  const house = [seen(box(500, 0, 1056, 900), "house"), seen(box(944, 0, 1800, 900), "house")] as const;
  const inHouse = [seen(box(1010, 100, 1056, 150), "window"), seen(box(1010, 100, 1080, 150), "window")] as const;
  assert.deepEqual(
    merge([], [house[0], inHouse[0]], [house[1], inHouse[1]])
      .map(({ label, box: one }) => [label, one])
      .sort(),
    [
      ["house", box(500, 0, 1800, 900)],
      ["window", box(1010, 100, 1080, 150)],
    ],
  );
});

test("what stands in another thing of the same look is a thing of its own", () => {
  const nested = [seen(box(100, 100, 500, 500), "table"), seen(box(150, 150, 300, 300), "table")];
  assert.deepEqual(boxes(merge([], nested, [])), boxes(nested));
});

test("of what the whole picture and a tile show, the tile's is finer; of what tiles cut, the whole's is whole", () => {
  assert.deepEqual(boxes(merge([seen(box(100, 100, 150, 150))], [seen(box(103, 102, 152, 149))], [])), [
    box(103, 102, 152, 149),
  ]);
  // A few seen px, and off by as much as that.
  assert.deepEqual(boxes(merge([seen(box(100, 100, 104, 104))], [seen(box(104, 103, 109, 108))], [])), [
    box(104, 103, 109, 108),
  ]);
  const lake = seen(box(100, 100, 1900, 900), "lake");
  assert.deepEqual(merge([lake], [seen(box(101, 100, 1056, 898), "lake")], []), [lake]);
  assert.deepEqual(boxes(merge([seen(box(10, 10, 400, 400))], [], [])), [box(10, 10, 400, 400)]);
});

test("the surest first, and in the order given where nobody says", () => {
  const left = [seen(box(0, 0, 50, 50), "a"), seen(box(100, 0, 150, 50), "b")];
  assert.deepEqual(
    merge([], left, [seen(box(1500, 0, 1600, 50), "c")]).map(({ label }) => label),
    ["a", "b", "c"],
  );
  assert.deepEqual(
    merge([], [seen(left[0]?.box as Box, "a", 0.2)], [seen(box(1500, 0, 1600, 50), "c", 0.9)]).map(
      ({ label }) => label,
    ),
    ["c", "a"],
  );
});

test("things that stand apart are found once each, wherever tiles cut them", () => {
  const size = fc.record({ width: fc.integer({ min: 3000, max: 9000 }), height: fc.integer({ min: 3000, max: 9000 }) });
  const tier = { maxEdgePx: 2576, maxTokens: 4784 };
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0.02, max: 0.9, noNaN: true }),
      fc.nat(),
      (picture, count, share, seed) => {
        // In a grid of `count` cells a side, each thing at its own place in its cell.
        const cell = { width: picture.width / count, height: picture.height / count };
        const things = Array.from({ length: count * count }, (_, index) => {
          const [column, row] = [index % count, Math.floor(index / count)];
          const long = { x: Math.max(2, cell.width * share), y: Math.max(2, cell.height * share * 0.7) };
          const shift = ((seed + index * 7919) % 100) / 100;
          const x1 = Math.round(column * cell.width + (cell.width * 0.95 - long.x) * shift);
          const y1 = Math.round(row * cell.height + (cell.height * 0.95 - long.y) * (1 - shift));
          return seen(box(x1, y1, Math.round(x1 + long.x), Math.round(y1 + long.y)), "thing");
        });
        const whole = { x1: 0, y1: 0, x2: picture.width, y2: picture.height };
        const shown = fitSize(picture.width, picture.height, tier);
        const blur = picture.width / shown.width;
        const looks = tilesOf(picture, { tier }).map(
          ({ box: region }): Look => ({
            region,
            things: things.flatMap((thing) => {
              const cut = {
                x1: Math.max(thing.box.x1, region.x1),
                y1: Math.max(thing.box.y1, region.y1),
                x2: Math.min(thing.box.x2, region.x2),
                y2: Math.min(thing.box.y2, region.y2),
              };
              // A sliver is not seen as the thing.
              const visible =
                cut.x1 < cut.x2 && cut.y1 < cut.y2 && overlapOf(cut, thing.box) > 0.1 * overlapOf(thing.box, thing.box);
              return visible ? [seen(cut, "thing")] : [];
            }),
          }),
        );
        // The whole shows what is long enough, to the nearest seen px.
        const round = (value: number): number => Math.round(value / blur) * blur;
        const large = things.flatMap(({ box: one }) =>
          one.x2 - one.x1 < 12 * blur || one.y2 - one.y1 < 12 * blur
            ? []
            : [seen(box(round(one.x1), round(one.y1), round(one.x2), round(one.y2)), "thing")],
        );
        const found = mergeFound({ region: whole, things: large }, looks, blur);
        assert.equal(found.length, things.length);
        for (const { box: one } of things)
          assert.ok(
            found.some((other) => shareOf(one, other.box) > 0.8),
            JSON.stringify(one),
          );
      },
    ),
    { numRuns: process.env.FOVEA_SOAK ? 20_000 : 150, seed: 12 },
  );
});
