import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawn, drawSvg, paintOver, photo, seeded, throughJpeg, truthOf } from "../../../test/pictures.ts";
import type { Box, Comparison } from "../../perception.ts";
import { area } from "../boxes.ts";
import type { Pixels } from "../pixels.ts";
import { compare } from "./compare.ts";

const PHOTOS = ["astronaut.png", "cat.png", "coffee.png", "photographer.png", "rocket.jpg"];
const PATCH: Box = [60, 40, 240, 160];
const PATCH_SVG = '<rect x="60" y="40" width="180" height="120" fill="#f0f"/>';

/** Every box is found by a region whose edges lie within `px` of its own, and there are no other regions. */
function located({ regions }: Comparison, boxes: readonly Box[], px: number): void {
  const message = `${JSON.stringify(regions)} for ${JSON.stringify(boxes)}`;
  assert.equal(regions.length, boxes.length, message);
  for (const box of boxes)
    assert.ok(
      regions.some((region) => region.every((edge, i) => Math.abs(edge - (box[i] ?? 0)) <= px)),
      message,
    );
}

function half(pixels: Pixels): Promise<Pixels> {
  return changed(pixels, (image) => image.resize(pixels.width >> 1, pixels.height >> 1));
}

/** The scene further right by `x` and down by `y` px, with mirrored scenery where it moved away. */
async function moved(pixels: Pixels, x: number, y: number): Promise<Pixels> {
  const { width, height } = pixels;
  const wide = await changed(pixels, (image) =>
    image.extend({ left: 60, right: 60, top: 60, bottom: 60, extendWith: "mirror" }),
  );
  return changed(wide, (image) => image.extract({ left: 60 - x, top: 60 - y, width, height }));
}

for (const name of PHOTOS) {
  test(`${name} is identical to itself`, async () => {
    const pixels = await photo(name);
    assert.deepEqual(await compare(pixels, { ...pixels, data: Uint8Array.from(pixels.data) }), {
      same: "identical",
      similarity: 1,
      changedShare: 0,
      regions: [],
      shift: null,
    });
  });

  test(`${name} coded again, or at half its size, is nearly the same`, async () => {
    const pixels = await photo(name);
    const smaller = await half(pixels);
    for (const [how, other] of [
      ["JPEG 90", await throughJpeg(pixels, 90)],
      ["JPEG 60", await throughJpeg(pixels, 60)],
      ["JPEG 30", await throughJpeg(pixels, 30)],
      ["half", smaller],
      ["half, JPEG 70", await throughJpeg(smaller, 70)],
    ] as const) {
      const { same, regions, changedShare } = await compare(pixels, other);
      assert.equal(same, "nearly", `${how}: ${JSON.stringify(regions)}`);
      assert.ok(changedShare < 0.02, `${how}: ${changedShare}`);
    }
  });

  test(`a patch on ${name} is located exactly, and within 4 px after JPEG and at half the size`, async () => {
    const pixels = await photo(name);
    const patched = await paintOver(pixels, PATCH_SVG);
    const exact = await compare(pixels, patched);
    assert.equal(exact.same, "changed");
    located(exact, [PATCH], 0);
    located(await compare(pixels, await throughJpeg(patched, 75)), [PATCH], 4);
    located(await compare(pixels, await half(patched)), [PATCH], 4);
    located(await compare(await half(pixels), patched), [PATCH.map((edge) => edge / 2) as unknown as Box], 2);
  });

  test(`a small and a second change on ${name} are two regions, within 4 px`, async () => {
    const pixels = await photo(name);
    const other = await paintOver(
      pixels,
      '<circle cx="100" cy="90" r="14" fill="#00a000"/><rect x="300" y="200" width="60" height="50" fill="#fff"/>',
    );
    const boxes: Box[] = [
      [300, 200, 360, 250],
      [86, 76, 114, 104],
    ];
    located(await compare(pixels, other), boxes, 1);
    located(await compare(pixels, await throughJpeg(other, 85)), boxes, 4);
  });

  test(`${name} in another light has changed, but nowhere in particular; a patch on it still is somewhere`, async () => {
    const pixels = await photo(name);
    for (const gain of [1.25, 0.6]) {
      const { same, regions, changedShare } = await compare(
        pixels,
        await changed(pixels, (image) => image.linear(gain, 0)),
      );
      assert.equal(same, "changed");
      assert.deepEqual(regions, [], `gain ${gain}`);
      assert.ok(changedShare > 0.3, `${changedShare}`);
    }
    const lighter = await changed(pixels, (image) => image.linear(1.2, 5));
    located(await compare(pixels, await paintOver(lighter, PATCH_SVG)), [PATCH], 4);
  });

  test(`${name} moved a little is found to be moved, by how much, and what else changed`, async () => {
    const pixels = await photo(name);
    for (const [x, y] of [
      [24, -10],
      [-13, 31],
    ] as const) {
      const other = await moved(pixels, x, y);
      const { same, regions, shift } = await compare(pixels, other);
      assert.deepEqual({ same, regions, shift }, { same: "changed", regions: [], shift: { x, y } });
      const patched = await paintOver(other, '<rect x="160" y="140" width="80" height="70" fill="#f0f"/>');
      // Regions are told in px of the first picture.
      located(await compare(pixels, patched), [[160 - x, 140 - y, 240 - x, 210 - y]], 4);
    }
  });

  test(`a part of ${name}, enlarged, and ${name} mirrored are different pictures`, async () => {
    const pixels = await photo(name);
    const { width, height } = pixels;
    const part = await changed(pixels, (image) =>
      image.extract({
        left: Math.round(width / 4),
        top: Math.round(height / 4),
        width: Math.round(width * 0.6),
        height: Math.round(height * 0.6),
      }),
    );
    const enlarged = await changed(part, (image) => image.resize(width, height, { fit: "fill" }));
    assert.equal((await compare(pixels, enlarged)).same, "different");
    assert.equal((await compare(pixels, await changed(pixels, (image) => image.flop()))).same, "different");
  });
}

test("all photographs and drawings differ from each other", async () => {
  const drawings = ["receipt.png", "chart.png", "form.png", "code.png", "shapes.png", "poster.png"];
  const pictures = [
    ...(await Promise.all(PHOTOS.map(async (name) => ({ name, pixels: await photo(name) })))),
    ...(await Promise.all(drawings.map(async (name) => ({ name, pixels: await drawn(name) })))),
  ];
  for (const [i, a] of pictures.entries())
    for (const b of pictures.slice(i + 1)) {
      const { same, regions } = await compare(a.pixels, b.pixels);
      assert.deepEqual({ same, regions }, { same: "different", regions: [] }, `${a.name} and ${b.name}`);
    }
});

test("the recoloured square and the new ellipse are the changed regions, exactly, and in a JPEG within 4 px", async () => {
  const truth = truthOf<Record<string, { shapes: { shape: string; box: Box }[] }>>();
  const boxes = (truth["shapes-recoloured.png"]?.shapes ?? [])
    .filter(({ shape }) => shape === "square" || shape === "ellipse")
    .map(({ box }) => box);
  const [before, after] = [await drawn("shapes.png"), await drawn("shapes-recoloured.png")];
  located(await compare(before, after), boxes, 1);
  located(await compare(after, before), boxes, 1);
  located(await compare(before, await throughJpeg(after, 60)), boxes, 4);
  located(await compare(before, await changed(after, (image) => image.resize(1440))), boxes, 4);
});

test("a square of another colour of the same brightness is a change", async () => {
  const square = (fill: string) => drawSvg(300, 200, `<rect x="100" y="50" width="80" height="70" fill="${fill}"/>`);
  const { same, regions } = await compare(await square("#d62828"), await square("#00767d"));
  assert.deepEqual({ same, regions }, { same: "changed", regions: [[100, 50, 180, 120]] });
});

test("a shape that moved is a change at the old and the new place", async () => {
  const square = (x: number) => drawSvg(600, 300, `<rect x="${x}" y="90" width="60" height="60" fill="#1f4fd1"/>`);
  const { same, regions } = await compare(await square(60), await square(400));
  assert.equal(same, "changed");
  assert.deepEqual(
    [...regions].sort((a, b) => a[0] - b[0]),
    [
      [60, 90, 120, 150],
      [400, 90, 460, 150],
    ],
  );
});

test("a speck of 3 px and a tint of 5 levels are seen in a clean pair", async () => {
  const before = await drawn("shapes.png");
  located(
    await compare(before, await paintOver(before, '<rect x="400" y="300" width="3" height="3" fill="#f00"/>')),
    [[400, 300, 403, 303]],
    0,
  );
  located(
    await compare(before, await paintOver(before, '<rect x="300" y="300" width="60" height="50" fill="#fafafa"/>')),
    [[300, 300, 360, 350]],
    0,
  );
});

test("a field written anew is the only change of a form, in a JPEG too", async () => {
  const before = await drawn("form.png");
  const bars = Array.from(
    { length: 9 },
    (_, i) => `<rect x="${78 + i * 15}" y="380" width="${4 + (i % 3) * 2}" height="16" fill="#123"/>`,
  );
  const after = await paintOver(before, `<rect x="70" y="370" width="170" height="32" fill="#fff"/>${bars.join("")}`);
  for (const other of [after, await throughJpeg(after, 80)]) {
    const { same, regions } = await compare(before, other);
    assert.equal(same, "changed");
    for (const [x1, y1, x2, y2] of regions)
      assert.ok(x1 >= 70 && y1 >= 366 && x2 <= 244 && y2 <= 406, JSON.stringify(regions));
  }
});

test("seeded patches of any place, size and colour on photographs are located within 4 px through any JPEG", async () => {
  const runs = process.env.FOVEA_SOAK ? 150 : 10;
  for (let seed = 1; seed <= runs; seed++) {
    const random = seeded(seed);
    const pixels = await photo(PHOTOS[Math.floor(random() * PHOTOS.length)] ?? "cat.png");
    const width = 24 + Math.floor(random() * pixels.width * 0.4);
    const height = 24 + Math.floor(random() * pixels.height * 0.4);
    const x = Math.floor(random() * (pixels.width - width));
    const y = Math.floor(random() * (pixels.height - height));
    const fill = ["#ff00ff", "#00ffff", "#ffff00", "#00ff00"][Math.floor(random() * 4)];
    const patched = await paintOver(
      pixels,
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`,
    );
    const quality = 60 + Math.floor(random() * 36);
    const comparison = await compare(pixels, await throughJpeg(patched, quality));
    assert.equal(comparison.same, "changed", `seed ${seed}`);
    located(comparison, [[x, y, x + width, y + height]], 4);
  }
});

test("a patch on a large picture is located to the px", async () => {
  const large = await changed(await photo("coffee.png"), (image) => image.resize(2000));
  const patched = await paintOver(large, '<rect x="811" y="333" width="57" height="41" fill="#f0f"/>');
  located(await compare(large, patched), [[811, 333, 868, 374]], 0);
  located(await compare(large, await throughJpeg(patched, 80)), [[811, 333, 868, 374]], 4);
});

test("half a picture replaced is a change of that half, not another picture", async () => {
  const pixels = await photo("astronaut.png");
  const other = await photo("photographer.png");
  const data = Uint8Array.from(pixels.data);
  data.set(other.data.subarray(0, data.length / 2));
  const { same, regions } = await compare(pixels, { ...pixels, data });
  assert.equal(same, "changed");
  assert.ok(regions[0] && area(regions[0]) > 0.85 * 512 * 256, JSON.stringify(regions));
  for (const region of regions) assert.ok(region[3] <= 260, JSON.stringify(regions));
});

test("tiny, thin and flat pictures are compared without error", async () => {
  const flat = (width: number, height: number, fill: string) =>
    drawSvg(width, height, `<rect width="9999" height="9999" fill="${fill}"/>`);
  for (const [width, height] of [
    [1, 1],
    [2, 1],
    [1, 3000],
    [3000, 2],
    [5, 5],
    [40, 30],
  ] as const) {
    const white = await flat(width, height, "#ffffff");
    assert.equal((await compare(white, await flat(width, height, "#ffffff"))).same, "identical");
    const other = await compare(white, await flat(width, height, "#102030"));
    assert.ok(other.same === "changed" || other.same === "different", `${width} x ${height}: ${other.same}`);
    assert.ok(Number.isFinite(other.similarity) && other.changedShare === 1, JSON.stringify(other));
    assert.equal((await compare(white, await flat(3 * width, 3 * height, "#ffffff"))).same, "nearly");
  }
});

test("pictures of unlike proportions are different, even where stretching would make them equal", async () => {
  const white = (width: number, height: number) =>
    drawSvg(width, height, '<rect width="99999" height="99999" fill="#ffffff"/>');
  for (const [one, other] of [
    [await white(1, 30_000), await white(30_000, 1)],
    [await white(1, 1), await white(400, 300)],
    [await white(400, 300), await white(300, 400)],
  ] as const)
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const)
      assert.deepEqual(await compare(a, b), {
        same: "different",
        similarity: 0,
        changedShare: 1,
        regions: [],
        shift: null,
      });
});

test("a picture squeezed by 8 % is nearly the same, by 15 % it is another", async () => {
  const pixels = await photo("coffee.png");
  const squeezed = (share: number) =>
    changed(pixels, (image) => image.resize(Math.round(pixels.width * share), pixels.height, { fit: "fill" }));
  assert.equal((await compare(pixels, await squeezed(0.92))).same, "nearly");
  assert.equal((await compare(pixels, await squeezed(0.85))).same, "different");
});
