import assert from "node:assert/strict";
import { test } from "node:test";
import { allLetters, allLettersByTable } from "./letters.ts";
import { createSimdCheck } from "./letters-simd.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

for (const [name, check] of [
  ["with SIMD", allLetters],
  ["by the table", allLettersByTable],
] as const) {
  test(`${name}: of all bytes only the letters of the standard alphabet pass`, () => {
    const bytes = Buffer.from(ALPHABET.repeat(8), "latin1");
    for (let byte = 0; byte < 256; byte++)
      for (const place of [2, 255, 256, 257, 258, 259, 300, 319, 320, 447, 511]) {
        const before = bytes[place] as number;
        bytes[place] = byte;
        const good = ALPHABET.includes(String.fromCharCode(byte));
        assert.equal(check(bytes, 0, bytes.length), good, `${byte} at ${place}`);
        bytes[place] = before;
      }
  });

  test(`${name}: one wrong byte is found at every place, whatever the length and the start`, () => {
    const bytes = new Uint8Array(9000).fill(0x41);
    for (const [start, end] of [
      [0, 20],
      [1, 20],
      [0, 21],
      [1, 21],
      [4090, 4110],
      [8970, 9000],
      [7, 8],
      [8, 9],
      [0, 255],
      [3, 260],
      [1, 322],
      [5, 900],
    ] as const) {
      assert.ok(check(bytes, start, end));
      for (let at = start; at < end; at++) {
        bytes[at] = 0x2d;
        assert.equal(check(bytes, start, end), false, `${start} ${end} ${at}`);
        bytes[at] = 0x41;
      }
      bytes[end] = 0x2d;
      if (start > 0) bytes[start - 1] = 0x2d;
      assert.ok(check(bytes, start, end), "what is beside does not count");
      bytes.fill(0x41);
    }
    for (const place of [4500, 8999]) {
      bytes[place] = 0x22;
      assert.equal(check(bytes, 0, 9000), false);
      bytes[place] = 0x41;
    }
  });

  test(`${name}: one wrong byte is found around every boundary of a long text, and none is left over from the one before`, () => {
    const bytes = Buffer.from(ALPHABET.repeat(3200).slice(0, 200_003), "latin1");
    for (const wrong of ["=", "-", "_", "\n", " ", "\0", "\u00ff", '"'])
      for (const place of [256, 65_791, 65_792, 131_327, 131_328, 199_999, 200_000, 200_002]) {
        const before = bytes[place] as number;
        bytes[place] = wrong.charCodeAt(0);
        assert.ok(!check(bytes, 0, bytes.length), `${JSON.stringify(wrong)} at ${place}`);
        bytes[place] = before;
        assert.ok(check(bytes, 0, bytes.length));
        assert.ok(check(bytes, 7, bytes.length - 5));
      }
  });

  test(`${name}: an empty range has no wrong byte, whatever stands around it`, () => {
    for (const start of [0, 1, 2, 3]) assert.ok(check(new Uint8Array(8).fill(0x22), start, start));
  });
}

test("this runtime has SIMD", () => {
  assert.notEqual(createSimdCheck(), null);
});
