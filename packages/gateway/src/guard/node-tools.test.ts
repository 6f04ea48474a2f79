import assert from "node:assert/strict";
import { test } from "node:test";
import { PORTABLE } from "@fovea/client/internal/wire/byte-tools";
import fc from "fast-check";
import { ofOneReader } from "../passing-memory.ts";
import { NODE_TOOLS } from "./node-tools.ts";

test("Node's tools do what the portable ones do", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), fc.nat(90), ({ buffer, length }, from) => {
      // A view that does not begin where its memory does.
      const bytes = new Uint8Array(buffer).subarray(Math.min(3, length));
      const letters = NODE_TOOLS.encode(bytes);
      assert.deepEqual(Buffer.from(letters), Buffer.from(PORTABLE.encode(bytes)));
      const bare = letters.filter((letter) => letter !== 0x3d);
      assert.deepEqual(Buffer.from(NODE_TOOLS.decode(bare)), Buffer.from(bytes));
      assert.deepEqual(Buffer.from(PORTABLE.decode(bare)), Buffer.from(bytes));
      for (const needle of [0, bytes.at(-1) ?? 1, bytes.subarray(-2)])
        if (typeof needle === "number" || needle.length > 0)
          assert.equal(NODE_TOOLS.find(bytes, needle, from), PORTABLE.find(bytes, needle, from));
    }),
    { seed: 7, numRuns: process.env.FOVEA_SOAK ? 20_000 : 200 },
  );
});

test("long bytes are encoded and decoded as short ones are, wherever a step ends", () => {
  const step = 12 * 1024;
  for (const length of [step - 1, step, step + 1, 2 * step - 2, 2 * step + 2, 90 * 1024, 3 * step + 5]) {
    const noise = Uint8Array.from({ length: length + 3 }, (_, index) => (index * 2654435761) >>> 13);
    const bytes = Buffer.from(noise).subarray(3);
    const letters = NODE_TOOLS.encode(bytes);
    assert.equal(Buffer.from(letters).toString("latin1"), bytes.toString("base64"));
    const bare = Buffer.from(bytes.toString("base64").replace(/=+$/, ""), "latin1");
    assert.ok(bytes.equals(NODE_TOOLS.decode(bare)), `${length}`);
  }
});

test("only memory that was made for one reader is freed when it is told of", () => {
  const [kept, ours] = [new Uint8Array(5000), ofOneReader(new Uint8Array(5000))];
  const part = ofOneReader(new Uint8Array(5000)).subarray(1);
  for (const piece of [kept, ours, part]) NODE_TOOLS.forget?.(piece);
  assert.deepEqual([kept.length, ours.length, part.length], [5000, 0, 4999]);
});
