import assert from "node:assert/strict";
import { test } from "node:test";
import { allLetters } from "./letters.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

test("of all bytes only the letters of the standard alphabet pass", () => {
  for (let byte = 0; byte < 256; byte++)
    assert.equal(
      allLetters(Uint8Array.of(0x41, 0x41, byte, 0x41), 0, 4),
      ALPHABET.includes(String.fromCharCode(byte)),
      `${byte}`,
    );
});

test("one wrong byte is found at every place, whatever the length and the start", () => {
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
  ] as const) {
    assert.ok(allLetters(bytes, start, end));
    for (let at = start; at < end; at++) {
      bytes[at] = 0x2d;
      assert.equal(allLetters(bytes, start, end), false, `${start} ${end} ${at}`);
      bytes[at] = 0x41;
    }
    bytes[end] = 0x2d;
    if (start > 0) bytes[start - 1] = 0x2d;
    assert.ok(allLetters(bytes, start, end), "what is beside does not count");
    bytes.fill(0x41);
  }
  bytes[8999] = 0x22;
  assert.equal(allLetters(bytes, 0, 9000), false);
  bytes[8999] = 0x41;
  bytes[4500] = 0x22;
  assert.equal(allLetters(bytes, 0, 9000), false);
  assert.equal(allLetters(bytes, 5, 5), true);
});

test("an empty range has no wrong byte, whatever stands around it", () => {
  for (const start of [0, 1, 2, 3]) assert.ok(allLetters(new Uint8Array(8).fill(0x22), start, start));
});
