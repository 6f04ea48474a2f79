// Files that are cut, as far as they can be seen: what was in the file is shown, what was not is grey, and nothing is made up.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openBytes } from "../input/open-bytes.ts";
import { scene } from "../pixels/fixtures/pictures.ts";
import { mendInput } from "./mend-input.ts";
import { sharedDecoder } from "./shared-decoder.ts";

const corpus = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, "../../../../test/corpus/fixtures", name));

interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { failOn: "warning" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Rows that are the same in both, and rows that are grey from end to end. */
function compared(mended: Pixels, whole: Pixels): { readonly same: number; readonly grey: number } {
  assert.deepEqual([mended.width, mended.height], [whole.width, whole.height]);
  let same = 0;
  let grey = 0;
  for (let y = 0; y < whole.height; y++) {
    const row = (data: Buffer): Buffer => data.subarray(y * whole.width * 3, (y + 1) * whole.width * 3);
    if (row(mended.data).every((value) => value === 128)) grey++;
    else if (row(mended.data).equals(row(whole.data))) same++;
  }
  return { same, grey };
}

/** Opened, mended, and compared with the whole file. */
async function mended(whole: Uint8Array, share: number, like: Uint8Array = whole) {
  const cut = whole.subarray(0, Math.ceil(whole.length * share));
  assert.throws(() => openBytes(cut, { declared: null, name: "cut" }), { code: "input.truncated" });
  const opened = openBytes(cut, { declared: null, name: "cut", allowTruncated: true });
  const seen = await mendInput(opened);
  assert.equal(seen.label, "cut (its end is missing)");
  assert.equal(seen.facts.mended, true);
  const pieces: Uint8Array[] = [];
  for await (const piece of seen.bytes.open()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return { ...compared(await pixelsOf(bytes), await pixelsOf(like)), opened, bytes };
}

/** A photograph: drawings are coded in a few bytes, of which none can be done without. */
const photo = () => sharp(join(import.meta.dirname, "../../../../examples/photos/coffee.png")).resize(300, 200);
const encoders: readonly [string, () => Promise<Buffer>][] = [
  ["a lossy WebP", () => photo().webp({ quality: 80 }).toBuffer()],
  ["a lossless WebP", () => photo().webp({ lossless: true }).toBuffer()],
  ["a WebP with a profile", () => photo().withIccProfile("p3").webp({ quality: 80 }).toBuffer()],
];
for (const [name, encode] of encoders)
  test(`${name}: the rows that were in the file are shown, the others are grey`, async () => {
    const whole = await encode();
    const { same, grey, opened } = await mended(whole, 0.6);
    assert.equal(opened.truncated?.missing, whole.length - Math.ceil(whole.length * 0.6));
    // The loop filter reaches some rows over the edge.
    assert.ok(same >= 60 && grey >= 20 && same + grey >= 200 - 16, `${same} rows are shown, ${grey} are grey`);
  });

test("a BMP, which begins with its last row, and a TIFF whose directory stands in front", async () => {
  const bmp = corpus("24-bit.bmp");
  const like = await scene(301, 203).png().toBuffer();
  const found = await mended(bmp, 0.5, like);
  assert.ok(
    found.same >= 99 && found.same + found.grey === 203,
    `${found.same} rows are shown, ${found.grey} are grey`,
  );
  const tiff = frontedTiff(await scene(301, 203).raw().toBuffer(), 301, 203);
  const half = await mended(tiff, 0.5, like);
  assert.ok(half.same >= 99 && half.same + half.grey === 203, `${half.same} rows are shown, ${half.grey} are grey`);
});

test("the tiles of a HEIC that were in the file are shown, where the picture is turned too", async () => {
  const whole = corpus("phone.heic");
  const drawn = await sharedDecoder().toPng(whole, "image/heic", { maxPixels: 1e8 });
  const { bytes } = await mended(whole, 0.7, drawn.bytes);
  const [seen, all] = await Promise.all([pixelsOf(bytes), pixelsOf(drawn.bytes)]);
  let shown = 0;
  for (let at = 0; at < seen.data.length; at += 3) {
    const [there, was] = [seen.data.subarray(at, at + 3), all.data.subarray(at, at + 3)];
    // Grey, but for the tiles' edges where the decoder mixes colours of neighbours.
    if (there.every((value, index) => Math.abs(value - (was[index] as number)) <= 24)) shown++;
    else assert.deepEqual([...there], [128, 128, 128], `px ${at / 3} is made up`);
  }
  const part = shown / (700 * 1100);
  assert.ok(part > 0.3 && part < 0.95, `${part} of it is shown`);
});

test("what nothing can be seen of is refused as cut, with how much is missing", async () => {
  for (const name of ["sharp.avif", "16-bit.tiff", "libheif.heic"]) {
    const whole = corpus(name);
    const cut = whole.subarray(0, Math.floor(whole.length / 3));
    const opened = openBytes(cut, { declared: null, name, allowTruncated: true });
    await assert.rejects(mendInput(opened), (error: { code?: string; at?: string; facts?: { missing: number } }) => {
      assert.deepEqual([error.code, error.at], ["input.truncated", name]);
      assert.ok((error.facts?.missing ?? 0) > 0);
      return true;
    });
  }
});

test("gigabytes that a header claims are not filled in", async () => {
  const whole = corpus("lossless.webp");
  const claims = Buffer.from(whole);
  claims.writeUInt32LE(0xf0000000, 4);
  const opened = openBytes(claims, { declared: null, name: "claims", allowTruncated: true });
  const started = performance.now();
  await assert.rejects(mendInput(opened), { code: "input.truncated" });
  assert.ok(performance.now() - started < 5000);
});

test("a whole file is not touched", async () => {
  const whole = corpus("lossless.webp");
  const opened = openBytes(whole, { declared: null, name: "whole", allowTruncated: true });
  assert.equal(await mendInput(opened), opened);
});

/** A TIFF as scanners write it: the directory, then rows of RGB. libtiff writes it behind them. */
function frontedTiff(rgb: Buffer, width: number, height: number): Buffer {
  const rows = 8;
  const strips = Math.ceil(height / rows);
  const entries = 10;
  const tables = 8 + 2 + entries * 12 + 4;
  const data = tables + 6 + strips * 8;
  const head = Buffer.alloc(data);
  head.write("II*\0", "latin1");
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries, 8);
  const put = (index: number, tag: number, type: number, count: number, value: number): void => {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  };
  put(0, 256, 4, 1, width);
  put(1, 257, 4, 1, height);
  put(2, 258, 3, 3, tables);
  put(3, 259, 3, 1, 1);
  put(4, 262, 3, 1, 2);
  put(5, 273, 4, strips, tables + 6);
  put(6, 277, 3, 1, 3);
  put(7, 278, 4, 1, rows);
  put(8, 279, 4, strips, tables + 6 + strips * 4);
  put(9, 284, 3, 1, 1);
  for (let bit = 0; bit < 3; bit++) head.writeUInt16LE(8, tables + bit * 2);
  for (let strip = 0; strip < strips; strip++) {
    const start = strip * rows * width * 3;
    head.writeUInt32LE(data + start, tables + 6 + strip * 4);
    head.writeUInt32LE(Math.min(rows * width * 3, rgb.length - start), tables + 6 + strips * 4 + strip * 4);
  }
  return Buffer.concat([head, rgb]);
}
