import assert from "node:assert/strict";
import { test } from "node:test";
import { createWatch } from "./watch.ts";

const reason = new Error("the caller's own reason");
const watchOf = (signal?: AbortSignal, leftMs = 60_000) =>
  createWatch({ url: "https://example.com/", signal, totalTimeoutMs: 60_000, leftMs });

test("a signal that has fired already fires the watch", async () => {
  const watch = watchOf(AbortSignal.abort(reason));
  assert.equal(watch.signal.reason, reason);
  await assert.rejects(watch.race(new Promise(() => {})), reason);
  watch.stop();
});

test("a new phase takes the place of the one before", async () => {
  const watch = watchOf();
  watch.enter("resolve", 1);
  watch.enter("connect", 30);
  await assert.rejects(watch.race(new Promise(() => {})), {
    code: "fetch.timeout",
    facts: { url: "https://example.com/", phase: "connect", timeoutMs: 30 },
  });
  watch.stop();
});

test("names the whole time that was given when nothing of it is left", async () => {
  const watch = watchOf(undefined, -5);
  await assert.rejects(watch.race(new Promise(() => {})), {
    facts: { url: "https://example.com/", phase: "total", timeoutMs: 60_000 },
  });
  watch.stop();
});

test("a watch that was stopped stays silent and lets go of the caller's signal", async () => {
  const controller = new AbortController();
  const watch = watchOf(controller.signal, 5);
  watch.enter("idle", 1);
  assert.ok(watch.stop() >= 0);
  controller.abort(reason);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(watch.signal.aborted, false);
});
