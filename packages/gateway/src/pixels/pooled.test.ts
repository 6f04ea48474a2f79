import assert from "node:assert/strict";
import { test } from "node:test";
import type { NewPicture, PixelWork } from "@fovea/client/internal/lower/resolvers";
import { boundsOf, refOf } from "@fovea/client/internal/pixels/fixtures/pictures";
import { createPooledPixels } from "./pooled.ts";

const never = new AbortController().signal;

function work(width: number, height: number): PixelWork {
  const facts = {
    kind: "image",
    mediaType: "image/png",
    width,
    height,
    orientation: 1,
    frames: 1,
    framesExact: true,
  } as const;
  const more = { alpha: false, byteLength: 100, sha256: null };
  const bytes = refOf(new Uint8Array(100));
  return {
    at: "messages.0.content.0",
    bytes,
    facts: { ...facts, ...more },
    resize: null,
    transcode: null,
    bounds: boundsOf(),
  };
}

/** A writer that ends when the test says so, and counts who is at work. */
function slow() {
  const open: (() => void)[] = [];
  let most = 0;
  const writer = {
    ready: async () => true,
    async pixels(): Promise<NewPicture> {
      await new Promise<void>((resolve) => {
        most = Math.max(most, open.push(resolve));
      });
      return { bytes: refOf(new Uint8Array(1)), mediaType: "image/png", width: 1, height: 1 };
    },
  };
  return { writer, open, most: () => most };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("no more pictures are at work than their pixels fit into the pool, and all get their turn", async () => {
  const { writer, open, most } = slow();
  const pixels = createPooledPixels(writer, { maxBytes: 2 * (3000 * 1000 + 100) });
  const all = Array.from({ length: 6 }, () => pixels.write(work(1000, 1000), never));
  await settled();
  for (let done = 0; done < 6; done++) {
    assert.equal(open.length, Math.min(2, 6 - done));
    open.shift()?.();
    await settled();
    await settled();
  }
  assert.equal((await Promise.all(all)).length, 6);
  assert.equal(most(), 2);
});

test("one that is larger than the pool is written alone; who waits too long, or leaves, is let go", async () => {
  const { writer, open } = slow();
  const pixels = createPooledPixels(writer, { maxBytes: 1000, admissionWaitMs: 20 });
  const first = pixels.write(work(1000, 1000), never);
  await settled();
  assert.equal(open.length, 1);
  await assert.rejects(pixels.write(work(10, 10), never), (error: { status?: number }) => error.status === 529);
  const leaver = new AbortController();
  const left = pixels.write(work(10, 10), leaver.signal);
  leaver.abort(new Error("gone"));
  await assert.rejects(left, /gone/);
  open[0]?.();
  await first;
});

test("what fails gives its bytes back", async () => {
  const failing = { ready: async () => true, pixels: async () => Promise.reject(new Error("no")) };
  const pixels = createPooledPixels(failing, { maxBytes: 1000, admissionWaitMs: 20 });
  for (let i = 0; i < 3; i++) await assert.rejects(pixels.write(work(1000, 1000), never), /no/);
});
