import assert from "node:assert/strict";
import { test } from "node:test";
import { patiently } from "./no-credentials.ts";

const never = new Promise<never>(() => undefined);
const open = new AbortController().signal;

test("what is waited for comes through, well or badly", async () => {
  assert.equal(await patiently(Promise.resolve(1), open), 1);
  await assert.rejects(patiently(Promise.reject(new Error("bad")), open), /bad/);
});

test("who leaves, before or while waiting, does not wait; a failure that nobody waits for is no crash", async (t) => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  t.after(() => process.off("unhandledRejection", note));
  const left = AbortSignal.abort(new Error("left"));
  await assert.rejects(patiently(never, left), /left/);
  const late = new Promise<never>((_, reject) => setImmediate(() => reject(new Error("late"))));
  await assert.rejects(patiently(late, left), /left/);
  const leaving = new AbortController();
  const waiting = patiently(never, leaving.signal);
  leaving.abort(new Error("gone"));
  await assert.rejects(waiting, /gone/);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(unhandled, []);
});

test("patience ends after half a minute", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const waiting = patiently(never, open);
  t.mock.timers.tick(29_999);
  t.mock.timers.tick(1);
  await assert.rejects(waiting, (error) => error instanceof Error && error.name === "no answer within 30 s");
});
