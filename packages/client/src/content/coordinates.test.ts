import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import type { Orientation } from "../media/facts.ts";
import { HIGH_TIER, STANDARD_TIER } from "../platform/tiers.ts";
import { type Pixels, toOriginal, toSent } from "./coordinates.ts";
import { type Frame, makeFrame } from "./frame.ts";
import { type Box, wholeOf, wholePixel, wholePixels } from "./geometry.ts";
import { fitSize } from "./tokens.ts";
import { storedSize } from "./turn.ts";

const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const tier = STANDARD_TIER;

describe("a frame", () => {
  test("scales each axis by itself: the example of the documentation", () => {
    const frame = makeFrame({ original: { width: 1075, height: 1520 }, tier });
    assert.deepEqual(frame.seen, { width: 924, height: 1307 });
    assert.deepEqual(toOriginal(frame, { x: 462, y: 653.5 }), { x: 537.5, y: 760 });
    assert.deepEqual(toSent(frame, { x: 537.5, y: 760 }), { x: 462, y: 653.5 });
  });

  test("a turned photograph of 6000x4000 stored pixels is 4000x6000 upright, and answers come back in either", () => {
    const frame = makeFrame({ original: { width: 4000, height: 6000 }, orientation: 6, tier });
    assert.deepEqual(frame.seen, { width: 896, height: 1344 });
    const box = toOriginal(frame, { x1: 0, y1: 0, x2: 448, y2: 336 });
    assert.deepEqual(box, { x1: 0, y1: 0, x2: 2000, y2: 1500 });
    // Orientation 6: the left of the stored picture is the top of the upright one, its bottom the left.
    assert.deepEqual(toOriginal(frame, { x1: 0, y1: 0, x2: 448, y2: 336 }, "stored"), {
      x1: 0,
      y1: 2000,
      x2: 1500,
      y2: 4000,
    });
  });

  test("a tile of a crop begins where both do", () => {
    const frame = makeFrame({
      original: { width: 9000, height: 9000 },
      crop: { x1: 1000, y1: 2000, x2: 5000, y2: 6000 },
      tile: { x1: 500, y1: 600, x2: 1500, y2: 1600 },
      tier,
    });
    assert.deepEqual(frame.region, { x1: 1500, y1: 2600, x2: 2500, y2: 3600 });
    assert.deepEqual(toOriginal(frame, { x: 10, y: 20 }), { x: 1510, y: 2620 });
    assert.deepEqual(toSent(frame, { x1: 1000, y1: 2000, x2: 1500, y2: 2600 }), { x1: -500, y1: -600, x2: 0, y2: 0 });
  });

  test("what the platform shrinks again on its side is undone too", () => {
    const frame = makeFrame({ original: { width: 8000, height: 6000 }, sent: { width: 4000, height: 3000 }, tier });
    assert.deepEqual(frame.sent, { width: 4000, height: 3000 });
    assert.deepEqual(frame.seen, { width: 1270, height: 952 });
    assert.deepEqual(toOriginal(frame, wholeOf(frame.seen)), { x1: 0, y1: 0, x2: 8000, y2: 6000 });
  });

  test("is serialisable, and cannot be changed", () => {
    const frame = makeFrame({ original: { width: 100, height: 50 }, orientation: 8, tier });
    assert.deepEqual(JSON.parse(JSON.stringify(frame)), frame);
    assert.ok([frame, frame.original, frame.region, frame.sent, frame.seen].every(Object.isFrozen));
  });

  test("what is no size, part, box or point is a TypeError", () => {
    const original = { width: 100, height: 50 };
    const wrong: (() => unknown)[] = [
      () => makeFrame({ original: { width: 0, height: 5 }, tier }),
      () => makeFrame({ original, sent: { width: 1.5, height: 1 }, tier }),
      () => makeFrame({ original, orientation: 9 as Orientation, tier }),
      () => makeFrame({ original, crop: { x1: 0, y1: 0, x2: 101, y2: 50 }, tier }),
      () => makeFrame({ original, crop: { x1: 5, y1: 0, x2: 5, y2: 50 }, tier }),
      () => makeFrame({ original, crop: { x1: 0.5, y1: 0, x2: 5, y2: 50 }, tier }),
      () => makeFrame({ original, crop: { x1: 50, y1: 0, x2: 99, y2: 50 }, tile: wholeOf(original), tier }),
      () => toOriginal(makeFrame({ original, tier }), { x1: 1, y1: 1, x2: 0, y2: 2 }),
      () => toOriginal(makeFrame({ original, tier }), { x: Number.NaN, y: 1 }),
      () => toSent(makeFrame({ original, tier }), [1, 2] as never),
      () => toSent(makeFrame({ original, tier }), null as never),
    ];
    for (const call of wrong) assert.throws(call, TypeError, String(call));
  });
});

test("whole pixels lie inside the picture, and have an area", () => {
  const size = { width: 10, height: 10 };
  assert.deepEqual(wholePixels({ x1: -3, y1: 4.4, x2: 4.5, y2: 4.6 }, size), { x1: 0, y1: 4, x2: 5, y2: 5 });
  assert.deepEqual(wholePixels({ x1: 10, y1: 11, x2: 12, y2: 30 }, size), { x1: 9, y1: 9, x2: 10, y2: 10 });
  assert.deepEqual(wholePixel({ x: 9.99, y: 10 }, size), { x: 9, y: 9 });
  assert.deepEqual(wholePixel({ x: -1, y: 0.2 }, size), { x: 0, y: 0 });
});

/** Numbers that a box of a picture is made of: two fractions a side, one pixel apart at least. */
const fractions = fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0, max: 1, noNaN: true })));

function boxIn(size: { width: number; height: number }, [a, b, c, d]: readonly number[]): Box {
  const edges = (one = 0, other = 0, side: number): [number, number] => {
    const from = Math.floor(Math.min(one, other) * (side - 1));
    return [from, Math.max(from + 1, Math.round(Math.max(one, other) * side))];
  };
  const [x1, x2] = edges(a, b, size.width);
  const [y1, y2] = edges(c, d, size.height);
  return { x1, y1, x2, y2 };
}

/** Orientation x crop x tile x fit (none, to the tier, to something else) x tier. */
const anyFrame = fc
  .record({
    width: fc.integer({ min: 1, max: 8000 }),
    height: fc.integer({ min: 1, max: 8000 }),
    orientation: fc.constantFrom(...ORIENTATIONS),
    crop: fc.option(fractions),
    tile: fc.option(fractions),
    fit: fc.constantFrom("none", "seen", "smaller"),
    tier: fc.constantFrom(STANDARD_TIER, HIGH_TIER),
  })
  .map(({ width, height, orientation, crop, tile, fit, tier }): Frame => {
    const original = { width, height };
    const cut = crop === null ? wholeOf(original) : boxIn(original, crop);
    const inner = { width: cut.x2 - cut.x1, height: cut.y2 - cut.y1 };
    const part = tile === null ? wholeOf(inner) : boxIn(inner, tile);
    const size = { width: part.x2 - part.x1, height: part.y2 - part.y1 };
    const limits = fit === "smaller" ? { maxEdgePx: 700, maxTokens: 400 } : tier;
    const sent = fit === "none" ? size : fitSize(size.width, size.height, limits);
    return makeFrame({ original, orientation, crop: cut, tile: part, sent, tier });
  });

describe("round trips", { concurrency: false }, () => {
  const BOXES = process.env.FOVEA_SOAK ? 200_000 : 10_000;
  const edges = ({ x1, y1, x2, y2 }: Box): number[] => [x1, y1, x2, y2];
  const apart = (a: Box, b: Box): number[] => edges(a).map((edge, index) => Math.abs(edge - (edges(b)[index] ?? 0)));

  test("a box of the original comes back within 1 px through what is sent, 0.5 px on average", () => {
    let sum = 0;
    let count = 0;
    fc.assert(
      fc.property(anyFrame, fractions, fc.constantFrom<Pixels>("upright", "stored"), (frame, numbers, pixels) => {
        const { original, orientation } = frame;
        const box = boxIn(pixels === "stored" ? storedSize(orientation, original) : original, numbers);
        const back = toOriginal(frame, toSent(frame, box, pixels), pixels);
        for (const distance of apart(back, box)) {
          assert.ok(distance < 1e-6, `${distance} px`);
          sum += distance;
          count++;
        }
      }),
      { numRuns: BOXES, seed: 6 },
    );
    assert.ok(sum / count < 0.5);
  });

  test("a box that a model answers in whole pixels comes back within 1 px, and 0.5 px on average, of where it was", () => {
    let sum = 0;
    let count = 0;
    fc.assert(
      fc.property(anyFrame, fractions, (frame, numbers) => {
        const answered = boxIn(frame.seen, numbers);
        const original = wholePixels(toOriginal(frame, answered), frame.original);
        for (const distance of apart(toSent(frame, original), answered)) {
          assert.ok(distance <= 1, `${distance} px`);
          sum += distance;
          count++;
        }
      }),
      { numRuns: BOXES, seed: 7 },
    );
    assert.ok(sum / count < 0.5, `${sum / count} px on average`);
  });

  test("a box of the original answered in whole pixels is off by no more than half a pixel of what the model sees", () => {
    fc.assert(
      fc.property(anyFrame, fractions, (frame, numbers) => {
        const { region, seen } = frame;
        const inner = boxIn({ width: region.x2 - region.x1, height: region.y2 - region.y1 }, numbers);
        const box = {
          x1: region.x1 + inner.x1,
          y1: region.y1 + inner.y1,
          x2: region.x1 + inner.x2,
          y2: region.y1 + inner.y2,
        };
        const there = toSent(frame, box);
        const whole = {
          x1: Math.round(there.x1),
          y1: Math.round(there.y1),
          x2: Math.round(there.x2),
          y2: Math.round(there.y2),
        };
        const most = Math.max((region.x2 - region.x1) / seen.width, (region.y2 - region.y1) / seen.height) / 2;
        for (const distance of apart(toOriginal(frame, whole), box)) assert.ok(distance <= most + 1e-6);
      }),
      { numRuns: BOXES / 10, seed: 8 },
    );
  });
});

describe("real pixels", () => {
  const STORED = { width: 420, height: 300 };
  const MARK: Box = { x1: 40, y1: 30, x2: 190, y2: 110 };

  for (const orientation of ORIENTATIONS)
    test(`orientation ${orientation}: a mark found in what is sent is the mark that was painted`, async () => {
      const mark = { create: { width: 150, height: 80, channels: 3 as const, background: "#fff" } };
      const stored = await sharp({ create: { ...STORED, channels: 3, background: "#000" } })
        .composite([{ input: await sharp(mark).png().toBuffer(), left: MARK.x1, top: MARK.y1 }])
        .withMetadata({ orientation })
        .png()
        .toBuffer();
      const upright = storedSize(orientation, STORED);
      // Cut in upright pixels, then shrunk, as a picture is before it is sent.
      const crop = { x1: 8, y1: 6, x2: upright.width - 2, y2: upright.height - 4 };
      const cut = { width: crop.x2 - crop.x1, height: crop.y2 - crop.y1 };
      const sent = fitSize(cut.width, cut.height, { maxEdgePx: 252, maxTokens: 60 });
      const turned = await sharp(stored).autoOrient().png().toBuffer();
      const { data, info } = await sharp(turned)
        .extract({ left: crop.x1, top: crop.y1, ...cut })
        .resize({ ...sent, fit: "fill" })
        .toColourspace("b-w")
        .raw()
        .toBuffer({ resolveWithObject: true });
      const frame = makeFrame({ original: upright, orientation, crop, sent, tier });
      const found = toOriginal(frame, brightBox(data, info), "stored");
      // Half a pixel of what was sent is 0.83 px of the original here.
      for (const key of ["x1", "y1", "x2", "y2"] as const)
        assert.ok(Math.abs(found[key] - MARK[key]) <= 1, `${key}: ${found[key]} is not ${MARK[key]}`);
    });
});

/** The box of the pixels that are more than half bright. */
function brightBox(data: Buffer, { width, channels }: { width: number; channels: number }): Box {
  const at = [...data].flatMap((value, index) => (index % channels === 0 && value > 127 ? [index / channels] : []));
  const columns = at.map((index) => index % width);
  const rows = at.map((index) => Math.floor(index / width));
  return {
    x1: Math.min(...columns),
    y1: Math.min(...rows),
    x2: Math.max(...columns) + 1,
    y2: Math.max(...rows) + 1,
  };
}
