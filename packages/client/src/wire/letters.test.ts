import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lettersEnd, lettersEndOneByOne } from "./letters.ts";
import { simd } from "./simd.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

for (const [name, endOf] of [
  ["with SIMD", lettersEnd],
  ["one by one", lettersEndOneByOne],
] as const) {
  test(`${name}: of all bytes only the letters of the standard alphabet pass`, () => {
    const bytes = Buffer.from(ALPHABET.repeat(8), "latin1");
    for (let byte = 0; byte < 256; byte++)
      for (const place of [2, 255, 256, 257, 258, 259, 300, 319, 320, 447, 511]) {
        const before = bytes[place] as number;
        bytes[place] = byte;
        const good = ALPHABET.includes(String.fromCharCode(byte));
        assert.equal(endOf(bytes, 0, bytes.length), good ? bytes.length : place, `${byte} at ${place}`);
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
      assert.equal(endOf(bytes, start, end), end);
      for (let at = start; at < end; at++) {
        bytes[at] = 0x2d;
        assert.equal(endOf(bytes, start, end), at, `${start} ${end}`);
        bytes[at] = 0x41;
      }
      bytes[end] = 0x2d;
      if (start > 0) bytes[start - 1] = 0x2d;
      assert.equal(endOf(bytes, start, end), end, "what is beside does not count");
      bytes.fill(0x41);
    }
    for (const place of [4500, 8999]) {
      bytes[place] = 0x22;
      assert.equal(endOf(bytes, 0, 9000), place);
      bytes[place] = 0x41;
    }
  });

  test(`${name}: one wrong byte is found around every boundary of a long text, and none is left over from the one before`, () => {
    const bytes = Buffer.from(ALPHABET.repeat(3200).slice(0, 200_003), "latin1");
    for (const wrong of ["=", "-", "_", "\n", " ", "\0", "\u00ff", '"'])
      for (const place of [256, 2303, 2304, 6399, 6400, 63_743, 63_744, 129_279, 129_280, 194_816, 199_999, 200_002]) {
        const before = bytes[place] as number;
        bytes[place] = wrong.charCodeAt(0);
        assert.equal(endOf(bytes, 0, bytes.length), place, JSON.stringify(wrong));
        bytes[place] = before;
        assert.equal(endOf(bytes, 0, bytes.length), bytes.length);
        assert.equal(endOf(bytes, 7, bytes.length - 5), bytes.length - 5);
      }
  });

  test(`${name}: an empty range has no wrong byte, whatever stands around it`, () => {
    for (const start of [0, 1, 2, 3]) assert.equal(endOf(new Uint8Array(8).fill(0x22), start, start), start);
  });
}

test("what was checked before does not stop the search, nor let it pass", () => {
  const quotes = new Uint8Array(300).fill(0x22);
  const letters = new Uint8Array(100_000).fill(0x41);
  letters[99_990] = 0x2d;
  for (const end of [257, 258, 319, 320, 321, 400, 65_900, 99_990]) {
    assert.equal(lettersEnd(letters, 0, end), end);
    assert.equal(lettersEnd(quotes, 0, 300), 0);
    assert.equal(lettersEnd(letters, 300, 100_000), 99_990);
  }
});

test("this runtime has SIMD", () => {
  assert.notEqual(simd(), null);
});

test("with ranges known to be letters the end is the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(600), fc.boolean()), { maxLength: 12 }),
      fc.constantFrom(0, 3, 300),
      fc.nat(40),
      (parts, start, cut) => {
        // Runs of letters, each followed by one wrong byte or none; those of the runs that are known are cut a little.
        const known: { start: number; end: number }[] = [];
        const bytes: number[] = [];
        for (const [length, wrong] of parts) {
          if (length > 2 * cut) known.push({ start: bytes.length + cut, end: bytes.length + length - cut });
          bytes.push(...new Array<number>(length).fill(0x41), ...(wrong ? [0x2d] : []));
        }
        const all = Uint8Array.from(bytes);
        const apart = known.filter(({ start, end }) => end > start);
        for (const end of [all.length, all.length >> 1])
          if (start <= end) assert.equal(lettersEnd(all, start, end, apart), lettersEndOneByOne(all, start, end));
      },
    ),
    { seed: 20261123, numRuns: process.env.FOVEA_SOAK ? 20_000 : 300 },
  );
});
