import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { test } from "node:test";
import { checkEnding } from "./ending.ts";
import { join, text, zeros } from "./fixtures/hostile.ts";
import { bytesOf, fixtures } from "./fixtures/manifest.ts";
import { inspect } from "./inspect.ts";
import { countTiffPages } from "./tiff.ts";
import { mirrored, turned } from "./turned.ts";

const others = fixtures
  .filter(({ facts }) => facts.kind === "other" && facts.width !== undefined)
  .map(({ file }) => ({ file, bytes: bytesOf(file) }));

function sizeOf(bytes: Uint8Array): readonly [number | undefined, number | undefined, number | undefined] {
  const said = inspect(bytes, { complete: true });
  assert.ok(said.status === "facts" && said.facts.kind === "other", JSON.stringify(said));
  const { width, height, orientation } = said.facts;
  return [width, height, orientation];
}

function endingOf(bytes: Uint8Array) {
  const said = inspect(bytes, { complete: true });
  assert.ok(said.status === "facts", JSON.stringify(said));
  return checkEnding(bytes, said.facts);
}

const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255];
const u32 = (value: number): number[] => [...u16(value), ...u16(value >>> 16)];

/** A little-endian TIFF of one directory: `[tag, type, count, value]`. */
function tiff(...entries: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const body = entries.flatMap(([tag, type, count, value]) => [
    ...u16(tag),
    ...u16(type),
    ...u32(count),
    ...u32(value),
  ]);
  return join(text("II*\0"), Uint8Array.of(...u32(8), ...u16(entries.length), ...body), zeros(4));
}

const be32 = (value: number): number[] => u32(value).reverse();
const box = (name: string, ...body: readonly (Uint8Array | number[])[]): Uint8Array => {
  const content = join(...body.map((part) => Uint8Array.from(part)));
  return join(Uint8Array.from(be32(content.length + 8)), text(name), content);
};
const ispe = box("ispe", [0, 0, 0, 0], be32(300), be32(200));

/** A HEIF with these properties, all of them of item 1, the primary. */
function heif(...properties: readonly Uint8Array[]): Uint8Array {
  const numbers = properties.map((_, index) => index + 1);
  const ipma = box("ipma", [0, 0, 0, 0], be32(1), [0, 1, numbers.length, ...numbers]);
  const meta = box(
    "meta",
    [0, 0, 0, 0],
    box("pitm", [0, 0, 0, 0, 0, 1]),
    box("iprp", box("ipco", ...properties), ipma),
  );
  return join(box("ftyp", text("heic"), [0, 0, 0, 0], text("mif1heic")), meta);
}

test("the size is that after turning, by the tag of a TIFF and the boxes of a HEIF", () => {
  const turnedTiff = tiff([256, 3, 1, 300], [257, 4, 1, 200], [274, 3, 1, 6]);
  assert.deepEqual(sizeOf(turnedTiff), [200, 300, 6]);
  assert.deepEqual(sizeOf(tiff([256, 3, 1, 300], [257, 4, 1, 200], [274, 3, 1, 99])), [300, 200, 1]);
  assert.deepEqual(sizeOf(heif(ispe)), [300, 200, 1]);
  assert.deepEqual(sizeOf(heif(ispe, box("irot", [3]))), [200, 300, 6], "three quarters against the clock");
  assert.deepEqual(sizeOf(heif(ispe, box("imir", [1]))), [300, 200, 2]);
  assert.deepEqual(sizeOf(heif(ispe, box("imir", [0]), box("irot", [1]))), [200, 300, 7]);
  const clap = box("clap", be32(500), be32(2), be32(120), be32(1), zeros(16));
  assert.deepEqual(sizeOf(heif(ispe, clap, box("irot", [2]))), [250, 120, 3]);
  const turnedHeic = readFileSync(path(import.meta.dirname, "../decode/fixtures/turned.heic"));
  assert.deepEqual(sizeOf(new Uint8Array(turnedHeic)), [40, 64, 8]);
});

test("turns and mirrors come to one orientation, as matrices say", () => {
  // Where the right and the lower edge of the shown picture lie in the stored one.
  const matrix = { 1: [1, 0, 0, 1], 2: [-1, 0, 0, 1], 3: [-1, 0, 0, -1], 4: [1, 0, 0, -1] } as const;
  const more = { 5: [0, 1, 1, 0], 6: [0, -1, 1, 0], 7: [0, -1, -1, 0], 8: [0, 1, -1, 0] } as const;
  const all: Record<number, readonly [number, number, number, number]> = { ...matrix, ...more };
  const after = (second: readonly number[], first: readonly number[]): number[] => {
    const [a = 0, b = 0, c = 0, d = 0] = second;
    const [e = 0, f = 0, g = 0, h = 0] = first;
    // No minus zero.
    return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h].map((value) => value + 0);
  };
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
    assert.deepEqual(after(all[6] ?? [], all[orientation] ?? []), all[turned(orientation, 1)]);
    assert.deepEqual(after(all[2] ?? [], all[orientation] ?? []), all[mirrored(orientation)]);
    assert.equal(turned(orientation, 4), orientation);
  }
});

test("the largest picture of an icon that lies inside the file counts", () => {
  const icon = bytesOf("other.ico");
  assert.deepEqual(sizeOf(icon), [32, 32, 1]);
  const cursor = Uint8Array.from(icon);
  cursor[2] = 2;
  assert.deepEqual(sizeOf(cursor), [32, 32, 1]);
  const elsewhere = Uint8Array.from(icon);
  const [first = 0] = [...Array(icon[4]).keys()].filter((entry) => icon[6 + 16 * entry] === 32);
  elsewhere.set([0, 0, 1, 0], 6 + 16 * first + 12);
  assert.deepEqual(sizeOf(elsewhere), [16, 16, 1], "the directory points beyond the end for the larger one");
});

test("a header that makes no sense tells no size, and is left to the decoder", () => {
  const silent = [undefined, undefined, undefined];
  assert.deepEqual(sizeOf(tiff([256, 3, 1, 300])), silent, "no height");
  assert.deepEqual(sizeOf(tiff([256, 3, 1, 0], [257, 3, 1, 5])), silent, "no width");
  assert.deepEqual(sizeOf(tiff([256, 12, 1, 5], [257, 3, 1, 5])), silent, "a width that is a fraction");
  assert.deepEqual(sizeOf(join(text("II*\0"), Uint8Array.of(...u32(0xfffffff0)), zeros(40))), silent, "no directory");
  assert.deepEqual(sizeOf(join(text("MM\0*"), Uint8Array.of(0, 0, 0, 8, 255, 255), zeros(40))), silent);
  assert.deepEqual(sizeOf(heif(box("irot", [1]))), silent);
  assert.deepEqual(sizeOf(heif(box("ispe", [0, 0, 0, 0], be32(0xffffffff), be32(1)))), silent);
  assert.deepEqual(sizeOf(join(box("ftyp", text("avif"), zeros(4)), box("meta", zeros(2)))), silent);
});

test("every cut of a file that is converted is reported with how much is missing, as far as its pixels stand at its end", () => {
  for (const { file, bytes } of others) {
    assert.equal(endingOf(bytes), null, file);
    assert.equal(endingOf(join(bytes, zeros(70_000))), null, `${file} and more`);
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = bytes.subarray(0, Math.ceil(bytes.length * share));
      const found = endingOf(cut);
      // A smaller picture of the icon is whole; behind the pixels of the TIFF stand words about them.
      if ((file === "other.ico" && share === 0.9) || (file === "other-motorola.tiff" && share === 0.9)) {
        assert.equal(found, null, file);
        continue;
      }
      assert.equal(found?.code, "input.truncated", `${share} of ${file}`);
      const { missing } = found.facts as { missing: number };
      assert.ok(missing > 0 && missing <= bytes.length - cut.length, `${share} of ${file}: ${missing}`);
    }
  }
});

test("tables that say that they are huge cost nothing", () => {
  const started = performance.now();
  // Four billion strips, whose table lies inside the file as far as it goes.
  assert.equal(endingOf(tiff([256, 3, 1, 9], [257, 3, 1, 9], [273, 4, 0xffffffff, 0]))?.code, "input.truncated");
  // 65535 items with 65535 extents of no bytes each.
  const iloc = box(
    "iloc",
    [1, 0, 0, 0, 0, 0, 255, 255],
    ...Array.from({ length: 9000 }, () => [0, 1, 0, 0, 0, 0, 255, 255]),
  );
  const meta = box("meta", [0, 0, 0, 0], box("pitm", [0, 0, 0, 0, 0, 1]), iloc);
  assert.equal(endingOf(join(box("ftyp", text("avif"), zeros(4)), meta)), null);
  assert.ok(performance.now() - started < 5000);
});

test("pages of a TIFF are counted by their directories, and circles end", () => {
  assert.equal(countTiffPages(bytesOf("other.tiff")), 1);
  const one = tiff([256, 3, 1, 9], [257, 3, 1, 9]);
  const second = join(Uint8Array.of(1, 0), zeros(12), zeros(4));
  const linked = join(one, second);
  linked.set(u32(one.length), one.length - 4);
  assert.equal(countTiffPages(linked), 2);
  // The second says that the first comes next.
  linked.set(u32(8), linked.length - 4);
  assert.equal(countTiffPages(linked), 2);
  assert.equal(countTiffPages(text("II*\0")), 1);
});
