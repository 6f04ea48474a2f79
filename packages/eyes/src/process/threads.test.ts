import assert from "node:assert/strict";
import { test } from "node:test";
import { threadsFor } from "./threads.ts";

test("one process on an idle machine runs its models on two threads", () => {
  assert.equal(threadsFor(1, 0.3, 2), 2);
  assert.equal(threadsFor(1, 0, 8), 2);
});

test("on a busy machine, on one core, and beside other processes it is one", () => {
  assert.equal(threadsFor(1, 2, 2), 1);
  assert.equal(threadsFor(1, 0, 1), 1);
  assert.equal(threadsFor(2, 0, 8), 1);
});
