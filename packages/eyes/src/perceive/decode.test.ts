import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import sharp, { type Color, type Sharp } from "sharp";
import { EyesError } from "../errors.ts";
import { decode, provenType } from "./decode.ts";

const RED = { r: 200, g: 40, b: 30 };
const plain = (width = 40, height = 20, background: Color = RED, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width, height, channels, background } });
const code = (expected: string) => (error: unknown) => error instanceof EyesError && error.code === expected;
const pixel = (data: Uint8Array, i: number): number[] => [...data.subarray(i * 3, i * 3 + 3)];
const near = (actual: number[], expected: number[], tolerance = 6): void =>
  assert.ok(
    actual.every((v, i) => Math.abs(v - (expected[i] as number)) <= tolerance),
    `${actual} is not near ${expected}`,
  );

test("each of the four types is proven by its bytes and decodes to three channels", async () => {
  for (const type of ["jpeg", "png", "gif", "webp"] as const) {
    const bytes = await plain().toFormat(type).toBuffer();
    const { picture, pixels } = await decode(bytes);
    assert.equal(picture.mediaType, `image/${type}`);
    assert.deepEqual([picture.width, picture.height, picture.frames, picture.orientation], [40, 20, 1, 1]);
    assert.equal(picture.byteLength, bytes.length);
    assert.equal(pixels.data.length, 40 * 20 * 3);
    near(pixel(pixels.data, 0), [200, 40, 30], 8);
  }
});

test("grey, grey with alpha, 16-bit, palette and CMYK come out as 8-bit sRGB with three channels", async () => {
  const cases: [string, Buffer, number[]][] = [
    ["grey PNG", await plain(9, 7, "#808080").greyscale().png().toBuffer(), [128, 128, 128]],
    ["grey JPEG", await plain(9, 7, "#808080").greyscale().jpeg().toBuffer(), [128, 128, 128]],
    ["grey + alpha", await greyAlpha(), [255, 255, 255]],
    ["16-bit grey", await plain(9, 7, "#808080").toColourspace("grey16").png().toBuffer(), [128, 128, 128]],
    ["16-bit RGB", await plain(9, 7).toColourspace("rgb16").png().toBuffer(), [200, 40, 30]],
    ["palette", await plain(9, 7).png({ palette: true, colours: 4 }).toBuffer(), [200, 40, 30]],
    ["CMYK JPEG", await plain(9, 7).toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer(), [200, 40, 30]],
  ];
  for (const [name, bytes, expected] of cases) {
    const { pixels } = await decode(bytes);
    assert.equal(pixels.data.length, 9 * 7 * 3, name);
    // CMYK goes through a printing profile: the colour is near, not equal.
    near(pixel(pixels.data, 30), expected, name === "CMYK JPEG" ? 30 : 2);
  }
});

/** Black everywhere, and invisible. */
async function greyAlpha(): Promise<Buffer> {
  const bytes = await plain(9, 7, { r: 0, g: 0, b: 0, alpha: 0 }, 4).toColourspace("b-w").png().toBuffer();
  assert.equal((await sharp(bytes).metadata()).channels, 2);
  return bytes;
}

test("what is transparent becomes white, and the facts say that there is alpha", async () => {
  const bytes = await plain(8, 8, { ...RED, alpha: 0 }, 4)
    .png()
    .toBuffer();
  const { picture, pixels } = await decode(bytes);
  assert.equal(picture.alpha, true);
  assert.deepEqual(pixel(pixels.data, 0), [255, 255, 255]);
});

test("the EXIF orientation is applied: size and pixels are those a viewer shows", async () => {
  const left = await plain(20, 20).png().toBuffer();
  const bytes = await plain(60, 20, "#fff")
    .composite([{ input: left, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();
  const { picture, pixels } = await decode(bytes);
  assert.deepEqual([picture.width, picture.height, picture.orientation], [20, 60, 6]);
  assert.deepEqual([pixels.width, pixels.height], [20, 60]);
  near(pixel(pixels.data, 10 * 20 + 10), [200, 40, 30], 12);
  near(pixel(pixels.data, 50 * 20 + 10), [255, 255, 255], 12);
});

test("only the first frame of an animation is decoded, and the frames are counted", async () => {
  const frame = (background: string): Promise<Buffer> => plain(16, 12, background).png().toBuffer();
  const frames = await Promise.all(["#f00", "#00f", "#0f0"].map(frame));
  for (const type of ["gif", "webp"] as const) {
    const image = sharp(frames, { join: { animated: true } });
    const { picture, pixels } = await decode(await image.toFormat(type, { lossless: true }).toBuffer());
    assert.deepEqual([picture.frames, picture.width, picture.height, pixels.height], [3, 16, 12, 12], type);
    near(pixel(pixels.data, 0), [255, 0, 0]);
  }
});

test("pictures over the long edge are reduced, the facts keep the picture as given, and lines of one px survive", async () => {
  for (const [width, height] of [
    [3000, 1500],
    [30000, 1],
    [1, 30000],
    [1, 1],
  ] as const) {
    const { picture, pixels } = await decode(await plain(width, height).png().toBuffer());
    assert.deepEqual([picture.width, picture.height], [width, height]);
    assert.ok(Math.max(pixels.width, pixels.height) <= 2576 && Math.min(pixels.width, pixels.height) >= 1);
    assert.equal(pixels.data.length, pixels.width * pixels.height * 3);
  }
});

test("a picture with too many pixels is refused by its header, with the numbers", async () => {
  const bytes = await plain(300, 200).png().toBuffer();
  await assert.rejects(decode(bytes, { maxPixels: 59_999 }), (error: unknown) => {
    assert.ok(error instanceof EyesError && error.code === "eyes.too-many-pixels");
    assert.deepEqual(error.facts, { width: 300, height: 200, limit: 59_999 });
    return true;
  });
  await decode(bytes, { maxPixels: 60_000 });
  // A header that claims 100 000 x 100 000 px: no memory is taken for it.
  const bomb = Buffer.from(bytes);
  bomb.writeUInt32BE(100_000, 16);
  bomb.writeUInt32BE(100_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  await assert.rejects(decode(bomb), code("eyes.too-many-pixels"));
});

test("files of other types are refused before a codec sees them", async () => {
  const others = [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'),
    Buffer.from("%PDF-1.7\n"),
    await plain().tiff().toBuffer(),
    await plain().avif().toBuffer(),
    Buffer.from("BM"),
    Buffer.from("RIFF\0\0\0\0WAVE"),
    Buffer.from([0xff]),
  ];
  for (const bytes of others) {
    assert.equal(provenType(bytes), null);
    await assert.rejects(decode(bytes), code("eyes.media-type"));
  }
  await assert.rejects(decode(new Uint8Array()), code("eyes.empty"));
});

test("a file cut anywhere is refused as undecodable, or, near its end, still decoded whole", async () => {
  const noisy = (type: "jpeg" | "png" | "gif" | "webp"): Promise<Buffer> =>
    plain(64, 48)
      .composite([{ input: noise(64, 48), raw: { width: 64, height: 48, channels: 3 } }])
      .toFormat(type)
      .toBuffer();
  for (const type of ["jpeg", "png", "gif", "webp"] as const) {
    const bytes = await noisy(type);
    for (const share of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9])
      await assert.rejects(
        decode(bytes.subarray(0, Math.max(12, Math.floor(bytes.length * share)))),
        code("eyes.undecodable"),
        `${type} ${share}`,
      );
    await decode(bytes);
  }
});

/** The same speckles every time. */
function noise(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    data[i] = state >> 16;
  }
  return data;
}
