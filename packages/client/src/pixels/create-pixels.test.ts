import assert from "node:assert/strict";
import { describe, test } from "node:test";
import sharp, { type Sharp } from "sharp";
import { FoveaError } from "../errors/errors.ts";
import type { NewPicture, PixelWork } from "../lower/resolvers.ts";
import { bytesOf } from "../media/fixtures/manifest.ts";
import { createPixels } from "./create-pixels.ts";
import { boundsOf, bytesOfRef, noise, psnr, scene, shown, workOf } from "./fixtures/pictures.ts";

interface Done extends NewPicture {
  readonly data: Uint8Array;
}

async function done(work: PixelWork, pixels = createPixels()): Promise<Done> {
  const picture = await pixels.pixels(work);
  return { ...picture, data: await bytesOfRef(picture.bytes) };
}

async function refusal(work: PixelWork): Promise<FoveaError> {
  const error = await createPixels()
    .pixels(work)
    .then(
      () => assert.fail("it was written"),
      (error: unknown) => error,
    );
  assert.ok(error instanceof FoveaError, String(error));
  assert.equal(error.at, "messages.0.content.0");
  return error;
}

const P3 = "p3";
const SIZE = { width: 150, height: 101 };

describe("the picture stays the picture", () => {
  const orient = (orientation: number) => async () =>
    scene(301, 203).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
  const cases: Record<string, () => Promise<Uint8Array>> = {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`JPEG, EXIF orientation ${n}`, orient(n)])),
    "progressive JPEG": () => scene(301, 203).jpeg({ progressive: true, quality: 95 }).toBuffer(),
    "JPEG 4:4:4": () => scene(301, 203).jpeg({ chromaSubsampling: "4:4:4" }).toBuffer(),
    "CMYK JPEG": () => scene(301, 203).toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer(),
    "grey JPEG": () => scene(301, 203).toColourspace("b-w").jpeg({ quality: 95 }).toBuffer(),
    "JPEG with the Display P3 profile": () => scene(301, 203).withIccProfile(P3).jpeg({ quality: 95 }).toBuffer(),
    "PNG with the Display P3 profile": () => scene(301, 203).withIccProfile(P3).png().toBuffer(),
    "PNG of 16 bits": () => scene(301, 203).toColourspace("rgb16").png().toBuffer(),
    "PNG of 16 bits, grey": () => scene(301, 203).toColourspace("grey16").png().toBuffer(),
    "PNG with alpha": () => scene(301, 203, 4).png().toBuffer(),
    "interlaced PNG": () => scene(301, 203).png({ progressive: true }).toBuffer(),
    "PNG with a palette": () => scene(301, 203).png({ palette: true, colours: 32, dither: 0 }).toBuffer(),
    "PNG with EXIF orientation 6": () => scene(301, 203).withMetadata({ orientation: 6 }).png().toBuffer(),
    WebP: () => scene(301, 203).webp({ quality: 95 }).toBuffer(),
    "lossless WebP with alpha": () => scene(301, 203, 4).webp({ lossless: true }).toBuffer(),
    "GIF with many colours": () => scene(301, 203).gif().toBuffer(),
  };
  for (const [name, make] of Object.entries(cases))
    test(name, async () => {
      const bytes = await make();
      const work = workOf(bytes);
      assert.ok(work.facts.kind === "image");
      const turned = work.facts.height > work.facts.width;
      const size = turned ? { width: SIZE.height, height: SIZE.width } : SIZE;
      const transcode = work.facts.mediaType === "image/gif" ? "image/png" : null;
      const { data, mediaType, width, height } = await done({ ...work, resize: size, transcode });
      assert.deepEqual({ width, height }, size);
      assert.equal(mediaType, transcode ?? work.facts.mediaType);
      const header = await sharp(data).metadata();
      assert.deepEqual([header.width, header.height, header.orientation ?? 1], [size.width, size.height, 1]);
      assert.deepEqual([header.depth, header.icc, header.exif], ["uchar", undefined, undefined]);
      assert.equal(header.hasAlpha, work.facts.alpha);
      assert.ok(psnr(await shown(data), await shown(bytes, size)) > 33);
    });

  test("turned the way that viewers turn it, checked by where its bars are", async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const bytes = await scene(320, 240).withMetadata({ orientation }).png().toBuffer();
      const size = orientation > 4 ? { width: 120, height: 160 } : { width: 160, height: 120 };
      const { data } = await done(workOf(bytes, { resize: size }));
      const px = await shown(data);
      const at = (x: number, y: number): string => {
        const [r = 0, , b = 0] = px.subarray((y * size.width + x) * 3);
        return r > 180 ? "red" : b > 180 ? "blue" : "none";
      };
      const [x, y] = [size.width >> 1, size.height >> 1];
      const edges = { top: at(x, 3), bottom: at(x, size.height - 4), left: at(3, y), right: at(size.width - 4, y) };
      // EXIF 2.32, tag 0x0112: where the stored row 0 (red) and column 0 (blue) are seen.
      const sides = [
        ["top", "left"],
        ["top", "right"],
        ["bottom", "right"],
        ["bottom", "left"],
      ];
      const [row, column] = [...sides, ...sides.map(([a, b]) => [b, a])][
        [0, 1, 2, 3, 4, 5, 6, 7][orientation - 1] as number
      ] as [string, string];
      const expected: Record<string, string> = { top: "none", bottom: "none", left: "none", right: "none" };
      expected[row] = "red";
      expected[column] = "blue";
      assert.deepEqual(edges, expected, `orientation ${orientation}`);
    }
  });

  test("an animation is its first frame", async () => {
    for (const file of ["gif-animated.gif", "webp-animated.webp", "png-animated.png"]) {
      const bytes = bytesOf(file);
      const { data } = await done(workOf(bytes, { transcode: "image/png" }));
      assert.equal((await sharp(data).metadata()).pages ?? 1, 1);
      assert.equal(psnr(await shown(data), await shown(bytes)), Number.POSITIVE_INFINITY, file);
    }
  });
});

describe("formats that no platform takes", () => {
  const encoded: [string, () => Sharp, "image/webp" | "image/png"][] = [
    ["AVIF", () => scene(301, 203).avif({ quality: 80, effort: 2 }), "image/webp"],
    ["AVIF with alpha", () => scene(301, 203, 4).avif({ lossless: true, effort: 2 }), "image/webp"],
    ["TIFF, LZW", () => scene(301, 203).tiff({ compression: "lzw" }), "image/png"],
    ["TIFF, JPEG inside", () => scene(301, 203).tiff({ compression: "jpeg" }), "image/png"],
    ["TIFF of 16 bits", () => scene(301, 203).toColourspace("rgb16").tiff({ compression: "deflate" }), "image/png"],
    [
      "TIFF of one bit",
      () => scene(301, 203).threshold(80).toColourspace("b-w").tiff({ bitdepth: 1, compression: "ccittfax4" }),
      "image/png",
    ],
    ["CMYK TIFF", () => scene(301, 203).toColourspace("cmyk").tiff({ compression: "lzw" }), "image/png"],
    ["BigTIFF, tiled", () => scene(301, 203).tiff({ bigtiff: true, tile: true }), "image/png"],
    ["TIFF, turned", () => scene(301, 203).withMetadata({ orientation: 6 }).tiff({ compression: "lzw" }), "image/png"],
  ];
  for (const [name, make, transcode] of encoded)
    test(`${name} becomes ${transcode} in its size`, async () => {
      const bytes = await make().toBuffer();
      const { data, mediaType, width, height } = await done(workOf(bytes, { transcode }));
      assert.equal(mediaType, transcode);
      const { autoOrient, hasAlpha } = await sharp(bytes).metadata();
      assert.deepEqual({ width, height }, { width: autoOrient.width, height: autoOrient.height });
      assert.equal((await sharp(data).metadata()).hasAlpha, hasAlpha);
      const alike = psnr(await shown(data), await shown(bytes));
      assert.ok(transcode === "image/png" ? alike > 60 : alike > 40, `${alike} dB`);
    });

  test("HEIC and SVG are refused by name, with what to do", async () => {
    for (const [file, words] of [
      ["other.heic", /HEIC.*JPEG/],
      ["other.svg", /SVG.*PNG/],
    ] as const) {
      const error = await refusal(workOf(bytesOf(file), { transcode: "image/png" }));
      assert.equal(error.code, "capability.decoder");
      assert.match(error.message, words);
    }
  });
});

describe("bytes within the bound", () => {
  const wide = { resize: { width: 400, height: 300 } };

  test("a graphic stays lossless, and what is drawn as WebP is written without loss", async () => {
    const flat = sharp({ create: { width: 800, height: 600, channels: 3, background: "#fff" } }).composite([
      { input: { create: { width: 300, height: 40, channels: 3, background: "#123" } }, left: 10, top: 10 },
    ]);
    const avif = await flat.clone().avif({ lossless: true, effort: 1 }).toBuffer();
    const { data, mediaType } = await done(workOf(avif, { transcode: "image/webp" }));
    assert.equal(mediaType, "image/webp");
    assert.equal(psnr(await shown(data), await shown(avif)), Number.POSITIVE_INFINITY);
  });

  test("a PNG that is too long becomes its fallback, quality goes down before size, alpha is kept", async () => {
    const bytes = await noise(800, 600, 4).png().toBuffer();
    const free = await done(workOf(bytes, wide));
    assert.equal(free.mediaType, "image/png");
    const maxBytes = Math.floor(free.data.length * 0.7);
    const lossy = await done(workOf(bytes, { ...wide, bounds: boundsOf({ maxBytes, fallback: "image/webp" }) }));
    assert.deepEqual([lossy.mediaType, lossy.width, lossy.height], ["image/webp", 400, 300]);
    assert.ok(lossy.data.length <= maxBytes);
    assert.equal((await sharp(lossy.data).metadata()).hasAlpha, true);
  });

  test("then the size goes down, the aspect kept, and at the floor it is refused", async () => {
    const bytes = await noise(800, 600).jpeg({ quality: 95 }).toBuffer();
    const small = await done(workOf(bytes, { ...wide, bounds: boundsOf({ maxBytes: 20_000 }) }));
    assert.ok(small.data.length <= 20_000 && small.width < 400 && small.height >= 200);
    assert.ok(Math.abs(small.width / small.height - 4 / 3) < 0.02);
    const error = await refusal(workOf(bytes, { ...wide, bounds: boundsOf({ maxBytes: 2000 }) }));
    assert.equal(error.code, "limit.picture-bytes");
    assert.match(error.message, /267x200 px/);
  });

  test("never enlarged: a picture of unknown size keeps it, or is fitted into the bounds", async () => {
    const bytes = await scene(3000, 1000).tiff({ compression: "lzw" }).toBuffer();
    const { width, height } = await done(workOf(bytes, { transcode: "image/png" }));
    assert.deepEqual([width, height], [3000, 1000]);
    const fitted = await done(workOf(bytes, { transcode: "image/png", bounds: boundsOf({ maxEdgePx: 2000 }) }));
    assert.deepEqual([fitted.width, fitted.height], [2576, 859]);
  });
});

describe("what strangers send", () => {
  test("a header with too many pixels is refused before anything is decoded", async () => {
    const bytes = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: "#000" } })
      .png()
      .toBuffer();
    const error = await refusal(workOf(bytes, { bounds: boundsOf({ maxPixels: 15_999_999 }) }));
    assert.equal(error.code, "limit.pixels");
    assert.deepEqual((error.facts as { actual: number }).actual, 16_000_000);
  });

  test("pixels that end too early, or are damaged, are an error that says so", async () => {
    const whole = await scene(600, 400).jpeg().toBuffer();
    const cut = whole.subarray(0, whole.length >> 1);
    const png = Buffer.from(await scene(600, 400).png().toBuffer());
    png.fill(0x55, 200, 400);
    for (const [bytes, code] of [
      [cut, "input.truncated"],
      [png, "input.undecodable"],
    ] as const) {
      const error = await refusal(workOf(bytes, { resize: { width: 30, height: 20 } }));
      assert.equal(error.code, code);
    }
  });

  test("bytes that are not what was planned reach no codec", async () => {
    const svg = bytesOf("other.svg");
    const png = workOf(bytesOf("png-rgb.png"));
    await assert.rejects(createPixels().pixels({ ...png, bytes: workOf(svg).bytes }), TypeError);
  });
});

describe("the same again", () => {
  test("the same bytes under the same wishes give the same bytes, also from another writer", async () => {
    const bytes = await scene(800, 600).jpeg().toBuffer();
    const work = workOf(bytes, { resize: { width: 400, height: 300 } });
    const one = createPixels();
    const [a, b, c] = await Promise.all([
      done(work, one),
      done(work, one),
      done(work, createPixels({ maxKeptBytes: 0 })),
    ]);
    assert.deepEqual(a.data, b.data);
    assert.deepEqual(a.data, c.data);
    const other = await done({ ...work, resize: { width: 200, height: 150 } }, one);
    assert.equal(other.width, 200);
  });

  test("who leaves takes the picture from nobody else, and is told at once", async () => {
    const bytes = await scene(2000, 1500).png().toBuffer();
    const pixels = createPixels({ maxAtOnce: 1 });
    const busy = pixels.pixels(workOf(bytes, { resize: { width: 1000, height: 750 } }));
    const leaver = new AbortController();
    const work = workOf(bytes, { resize: { width: 400, height: 300 } });
    const left = pixels.pixels(work, leaver.signal);
    const stays = pixels.pixels(work);
    setTimeout(() => leaver.abort(new Error("gone")), 1);
    await assert.rejects(left, /gone/);
    assert.equal((await stays).width, 400);
    await busy;
  });

  test("options out of range are a TypeError", () => {
    assert.throws(() => createPixels({ maxAtOnce: 0 }), TypeError);
    assert.throws(() => createPixels({ maxKeptBytes: 0.5 }), TypeError);
  });
});
