import assert from "node:assert/strict";
import { test } from "node:test";
import { PORTABLE } from "@fovea/client/internal/wire/byte-tools";
import { scan } from "@fovea/client/internal/wire/scan";
import fc from "fast-check";
import { lettersIn } from "./known-letters.ts";
import { NODE_TOOLS } from "./node-tools.ts";
import { readBody } from "./read-body.ts";

const runs = { numRuns: process.env.FOVEA_SOAK ? 3000 : 100, seed: 20261123 };

async function read(bytes: Uint8Array, pieceBytes: number): Promise<Uint8Array> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
  }
  return (await readBody(pieces(), { "content-length": String(bytes.length) }, 1e8)).bytes;
}

const image = (data: string) => ({ type: "image", source: { type: "base64", media_type: "image/png", data } });
const body = (content: unknown[]) =>
  new TextEncoder().encode(JSON.stringify({ model: "m", messages: [{ role: "user", content }] }));

test("only pieces that are letters through and through are known, and only where they stand", async () => {
  const letters = "ABCDabcd0189+/".repeat(5000);
  const bytes = body([image(letters), { type: "text", text: "plain words ".repeat(2000) }, image(letters)]);
  const held = await read(bytes, 8192);
  const known = lettersIn(held);
  assert.equal(known.length, 2);
  for (const { start, end } of known) {
    assert.match(Buffer.from(held.subarray(start, end)).toString(), /^[A-Za-z0-9+/]+$/);
    assert.ok(end - start > letters.length - 3 * 8192);
  }
  assert.deepEqual(lettersIn(held.slice()), []);
  assert.deepEqual(lettersIn(held.subarray(1)), []);
  assert.deepEqual(lettersIn(new Uint8Array(0)), []);
});

test("a scan says the same with what is known and without, whatever stands in the texts and however they were cut", async () => {
  const odd = fc.constantFrom("-", "=", "==", "\n", '"', "\\", " ", "é", "A".repeat(4096), "B".repeat(9000));
  const text = fc
    .array(
      fc.oneof(
        odd,
        fc.integer({ min: 0, max: 30_000 }).map((length) => "wxyz".repeat(length / 4)),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 4 }),
      fc.constantFrom(4096, 5000, 8192, 16_384, 65_536),
      async (texts, pieceBytes) => {
        const held = await read(body(texts.map(image)), pieceBytes);
        const [got, wanted] = [scan(held, NODE_TOOLS), scan(held, PORTABLE)];
        assert.deepEqual(got.body, wanted.body);
        assert.deepEqual(got.spans, wanted.spans);
      },
    ),
    runs,
  );
});
