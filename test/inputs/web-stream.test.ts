import assert from "node:assert/strict";
import { test } from "node:test";
import { inputKind } from "./kind.ts";
import { cat, webStream } from "./makers.ts";

inputKind("web-stream", "a web stream", ({ anthropic }) => {
  test("is read once: a second call is told so, and sends nothing", async () => {
    const stream = webStream(cat);
    await anthropic().ask(stream);
    const sent = anthropic().behind.fake.requests.length;
    await assert.rejects(anthropic().ask(stream), { code: "input.stream-used" });
    assert.equal(anthropic().behind.fake.requests.length, sent);
  });

  test("gives each of its pieces once", async () => {
    let pulls = 0;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const piece = cat.subarray(pulls * 50_000, ++pulls * 50_000);
          if (piece.length === 0) controller.close();
          else controller.enqueue(piece);
        },
      },
      { highWaterMark: 0 },
    );
    await anthropic().ask([stream, stream]);
    assert.equal(pulls, Math.ceil(cat.length / 50_000) + 1);
  });

  test("that stalls is cancelled when the signal fires, with its reason", async () => {
    let cancelled: unknown = null;
    const controller = new AbortController();
    const reason = new Error("enough");
    const stream = new ReadableStream<Uint8Array>({
      start: (out) => out.enqueue(cat.subarray(0, 1000)),
      pull: () => void setImmediate(() => controller.abort(reason)),
      cancel: (why) => {
        cancelled = why ?? "cancelled";
      },
    });
    await assert.rejects(anthropic().ask(stream, { signal: controller.signal }), reason);
    assert.notEqual(cancelled, null);
  });

  test("that nobody will read is cancelled: the signal had fired before", async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      cancel: () => {
        cancelled = true;
      },
    });
    await assert.rejects(anthropic().ask(stream, { signal: AbortSignal.abort(new Error("no")) }), /no/);
    assert.ok(cancelled);
  });

  test("that fails ends the call with its own error", async () => {
    const stream = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error("the disk is gone")) });
    await assert.rejects(anthropic().ask(stream), /the disk is gone/);
  });
});
