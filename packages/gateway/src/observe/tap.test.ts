import assert from "node:assert/strict";
import { test } from "node:test";
import { tap } from "./tap.ts";

async function* pieces(fail = false): AsyncGenerator<string | Uint8Array> {
  yield "é";
  yield new Uint8Array(3);
  if (fail) throw new Error("broken");
}
function told() {
  const calls: unknown[][] = [];
  return { calls, tell: (...call: unknown[]) => void calls.push(call) };
}

test("the end of a stream is told once, with its bytes", async () => {
  const { calls, tell } = told();
  const tapped = tap(pieces(), tell);
  for await (const _piece of tapped);
  assert.deepEqual(calls, [["whole", 5, undefined]]);
});

test("a stream that fails, one that is left, and one never begun are told too", async () => {
  const failing = told();
  await assert.rejects(async () => {
    for await (const _piece of tap(pieces(true), failing.tell));
  }, /broken/);
  assert.deepEqual(
    failing.calls.map(([ending, bytes]) => [ending, bytes]),
    [["failed", 5]],
  );
  const left = told();
  for await (const _piece of tap(pieces(), left.tell)) break;
  assert.deepEqual(left.calls, [["left", 2, undefined]]);
  const unread = told();
  await tap(pieces(), unread.tell)[Symbol.asyncIterator]().return?.();
  assert.deepEqual(unread.calls, [["left", 0, undefined]]);
});
