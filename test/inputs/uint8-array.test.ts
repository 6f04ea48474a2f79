import assert from "node:assert/strict";
import { test } from "node:test";
import { CAT, inputKind } from "./kind.ts";
import { cat } from "./makers.ts";

inputKind("uint8-array", "a Uint8Array", ({ anthropic }) => {
  test("that is a part of a larger buffer is sent without its neighbours", async () => {
    const larger = new Uint8Array(cat.length + 200).fill(7);
    larger.set(cat, 100);
    const [seen] = await anthropic().ask(larger.subarray(100, 100 + cat.length));
    assert.equal(seen?.sha256, CAT);
  });
});
