import assert from "node:assert/strict";
import { test } from "node:test";
import { asWritten } from "./as-written.ts";
import { base64, context, jpeg, other, png } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";

const written = (width: number, height: number) =>
  new Map([["messages.0.content.0", { width, height, mediaType: "image/jpeg", byteLength: 3000 } as const]]);

test("a note tells the size that was really sent, where bytes had to be saved by it", () => {
  const blocks = [base64(jpeg(9000, 3000))];
  const plan = makePlan(blocks, context());
  const told = (of: typeof plan): string[] =>
    of.diagnostics.flatMap(({ code, message }) => (code === "pixels.resized" ? message : []));
  assert.match(told(plan)[0] ?? "", /^A picture of 2,576x859 px is made of the 9,000x3,000 px/);
  const done = asWritten(plan, blocks, context(), written(900, 300));
  assert.deepEqual(told(done).length, 1);
  assert.match(told(done)[0] ?? "", /^A picture of 900x300 px/);
  assert.deepEqual([done.steps[0]?.sent, done.steps[0]?.tokens], [{ width: 900, height: 300 }, 33 * 11]);
});

test("a size that no header told is told when it was written, and a picture that turned out tiny is noted", () => {
  const blocks = [base64(other("image/svg+xml"))];
  const plan = makePlan(blocks, context());
  assert.equal(plan.steps[0]?.sent, null);
  const done = asWritten(plan, blocks, context(), written(24, 24));
  assert.deepEqual([done.steps[0]?.sent, done.totals.tokens, done.totals.unknown], [{ width: 24, height: 24 }, 1, 0]);
  assert.ok(done.diagnostics.some(({ code }) => code === "size.small"));
});

test("where nothing was written the plan is what it was", () => {
  const blocks = [base64(png(10, 10))];
  const plan = makePlan(blocks, context());
  assert.equal(asWritten(plan, blocks, context(), new Map()), plan);
});
