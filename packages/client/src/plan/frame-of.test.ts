import assert from "node:assert/strict";
import { test } from "node:test";
import { toOriginal } from "../content/coordinates.ts";
import { wholeOf } from "../content/geometry.ts";
import { context, file, held, jpeg, other, url } from "./fixtures/samples.ts";
import { frameOf } from "./frame-of.ts";
import { makePlan } from "./make-plan.ts";

const photo = held(jpeg(3024, 4032, { orientation: 6 }));

test("the frame of a picture is that of its step: sent as it is, or fitted, the whole comes back whole", () => {
  for (const fit of ["never", "legal", "seen"] as const)
    for (const modelId of ["claude-opus-5-5", "claude-haiku-4-5", "somebody's-deployment"]) {
      const plan = makePlan([photo], context("anthropic", { fit }, { modelId }));
      const frame = frameOf(plan);
      assert.ok(frame);
      assert.deepEqual([frame.sent, frame.seen], [plan.steps[0]?.sent, plan.steps[0]?.seen]);
      assert.equal(frame.orientation, 6);
      assert.deepEqual(toOriginal(frame, wholeOf(frame.seen)), { x1: 0, y1: 0, x2: 3024, y2: 4032 });
    }
});

test("a picture that was sent smaller than planned has the frame of what was sent", () => {
  const plan = makePlan([photo], context("anthropic", { fit: "seen" }));
  const frame = frameOf(plan, 0, { width: 600, height: 800 });
  assert.deepEqual(frame?.seen, { width: 600, height: 800 });
});

test("there is no frame of what has no known size, is refused, or is a document", () => {
  const blocks = [url("https://example.com/a.png"), file(), held(other("image/svg+xml"))];
  for (const block of blocks) assert.equal(frameOf(makePlan([block], context())), null);
  assert.equal(frameOf(makePlan([held(other("application/pdf"), { type: "document" })], context())), null);
  assert.equal(frameOf(makePlan([held(jpeg(9000, 9000))], context("anthropic", { fit: "never" }))), null);
  assert.throws(() => frameOf(makePlan([photo], context()), 1), TypeError);
});
