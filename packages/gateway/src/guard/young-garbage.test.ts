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
  // V8 may free what a sweep found a moment later, on a busy machine above all: one of three runs has to show it. Without sweeps it is 61 MiB each time.
  const peaks: number[] = [];
  for (let run = 0; run < 3; run++) peaks.push(await peakOf(3000, forgotPieces));
  const peak = Math.min(...peaks);
  assert.ok(peak < 24 * 1024 * 1024, `${peak} bytes of pieces`);
});

test("no code gets the collector by it", () => {
  assert.equal(runInNewContext("typeof gc"), "undefined");
  assert.equal((globalThis as { gc?: unknown }).gc, undefined);
});
