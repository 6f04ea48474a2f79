// What a step says to whoever writes the new pixels.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { sizeWithin } from "./bounds.ts";
import { base64, context, held, jpeg, MIB, other, png, times } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Bounds, Policy, Step } from "./plan.ts";

function step(
  block: Block | Block[],
  policy: Partial<Policy> = {},
  platform: "anthropic" | "vertex" = "anthropic",
): Step {
  const [first] = makePlan([block].flat(), context(platform, policy)).steps;
  assert.ok(first);
  return first;
}

function boundsOf(found: Step): Bounds {
  assert.ok(found.bounds);
  return found.bounds;
}

test("where the size is known, the size within the bounds is the step's own", () => {
  for (const [width, height] of [
    [9000, 100],
    [8001, 6000],
    [4000, 3000],
    [100, 12000],
  ] as const)
    for (const many of [1, 21])
      for (const fit of ["legal", "seen"] as const) {
        const found = step(times(many, held(png(width, height))), { fit });
        if (found.resize !== null) assert.deepEqual(sizeWithin(boundsOf(found), width, height), found.resize);
      }
});

test("where it is not known, a picture keeps a legal size, and is fitted when the policy says so", () => {
  const heic = held(other("image/heic"));
  assert.deepEqual(sizeWithin(boundsOf(step(heic)), 4000, 3000), { width: 4000, height: 3000 });
  assert.deepEqual(sizeWithin(boundsOf(step(heic)), 12000, 9000), { width: 2212, height: 1659 });
  assert.deepEqual(sizeWithin(boundsOf(step(heic, { fit: "seen" })), 4000, 3000), { width: 2212, height: 1659 });
  assert.deepEqual(sizeWithin(boundsOf(step({ ...heic, oversizedImage: "error" })), 4000, 3000), {
    width: 2212,
    height: 1659,
  });
  assert.deepEqual(sizeWithin(boundsOf(step(times(21, heic))), 4000, 3000), { width: 1988, height: 1491 });
  // What is legal among many images is not made smaller for them: neither by `legal` nor by `seen`.
  assert.deepEqual(sizeWithin(boundsOf(step(times(21, heic))), 2000, 1000), { width: 2000, height: 1000 });
  assert.deepEqual(sizeWithin(boundsOf(step(times(21, heic), { fit: "seen" })), 2000, 1000), {
    width: 2000,
    height: 1000,
  });
});

test("formats become what keeps their picture, and animations their first frame", () => {
  const target = (mediaType: Parameters<typeof other>[0]): string | null => step(held(other(mediaType))).transcode;
  assert.deepEqual(
    (["image/heic", "image/avif", "image/tiff", "image/bmp", "image/x-icon", "image/svg+xml"] as const).map(target),
    ["image/jpeg", "image/webp", "image/png", "image/png", "image/png", "image/png"],
  );
  assert.equal(step(held(png(9000, 100, { mediaType: "image/gif" }))).transcode, "image/png");
  assert.equal(step(held(png(9000, 100, { mediaType: "image/webp" }))).transcode, null);
});

test("bytes are bounded by the platform's limit on the base64 text, and not at all when the file is uploaded", () => {
  assert.equal(boundsOf(step(held(png(9000, 100)))).maxBytes, 7_864_320);
  assert.equal(boundsOf(step(held(png(9000, 100)), {}, "vertex")).maxBytes, 3_932_160);
  assert.equal(boundsOf(step(held(png(9000, 100)), { method: "file" })).maxBytes, null);
});

test("a picture with too many bytes is brought to the size the model sees, and only then loses quality", () => {
  const byteLength = 9 * MIB;
  const large = step(base64(png(4000, 3000, { byteLength })));
  assert.deepEqual([large.action, large.resize, large.transcode], ["resize", { width: 2212, height: 1659 }, null]);
  assert.equal(boundsOf(large).fallback, "image/jpeg");
  const small = (alpha: boolean): Step => step(base64(png(1000, 1000, { byteLength, alpha })));
  assert.deepEqual([small(false).transcode, small(true).transcode], ["image/jpeg", "image/webp"]);
  assert.equal(boundsOf(step(base64(jpeg(4000, 3000, { byteLength })))).fallback, null);
});
