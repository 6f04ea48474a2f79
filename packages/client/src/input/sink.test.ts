import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSink } from "./sink.ts";

const numRuns = process.env.FOVEA_SOAK ? 10_000 : 100;

test("gives back what came in, in any pieces and whatever length was announced", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 40 });
  const expected = fc.option(fc.nat({ max: 20_000 }));
  fc.assert(
    fc.property(pieces, expected, (chunks, hint) => {
      const sink = createSink(100_000, hint);
      for (const chunk of chunks) assert.ok(sink.add(chunk));
      const whole = Buffer.concat(chunks);
      assert.equal(sink.length, whole.length);
      assert.deepEqual(Buffer.from(sink.bytes()), whole);
    }),
    { numRuns, seed: 21 },
  );
});

test("holds the cap to the byte", () => {
  for (const expected of [null, 0, 5, 10, 1_000_000]) {
    const sink = createSink(10, expected);
    assert.ok(sink.add(new Uint8Array(6)));
    assert.equal(sink.add(new Uint8Array(5)), false);
    assert.equal(sink.length, 6);
    assert.ok(sink.add(new Uint8Array(4)));
    assert.equal(sink.bytes().length, 10);
    assert.equal(sink.add(new Uint8Array(1)), false);
  }
});

test("keeps a copy, so that a producer may use its buffer again", () => {
  const buffer = new Uint8Array([1, 2, 3]);
  const sink = createSink(6);
  sink.add(buffer);
  buffer.fill(9);
  sink.add(buffer);
  assert.deepEqual([...sink.bytes()], [1, 2, 3, 9, 9, 9]);
});
