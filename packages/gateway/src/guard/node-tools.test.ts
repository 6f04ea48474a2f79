import assert from "node:assert/strict";
import { test } from "node:test";
import { PORTABLE } from "@fovea/client/internal/wire/byte-tools";
import fc from "fast-check";
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
