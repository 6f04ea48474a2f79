import assert from "node:assert/strict";
import { test } from "node:test";
import { PORTABLE } from "@fovea/client/internal/wire/byte-tools";
import fc from "fast-check";
import { NODE_TOOLS } from "./node-tools.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SOAK = process.env.FOVEA_SOAK !== undefined;

function letters(length: number): Buffer {
  return Buffer.from(ALPHABET.repeat(Math.ceil(length / 64)).slice(0, length), "latin1");
}

test("of all bytes only the letters of the standard alphabet pass, wherever they stand", () => {
  for (let byte = 0; byte < 256; byte++)
    for (const place of [0, 63, 64, 65, 66, 67, 68, 199, 200, 201]) {
      const bytes = letters(202);
      bytes[place] = byte;
      const good = ALPHABET.includes(String.fromCharCode(byte));
      assert.equal(NODE_TOOLS.allLetters(bytes, 0, bytes.length), good, `byte ${byte} at ${place}`);
    }
});

test("one wrong byte is found around every boundary of a long text", () => {
  const bytes = letters(200_003);
  assert.ok(NODE_TOOLS.allLetters(bytes, 0, bytes.length));
  for (const wrong of ["=", "-", "_", "\n", " ", "\0", "\u00ff", '"'])
    for (const place of [64, 65_535, 65_536, 131_071, 131_072, 199_999, 200_000, 200_002]) {
      const before = bytes[place] as number;
      bytes[place] = wrong.charCodeAt(0);
      assert.ok(!NODE_TOOLS.allLetters(bytes, 0, bytes.length), `${JSON.stringify(wrong)} at ${place}`);
      bytes[place] = before;
    }
  assert.ok(NODE_TOOLS.allLetters(bytes, 7, bytes.length - 5));
});

test("a text passes wherever it begins and ends, whatever stands around it", () => {
  for (let start = 0; start < 8; start++)
    for (let length = 60; length < 76; length++) {
      const bytes = Buffer.alloc(start + length + 8, '"');
      letters(length).copy(bytes, start);
      assert.ok(NODE_TOOLS.allLetters(bytes, start, start + length), `${length} letters at ${start}`);
      assert.ok(!NODE_TOOLS.allLetters(bytes, start, start + length + 1), `${length} letters and a quote at ${start}`);
    }
});

test("Node's tools say what the portable ones say", () => {
  const wrong = fc.tuple(fc.nat(), fc.nat(255));
  const piece = fc.record({
    length: fc.nat(300),
    faults: fc.array(wrong, { maxLength: 3 }),
    start: fc.nat(20),
    cut: fc.nat(20),
    offset: fc.nat(3),
  });
  fc.assert(
    fc.property(piece, ({ length, faults, start, cut, offset }) => {
      const bytes = Buffer.concat([Buffer.alloc(offset), letters(length)]).subarray(offset);
      for (const [place, byte] of faults) if (length > 0) bytes[place % length] = byte;
      const from = Math.min(start, length);
      const to = Math.max(from, length - cut);
      assert.equal(NODE_TOOLS.allLetters(bytes, from, to), PORTABLE.allLetters(bytes, from, to));
      assert.deepEqual(Buffer.from(NODE_TOOLS.encode(bytes)), Buffer.from(PORTABLE.encode(bytes)));
      assert.equal(NODE_TOOLS.find(bytes, 0x41, from), PORTABLE.find(bytes, 0x41, from));
    }),
    { seed: 7, numRuns: SOAK ? 20_000 : 200 },
  );
});
