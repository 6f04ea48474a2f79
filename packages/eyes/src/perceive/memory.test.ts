import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createMemory, sha256 } from "./memory.ts";

const noting = (calls: string[], name: string) => async () => {
  calls.push(name);
  return { name };
};

test("the second question about the same bytes is answered from memory", async () => {
  const memory = createMemory<{ name: string }>({ maxBytes: 1000 });
  const calls: string[] = [];
  const first = await memory.recall("a", noting(calls, "a"));
  assert.equal(await memory.recall("a", noting(calls, "again")), first);
  assert.deepEqual(calls, ["a"]);
  assert.throws(() => Object.assign(first, { name: "changed" }), TypeError);
});

test("over the cap the least recently used is forgotten", async () => {
  // {"name":"a"} is 12 characters, so 24 bytes.
  const memory = createMemory<{ name: string }>({ maxBytes: 50 });
  const calls: string[] = [];
  for (const key of ["a", "b", "a", "c", "a", "b"]) await memory.recall(key, noting(calls, key));
  assert.deepEqual(calls, ["a", "b", "c", "b"]);
  assert.equal(memory.bytes(), 48);
});

test("what is larger than the cap is given but not kept", async () => {
  const memory = createMemory<{ name: string }>({ maxBytes: 0 });
  const calls: string[] = [];
  for (let i = 0; i < 2; i++) assert.deepEqual(await memory.recall("a", noting(calls, "a")), { name: "a" });
  assert.deepEqual([calls.length, memory.bytes()], [2, 0]);
});

test("two questions at once share one look; a failure is shared too, but not remembered", async () => {
  const memory = createMemory<{ name: string }>({ maxBytes: 1000 });
  const calls: string[] = [];
  const [first, second] = await Promise.all([1, 2].map((n) => memory.recall("a", noting(calls, `${n}`))));
  assert.equal(first, second);
  const failing = async (): Promise<never> => {
    calls.push("failing");
    throw new Error("no");
  };
  for (const outcome of await Promise.allSettled([1, 2].map(() => memory.recall("b", failing))))
    assert.equal(outcome.status, "rejected");
  assert.deepEqual(await memory.recall("b", noting(calls, "b")), { name: "b" });
  assert.deepEqual(calls, ["1", "failing", "b"]);
});

test("a look is aborted when its last caller leaves, not before", async () => {
  const memory = createMemory<{ name: string }>({ maxBytes: 1000 });
  let inner: AbortSignal | undefined;
  let finish = (): void => {};
  const slow = (signal: AbortSignal): Promise<{ name: string }> => {
    inner = signal;
    return new Promise((resolve, reject) => {
      finish = () => resolve({ name: "a" });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  };
  const callers = [new AbortController(), new AbortController()];
  const [first, second] = callers.map(({ signal }) => memory.recall("a", slow, signal)) as [
    Promise<unknown>,
    Promise<unknown>,
  ];
  callers[0]?.abort(new Error("left"));
  await assert.rejects(first, /left/);
  assert.equal(inner?.aborted, false);
  callers[1]?.abort(new Error("left too"));
  await assert.rejects(second, /left too/);
  assert.equal(inner?.aborted, true);
  // The next caller gets a look of its own.
  const next = memory.recall("a", slow);
  finish();
  assert.deepEqual(await next, { name: "a" });
});

test("the key is the sha256 of exactly the bytes of the view", async () => {
  const buffer = Buffer.from("xxpicturexx");
  const expected = createHash("sha256").update("picture").digest("hex");
  assert.equal(await sha256(buffer.subarray(2, 9)), expected);
  const shared = new Uint8Array(new SharedArrayBuffer(7));
  shared.set(buffer.subarray(2, 9));
  assert.equal(await sha256(shared), expected);
});

test("a value that is not worth keeping is made again", async () => {
  const memory = createMemory<{ whole: boolean }>({ maxBytes: 1000, worth: ({ whole }) => whole });
  let made = 0;
  const make = async (): Promise<{ whole: boolean }> => ({ whole: ++made > 1 });
  for (const expected of [false, true, true]) assert.equal((await memory.recall("a", make)).whole, expected);
  assert.equal(made, 2);
});
