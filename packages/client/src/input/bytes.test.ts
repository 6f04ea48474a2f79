import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesRef, readBytes } from "./bytes.ts";

test("a reference gives the same bytes each time it is opened, without a copy", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const ref = bytesRef(bytes);
  assert.equal(ref.length, 3);
  assert.equal(await readBytes(ref), bytes);
  assert.equal(await readBytes(ref), bytes);
});

test("a reference in several pieces, or none, is read as one", async () => {
  const pieces = [new Uint8Array([1]), new Uint8Array([2, 3])];
  const open = async function* () {
    yield* pieces;
  };
  assert.deepEqual([...(await readBytes({ length: 3, open }))], [1, 2, 3]);
  assert.equal((await readBytes({ length: 0, open: async function* () {} })).length, 0);
});
