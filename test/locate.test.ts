import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Box, createFovea, crop, type Fovea, toOriginal, toSent, wholePixels } from "@fovea/client";
import { createEyes, type Eyes } from "@fovea/eyes";
import { createEyesEngine, createGateway, type Gateway } from "@fovea/gateway";
import sharp from "sharp";

// Coordinates land: the built-in eyes look at real photographs, and what they find is where it is in the original. IoU is measured in
// pixels of the original, against boxes drawn by hand.

const photos = join(import.meta.dirname, "../examples/photos");
type Edges = readonly [number, number, number, number];
const truth = JSON.parse(readFileSync(join(photos, "truth.json"), "utf8")) as Record<
  string,
  { things: { label: string; box: Edges }[] }
>;
const WANTED = [
  ["cat.png", "the cat"],
  ["coffee.png", "the cup"],
  ["astronaut.png", "the person"],
  ["photographer.png", "the man"],
] as const;

let eyes: Eyes;
let gateway: Gateway;
let fovea: Fovea;
before(() => {
  eyes = createEyes();
  gateway = createGateway({ engine: createEyesEngine(eyes) });
  fovea = createFovea({
    platform: "eyes",
    model: "fovea-eyes-1",
    apiKey: "the-eyes-need-none",
    baseURL: "http://fovea.invalid",
    fetch: gateway.fetch,
  });
});
after(async () => {
  await gateway.close();
  await eyes.close();
});

function truthOf(name: string, factor: number): Box {
  const [x1, y1, x2, y2] = (truth[name]?.things[0]?.box ?? [0, 0, 0, 0]).map((edge) => edge * factor) as [
    number,
    number,
    number,
    number,
  ];
  return { x1, y1, x2, y2 };
}

/** Of two boxes, the area they share over the area they cover. */
function iou(a: Box, b: Box): number {
  const area = (one: Box): number => Math.max(0, one.x2 - one.x1) * Math.max(0, one.y2 - one.y1);
  const shared = area({
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    x2: Math.min(a.x2, b.x2),
    y2: Math.min(a.y2, b.y2),
  });
  return shared / (area(a) + area(b) - shared);
}

/** The best of what was found: the eyes may see more than one. */
const best = (found: readonly { box: Box }[], wanted: Box): number =>
  Math.max(0, ...found.map(({ box }) => iou(box, wanted)));

describe("locate with the built-in eyes", { timeout: 600_000 }, () => {
  for (const [name, what] of WANTED)
    test(`finds ${what} of ${name} where it is`, async () => {
      const { found, notes, frame } = await fovea.locate(join(photos, name), what);
      const overlap = best(found, truthOf(name, 1));
      assert.ok(overlap >= 0.6, `IoU ${overlap.toFixed(2)}`);
      assert.ok(found.every(({ confidence }) => confidence !== null && confidence > 0));
      assert.deepEqual([notes, frame.seen], [[], frame.original]);
    });

  for (const [name, what, orientation] of [
    ["cat.png", "the cat", 6],
    ["coffee.png", "the cup", 5],
  ] as const)
    test(`finds ${what} of ${name}, 6000 px wide and turned by EXIF orientation ${orientation}`, async () => {
      const turned = await stored(join(photos, name), orientation);
      const { found, frame, plan } = await fovea.locate(turned.bytes, what);
      assert.equal(Math.max(frame.original.width, frame.original.height), 6000);
      assert.ok(Math.max(frame.seen.width, frame.seen.height) <= 2576);
      assert.deepEqual([frame.orientation, plan.steps[0]?.action], [orientation, "resize"]);
      const wanted = truthOf(name, turned.factor);
      assert.ok(best(found, wanted) >= 0.6, `IoU ${best(found, wanted).toFixed(2)}`);
      // In stored pixels, for those who decode without heeding EXIF: the same place of the same file.
      const [one] = found;
      assert.ok(one);
      const inStored = wholePixels(toOriginal(frame, toSent(frame, one.box), "stored"), {
        width: Number.MAX_SAFE_INTEGER,
        height: Number.MAX_SAFE_INTEGER,
      });
      const { width, height } = { width: inStored.x2 - inStored.x1, height: inStored.y2 - inStored.y1 };
      const part = sharp(turned.bytes).extract({ left: inStored.x1, top: inStored.y1, width, height });
      const upright = await crop(turned.bytes, one.box, { mediaType: "image/png" });
      const there = meanOf(await part.raw().toBuffer());
      const here = meanOf(await sharp(upright.bytes).raw().toBuffer());
      assert.ok(Math.abs(there - here) < 1, `${there} is not ${here}`);
    });

  test("finds tile by tile what is too small for one look, where it is in the original", async () => {
    const { width } = await sharp(join(photos, "photographer.png")).metadata();
    const print = await sharp(join(photos, "photographer.png")).removeAlpha().resize(260).toBuffer();
    const [left, top] = [2100, 1500];
    const wall = await sharp({ create: { width: 4800, height: 3200, channels: 3, background: "#9a9a8c" } })
      .composite([{ input: print, left, top }])
      .jpeg()
      .toBuffer();
    assert.deepEqual((await fovea.locate(wall, "the man")).found, []);
    const { found, looks = [] } = await fovea.locate(wall, "the man", { tiles: "auto" });
    const { x1, y1, x2, y2 } = truthOf("photographer.png", 260 / width);
    const overlap = best(found, { x1: left + x1, y1: top + y1, x2: left + x2, y2: top + y2 });
    assert.ok(overlap >= 0.6, `IoU ${overlap.toFixed(2)}`);
    assert.equal(found.length, 1);
    assert.ok(looks.length > 5);
  });

  test("finds nothing where there is nothing, and words in print where they stand", async () => {
    assert.deepEqual((await fovea.locate(join(photos, "coffee.png"), "the dog")).found, []);
    const { found } = await fovea.locate(join(photos, "../drawn/receipt.png"), "Total");
    assert.ok(found.length > 0);
  });

  test("of a part alone, in pixels of the whole", async () => {
    const { found } = await fovea.locate(join(photos, "coffee.png"), "the cup", {
      within: { x1: 100, y1: 0, x2: 500, y2: 390 },
    });
    assert.ok(best(found, truthOf("coffee.png", 1)) >= 0.6);
  });
});

/** Mean brightness of all samples, 0 to 255. */
function meanOf(samples: Buffer): number {
  let sum = 0;
  for (const sample of samples) sum += sample;
  return sum / samples.length;
}

/** The picture 6000 px along its longer side, stored so that its EXIF orientation turns it upright. */
async function stored(path: string, orientation: number): Promise<{ bytes: Buffer; factor: number }> {
  const { width, height } = await sharp(path).metadata();
  const factor = 6000 / Math.max(width, height);
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) };
  const large = sharp(path)
    .removeAlpha()
    .resize({ ...size, fit: "fill" });
  const upright = await large.raw().toBuffer({ resolveWithObject: true });
  const { channels } = upright.info;
  const raw = (data: Buffer, { width, height }: { width: number; height: number }) =>
    sharp(data, { raw: { width, height, channels } });
  // What a viewer does to show it, undone.
  const undo: Record<number, () => Promise<Buffer>> = {
    5: async () => {
      const turned = await raw(upright.data, size).rotate(90).raw().toBuffer({ resolveWithObject: true });
      return raw(turned.data, turned.info).flop().jpeg().withMetadata({ orientation }).toBuffer();
    },
    6: () => raw(upright.data, size).rotate(270).jpeg().withMetadata({ orientation }).toBuffer(),
  };
  return { bytes: await (undo[orientation] as () => Promise<Buffer>)(), factor };
}
