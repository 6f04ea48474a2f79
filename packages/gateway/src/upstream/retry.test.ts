import assert from "node:assert/strict";
import { test } from "node:test";
import { waitBeforeRetry } from "./retry.ts";

test("who leaves while it is waited is told their own reason", async () => {
  const reason = new Error("gone");
  const leaver = new AbortController();
  const waiting = waitBeforeRetry(4, leaver.signal);
  leaver.abort(reason);
  await assert.rejects(waiting, (error) => error === reason);
});
