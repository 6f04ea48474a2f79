import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { EyesError } from "../errors.ts";
import { createWorker } from "./parent.ts";

const cat = await readFile(new URL("../../../../examples/photos/cat.png", import.meta.url));
/** Enough pixels for several tiles: the child is busy with it for hundreds of ms. */
const large = await sharp(cat).resize(2500, 1700).jpeg().toBuffer();
const code = (expected: string) => (error: unknown) => error instanceof EyesError && error.code === expected;

const worker = createWorker({ timeoutMs: 600_000 });
after(() => worker.close());
const look = (bytes: Uint8Array, signal?: AbortSignal) =>
  worker.run({ type: "perceive", bytes, budgetMs: 600_000 }, signal);

test("a child killed while it looks fails that question, and the next is answered by a new child", async () => {
  await look(cat);
  const first = worker.pids()[0] as number;
  const killed = look(large);
  const waiting = look(cat);
  await sleep(50);
  process.kill(first, "SIGKILL");
  await assert.rejects(killed, (error: unknown) => {
    assert.ok(error instanceof EyesError && error.code === "eyes.crashed");
    assert.match(error.message, /SIGKILL/);
    return true;
  });
  assert.equal((await waiting).objects[0]?.label, "cat");
  assert.notEqual(worker.pids()[0], first);
});

test("errors of the picture come back by name, and the child lives on", async () => {
  await look(cat);
  const child = worker.pids()[0];
  await assert.rejects(look(new Uint8Array()), code("eyes.empty"));
  await assert.rejects(look(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")), code("eyes.media-type"));
  await assert.rejects(look(cat.subarray(0, 5000)), code("eyes.undecodable"));
  assert.equal(worker.pids()[0], child);
});

test("an aborted question rejects with the signal's reason, waiting or under way", async () => {
  const under = new AbortController();
  const queued = new AbortController();
  const a = look(large, under.signal);
  const b = look(cat, queued.signal);
  const c = look(cat);
  queued.abort(new Error("not needed"));
  await assert.rejects(b, /not needed/);
  under.abort();
  await assert.rejects(a, { name: "AbortError" });
  await assert.rejects(look(cat, AbortSignal.abort()), { name: "AbortError" });
  assert.equal((await c).objects[0]?.label, "cat");
});

test("a job over its time is ended, and the next is answered", async () => {
  // No child starts, loads two models and answers within 20 ms.
  const hasty = createWorker({ timeoutMs: 20 });
  await assert.rejects(hasty.run({ type: "perceive", budgetMs: 600_000, bytes: large }), code("eyes.timeout"));
  assert.deepEqual(hasty.pids(), []);
  await assert.rejects(hasty.run({ type: "perceive", budgetMs: 600_000, bytes: cat }), code("eyes.timeout"));
  await hasty.close();
});

test("more waiting jobs than allowed are refused at once", async () => {
  const small = createWorker({ maxQueued: 1 });
  const jobs = [1, 2].map(() => small.run({ type: "perceive", budgetMs: 600_000, bytes: cat }));
  await assert.rejects(small.run({ type: "perceive", budgetMs: 600_000, bytes: cat }), code("eyes.busy"));
  const closing = Promise.allSettled(jobs);
  await small.close();
  for (const job of await closing) assert.ok(job.status === "rejected" && code("eyes.closed")(job.reason));
  await assert.rejects(small.run({ type: "perceive", budgetMs: 600_000, bytes: cat }), code("eyes.closed"));
});

test("the caller's event loop turns while the child looks", async () => {
  let longest = 0;
  let last = performance.now();
  const ticker = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const start = performance.now();
  await look(large);
  clearInterval(ticker);
  // Shares of the whole, not milliseconds: the machine may be busy.
  assert.ok(longest < (performance.now() - start) / 2, `the longest stall was ${longest} ms`);
});

test("several processes share the line; each starts when the others are busy", async () => {
  const pool = createWorker({ processes: 2 });
  await pool.run({ type: "warm" });
  assert.equal(pool.pids().length, 1);
  const seen = await Promise.all(
    [cat, cat, cat].map((bytes) => pool.run({ type: "perceive", budgetMs: 600_000, bytes })),
  );
  assert.deepEqual(
    seen.map(({ objects }) => objects[0]?.label),
    ["cat", "cat", "cat"],
  );
  assert.equal(pool.pids().length, 2);
  await pool.close();
  assert.deepEqual(pool.pids(), []);
});
