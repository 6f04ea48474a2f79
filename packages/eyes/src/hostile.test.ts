// Files made to hurt: each ends in an answer or in a named error, and the same child answers the next one.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { EyesError } from "./errors.ts";
import { createWorker } from "./process/parent.ts";

const soak = Boolean(process.env.FOVEA_SOAK);
const worker = createWorker({ timeoutMs: 600_000 });
after(() => worker.close());
const look = (bytes: Uint8Array) => worker.run({ type: "perceive", bytes, budgetMs: 600_000 });
await worker.run({ type: "warm" });
const child = worker.pids()[0];

const photo = await readFile(new URL("../../../examples/photos/coffee.png", import.meta.url));
const small = (): Sharp => sharp(photo).resize(72, 48);
const TYPES = ["jpeg", "png", "gif", "webp"] as const;

/** The error's code, or "answer". Anything but a named error of the picture fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const seen = await look(bytes);
    assert.deepEqual(seen.unfinished, []);
    return "answer";
  } catch (error) {
    assert.ok(error instanceof EyesError, String(error));
    assert.match(error.code, /^eyes\.(empty|media-type|undecodable|too-many-pixels)$/, error.message);
    return error.code;
  } finally {
    assert.equal(worker.pids()[0], child, "the child was lost");
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A valid grey PNG of any size whose pixels are all 0: some ten thousand px a byte. */
function blackPng(width: number, height: number, extra: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    ...extra,
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("extreme shapes and odd encodings are answered", async () => {
  const grey = (): Sharp => small().greyscale();
  const odd: Record<string, Buffer> = {
    "1 x 1": blackPng(1, 1),
    "1 x 30000": blackPng(1, 30_000),
    "30000 x 1": blackPng(30_000, 1),
    "CMYK JPEG": await small().toColourspace("cmyk").jpeg().toBuffer(),
    "16-bit PNG": await small().toColourspace("rgb16").png().toBuffer(),
    "palette PNG": await small().png({ palette: true }).toBuffer(),
    "grey PNG": await grey().png().toBuffer(),
    "grey and alpha PNG": await grey().ensureAlpha(0.5).toColourspace("b-w").png().toBuffer(),
    "progressive JPEG": await small().jpeg({ progressive: true }).toBuffer(),
    "interlaced PNG": await small().png({ progressive: true }).toBuffer(),
    "JPEG with rubbish after its end": Buffer.concat([await small().jpeg().toBuffer(), Buffer.alloc(5000, 7)]),
  };
  for (const [name, bytes] of Object.entries(odd)) assert.equal(await outcome(bytes), "answer", name);
});

test("animations are answered by their first frame, however many there are", async () => {
  const frames = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      small()
        .tint({ r: i * 4, g: 80, b: 90 })
        .png()
        .toBuffer(),
    ),
  );
  for (const type of ["gif", "webp"] as const) {
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(type)
      .toBuffer();
    // The encoder joins frames that come out equal.
    assert.ok((await look(bytes)).picture.frames > 50, type);
  }
});

test("the largest picture allowed is answered, one more row is not, and a header is not believed", async () => {
  assert.equal(await outcome(blackPng(8000, 8000)), "answer");
  assert.equal(await outcome(blackPng(8000, 8001)), "eyes.too-many-pixels");
  const jpeg = await small().jpeg().toBuffer();
  const size = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5;
  const claims = Buffer.from(jpeg);
  claims.writeUInt32BE(0xfde8_fde8, size);
  assert.equal(await outcome(claims), "eyes.too-many-pixels");
  // Now it claims 4000 x 4000 px and has 72 x 48: the rest is grey, as in a browser.
  claims.writeUInt32BE(0x0fa0_0fa0, size);
  assert.equal(await outcome(claims), "answer");
});

test("compressed chunks that unpack to very much do not", async () => {
  const bomb = deflateSync(Buffer.alloc(100_000_000));
  const text = chunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0", "latin1"), bomb]));
  const profile = chunk("iCCP", Buffer.concat([Buffer.from("p\0\0", "latin1"), bomb]));
  for (const extra of [text, profile]) await outcome(blackPng(64, 64, [extra]));
});

test("a file cut at any byte is answered or refused by name", async () => {
  for (const type of TYPES) {
    const bytes = await small().toFormat(type).toBuffer();
    const cuts = soak ? 120 : 8;
    const ends = new Set<string>();
    for (let i = 0; i < cuts; i++) ends.add(await outcome(bytes.subarray(0, Math.floor((bytes.length * i) / cuts))));
    assert.ok(ends.has("eyes.undecodable"), type);
  }
});

test("bytes changed at random are answered or refused by name", async () => {
  let state = 42;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (const type of TYPES) {
    const bytes = await small().toFormat(type).toBuffer();
    for (let i = 0; i < (soak ? 200 : 6); i++) {
      const changed = Buffer.from(bytes);
      for (let k = 0; k <= random(12); k++) changed[12 + random(changed.length - 12)] = random(256);
      await outcome(changed);
    }
  }
});
