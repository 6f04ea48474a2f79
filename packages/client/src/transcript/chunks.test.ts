import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonOf, linesOf, type Piece, pieceOf } from "./chunks.ts";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // The memory is used again, as readers of files may do.
  const memory = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size);
    memory.set(chunk);
    yield memory.subarray(0, chunk.length);
  }
}

async function all(bytes: Uint8Array, size: number, maxBytes?: number): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of linesOf(inChunks(bytes, size), maxBytes)) pieces.push(piece);
  return pieces;
}

test("lines together are the bytes that came, whatever they came in", async () => {
  const text = fc.array(fc.constantFrom("\n", "\r\n", "{}", "é", "", "a\0b", "\ufeff"), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
      const bytes = Buffer.from(parts.join(""));
      const pieces = await all(bytes, size);
      assert.deepEqual(Buffer.concat(pieces.map((piece) => piece.bytes)), bytes);
      assert.deepEqual(
        pieces.map(({ line }) => line),
        pieces.map((_, index) => index + 1),
      );
      for (const { bytes: one, start, end } of pieces) {
        assert.match(Buffer.from(one.subarray(end)).toString(), /^\r?\n?$/);
        assert.equal(Buffer.from(one.subarray(start, end)).includes("\n"), false);
      }
    }),
    { numRuns: 200, seed: 7 },
  );
});

test("a line over the limit is refused with its number, before its end has come", async () => {
  await assert.rejects(all(Buffer.from(`{}\n${"x".repeat(100)}`), 8, 50), {
    code: "limit.transcript-line",
    facts: { limit: 50, actual: 53, unit: "bytes", line: 2 },
  });
  assert.equal((await all(Buffer.from(`${"x".repeat(49)}\n`), 8, 50)).length, 1);
});

test("JSON is read strictly: no byte order mark inside, no invalid UTF-8, no depth without end", () => {
  const read = (text: string | Uint8Array, line = 2): unknown => jsonOf(pieceOf(Buffer.from(text as string), line));
  assert.deepEqual(read('{"a":1}\r\n'), { a: 1 });
  assert.deepEqual(read('\ufeff{"a":1}', 1), { a: 1 });
  assert.equal(read('\ufeff{"a":1}'), undefined);
  assert.equal(read(Uint8Array.of(0x22, 0xff, 0x22)), undefined);
  assert.equal(read(""), undefined);
  assert.equal(read(`${"[".repeat(600)}${"]".repeat(600)}`), undefined);
  assert.notEqual(read(`${"[".repeat(400)}${"]".repeat(400)}`), undefined);
  assert.equal(read("[".repeat(100_000)), undefined);
});
