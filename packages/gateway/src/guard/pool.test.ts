import assert from "node:assert/strict";
import { test } from "node:test";
import { ReplyError } from "../reply/envelope.ts";
import { createBytePool } from "./pool.ts";
import { scopePool } from "./scope-pool.ts";

const patient = new AbortController().signal;
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);

test("bytes are given first come, first served: a small request waits behind a large one", async () => {
  const pool = createBytePool({ maxBytes: 100 });
  const first = await pool.reserve(80, patient);
  const large = pool.reserve(90, patient);
  const small = pool.reserve(10, patient);
  assert.equal(await settled(small), false);
  assert.deepEqual([pool.used, pool.waiting], [80, 2]);
  first.release();
  const second = await large;
  const third = await small;
  assert.deepEqual([pool.used, pool.waiting], [100, 0]);
  second.release();
  second.release();
  assert.equal(pool.used, 10);
  third.release();
  assert.equal(pool.used, 0);
});

test("a request larger than the pool waits until it is alone, and gets it all", async () => {
  const pool = createBytePool({ maxBytes: 100 });
  const one = await pool.reserve(1, patient);
  const huge = pool.reserve(1000, patient);
  assert.equal(await settled(huge), false);
  one.release();
  assert.equal((await huge).bytes, 100);
});

test("who waits too long, or comes when too many wait, is told to come again", async () => {
  const pool = createBytePool({ maxBytes: 10, admissionWaitMs: 20, maxWaiting: 1 });
  await pool.reserve(10, patient);
  const busy = (error: unknown): boolean =>
    error instanceof ReplyError && error.status === 529 && error.headers["retry-after"] === "1";
  const waits = assert.rejects(pool.reserve(1, patient), busy);
  await assert.rejects(pool.reserve(1, patient), busy);
  await waits;
  assert.equal(pool.waiting, 0);
});

test("who leaves while waiting makes room for the next", async () => {
  const pool = createBytePool({ maxBytes: 10 });
  const held = await pool.reserve(5, patient);
  const leaving = new AbortController();
  const large = pool.reserve(10, leaving.signal);
  const small = pool.reserve(5, patient);
  leaving.abort(new Error("gone"));
  await assert.rejects(large, /gone/);
  const lease = await small;
  assert.equal(pool.used, 10);
  held.release();
  lease.release();
  await assert.rejects(pool.reserve(1, leaving.signal), /gone/);
  assert.equal(pool.used, 0);
});

test("what a request forgets to release is released when it is over, also what it gets later", async () => {
  const pool = createBytePool({ maxBytes: 10 });
  const scope = scopePool(pool);
  const early = await scope.pool.reserve(4, patient);
  await scope.pool.reserve(6, patient);
  early.release();
  assert.equal(pool.used, 6);
  const late = scope.pool.reserve(8, patient);
  scope.release();
  await late;
  assert.equal(pool.used, 0);
});
