import assert from "node:assert/strict";
import { test } from "node:test";
import { CAT, inputKind } from "./kind.ts";
import { cat, pieces } from "./makers.ts";

inputKind("async-iterable", "an async iterable", ({ anthropic }) => {
  test("that begins anew each time may be given again", async () => {
    const again = { [Symbol.asyncIterator]: () => pieces(cat) };
    for (let times = 0; times < 2; times++) {
      const [seen] = await anthropic().ask(again);
      assert.equal(seen?.sha256, CAT);
    }
  });

  test("is left, with its finally run, when the signal fires in its middle", async () => {
    const controller = new AbortController();
    let left = false;
    async function* slow(): AsyncGenerator<Uint8Array> {
      try {
        yield cat.subarray(0, 1000);
        controller.abort(new Error("enough"));
        yield cat.subarray(1000);
      } finally {
        left = true;
      }
    }
    await assert.rejects(anthropic().ask(slow(), { signal: controller.signal }), /enough/);
    await new Promise(setImmediate);
    assert.ok(left);
  });
});
