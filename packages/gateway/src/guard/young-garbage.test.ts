import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { forgotPieces } from "./young-garbage.ts";

const PIECE = 64 * 1024;

/** What pieces that come and are forgotten hold at most, in bytes. */
async function peakOf(pieces: number, forget: (bytes: number) => void): Promise<number> {
  let peak = 0;
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < pieces; index++) {
    Buffer.allocUnsafeSlow(PIECE).fill(index);
    forget(PIECE);
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    // As between pieces of a body.
    if (index % 8 === 0) await new Promise(setImmediate);
  }
  return peak;
}

test("pieces that were forgotten are freed soon, and not when they fill what V8 allows", async () => {
  const peak = await peakOf(3000, forgotPieces);
  // A sweep that runs beside may be one late: two of 16 MiB, and what comes meanwhile. Without any it is 61 MiB.
  assert.ok(peak < 40 * 1024 * 1024, `${peak} bytes of pieces`);
});

test("no code gets the collector by it", () => {
  assert.equal(runInNewContext("typeof gc"), "undefined");
  assert.equal((globalThis as { gc?: unknown }).gc, undefined);
});
