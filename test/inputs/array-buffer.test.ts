import assert from "node:assert/strict";
import { test } from "node:test";
import { CAT, inputKind } from "./kind.ts";
import { cat } from "./makers.ts";

inputKind("array-buffer", "an ArrayBuffer", ({ anthropic }) => {
  test("may be shared, or the view of another type", async () => {
    const padded = new Uint8Array(Math.ceil(cat.length / 4) * 4);
    padded.set(cat);
    const view = new DataView(padded.buffer, 0, cat.length);
    const [seen] = await anthropic().ask(view as unknown as Uint8Array);
    assert.equal(seen?.sha256, CAT);
  });
});
