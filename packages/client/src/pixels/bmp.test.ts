import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bytesOf } from "../media/fixtures/manifest.ts";
import { decodeBmp } from "./bmp.ts";
import { psnr, shown } from "./fixtures/pictures.ts";
import { decodeIcon } from "./ico.ts";
import { type RawPicture, TooManyPixels, Undecodable } from "./raw.ts";

const MAX = 2 ** 20;
const numRuns = process.env.FOVEA_SOAK ? 200_000 : 500;
type Px = readonly (readonly number[])[];

/** Two rows of three px: red, green, blue above, white, black, grey below. */
const COLOURS: Px = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [132, 132, 132],
];
const PALETTE = COLOURS.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 0]);

interface Parts {
  readonly bits: number;
  /** Rows as they stand in the file. */
  readonly rows: readonly (readonly number[])[];
  readonly compression?: number;
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  readonly height?: number;
}

function bmp({ bits, rows, compression = 0, palette = [], masks = [], height = 2 }: Parts): Uint8Array {
  const u32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
  const size = masks.length === 4 ? 108 : 40;
  const info = [
    ...u32(size),
    ...u32(3),
    ...u32(height),
    1,
    0,
    bits,
    0,
    ...u32(compression),
    ...u32(0),
    ...u32(0),
    ...u32(0),
  ];
  const header = [...info, ...u32(palette.length / 4), ...u32(0), ...masks.flatMap(u32)];
  while (masks.length === 4 && header.length < 108) header.push(0);
  const padded = rows.flatMap((row) =>
    compression === 1 || compression === 2 ? row : [...row, 0, 0, 0].slice(0, Math.ceil(row.length / 4) * 4),
  );
  const dataAt = 14 + header.length + palette.length;
  return Uint8Array.from([
    0x42,
    0x4d,
    ...u32(dataAt + padded.length),
    0,
    0,
    0,
    0,
    ...u32(dataAt),
    ...header,
    ...palette,
    ...padded,
  ]);
}

const low = COLOURS.slice(3);
const high = COLOURS.slice(0, 3);
const bgr = (px: Px): number[] => px.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r]);
const bgrx = (px: Px): number[] => px.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 7]);
const x555 = (px: Px): number[] =>
  px.flatMap(([r = 0, g = 0, b = 0]) => {
    const value = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
    return [value & 255, value >> 8];
  });

const KINDS: Record<string, Parts> = {
  "4 bits": {
    bits: 4,
    rows: [
      [0x34, 0x50],
      [0x01, 0x20],
    ],
    palette: PALETTE,
  },
  "8 bits": {
    bits: 8,
    rows: [
      [3, 4, 5],
      [0, 1, 2],
    ],
    palette: PALETTE,
  },
  "8 bits, rows from the top": {
    bits: 8,
    rows: [
      [0, 1, 2],
      [3, 4, 5],
    ],
    palette: PALETTE,
    height: -2,
  },
  "16 bits": { bits: 16, rows: [x555(low), x555(high)] },
  "24 bits": { bits: 24, rows: [bgr(low), bgr(high)] },
  "32 bits": { bits: 32, rows: [bgrx(low), bgrx(high)] },
  "32 bits by masks": { bits: 32, rows: [bgrx(low), bgrx(high)], compression: 3, masks: [0xff0000, 0xff00, 0xff] },
  RLE8: {
    bits: 8,
    rows: [
      [0, 3, 3, 4, 5, 0, 0, 0],
      [1, 0, 1, 1, 1, 2, 0, 0, 0, 1],
    ],
    palette: PALETTE,
    compression: 1,
  },
  RLE4: {
    bits: 4,
    rows: [
      [0, 3, 0x34, 0x50, 0, 0],
      [2, 0x01, 1, 0x20, 0, 1],
    ],
    palette: PALETTE,
    compression: 2,
  },
};

for (const [kind, parts] of Object.entries(KINDS))
  test(`BMP of ${kind}`, async () => {
    const { data, width, height, channels } = await decodeBmp(bmp(parts), MAX);
    assert.deepEqual([width, height, channels], [3, 2, 3]);
    assert.deepEqual([...data], COLOURS.flat());
  });

test("BMP of one bit, and alpha where there is a mask for it", async () => {
  const one = await decodeBmp(bmp({ bits: 1, rows: [[0b01000000], [0b10100000]], palette: PALETTE.slice(0, 8) }), MAX);
  assert.deepEqual([...one.data.subarray(0, 9)], [0, 255, 0, 255, 0, 0, 0, 255, 0]);
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
  const { data, channels } = await decodeBmp(
    bmp({ bits: 32, rows: [bgrx(low), bgrx(high)], compression: 3, masks }),
    MAX,
  );
  assert.equal(channels, 4);
  assert.deepEqual([...data.subarray(0, 4)], [255, 0, 0, 7]);
});

test("files of ImageMagick show what they were made from", async () => {
  const rgb = ({ data, channels }: RawPicture): Uint8Array =>
    channels === 3
      ? data
      : Uint8Array.from({ length: (data.length / 4) * 3 }, (_, i) => over(data, Math.floor(i / 3), i % 3));
  for (const [file, from] of [
    ["other-3.bmp", "png-palette.png"],
    ["other-5.bmp", "png-rgba-16.png"],
  ] as const)
    assert.ok(psnr(rgb(await decodeBmp(bytesOf(file), MAX)), await shown(bytesOf(from))) > 45, file);
});

function over(rgba: Uint8Array, px: number, channel: number): number {
  const alpha = (rgba[px * 4 + 3] as number) / 255;
  return Math.round((rgba[px * 4 + channel] as number) * alpha + 255 * (1 - alpha));
}

test("of an icon the largest picture is taken", async () => {
  const icon = await decodeIcon(bytesOf("other.ico"), MAX);
  assert.ok("data" in icon);
  assert.deepEqual([icon.width, icon.height, icon.channels], [32, 32, 4]);
  assert.ok(icon.data.some((value, i) => i % 4 === 3 && value > 0));
});

test("a size beyond the limit is told before anything is allocated", async () => {
  const wide = bmp({ bits: 24, rows: [], height: 0x7fffffff });
  await assert.rejects(decodeBmp(wide, MAX), (error) => error instanceof TooManyPixels && error.height === 0x7fffffff);
});

test("cut and mutated files end in a picture or a clause, and in nothing else", async () => {
  const files = [
    ...Object.values(KINDS).map(bmp),
    bytesOf("other-3.bmp"),
    bytesOf("other-5.bmp"),
    bytesOf("other.ico"),
  ];
  const mutation = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.nat(files.length - 1), mutation, fc.nat(), async (which, changes, cut) => {
      const bytes = new Uint8Array(files[which] as Uint8Array);
      for (const [at, value] of changes) bytes[Math.max(2, at % Math.min(bytes.length, 160))] = value;
      const some = cut % 3 === 0 ? bytes.subarray(0, Math.max(26, cut % bytes.length)) : bytes;
      const decode = which === files.length - 1 ? decodeIcon : decodeBmp;
      await decode(some, MAX).catch((error: unknown) => {
        if (!(error instanceof Undecodable || error instanceof TooManyPixels)) throw error;
      });
    }),
    { numRuns, seed: 6 },
  );
});
