// What gives way when the request as a whole is too long.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { base64, context, held, jpeg, MIB, other, png, times } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Plan } from "./plan.ts";

const LIMIT = 32 * MIB;

function actions(plan: Plan): string[] {
  return plan.steps.map((step) => step.action);
}

/** Six times 8 MiB of base64: four of them, with the JSON around them, are a little more than the 32 MiB of a request. */
function six(): Block[] {
  return times(6, held(jpeg(4000, 3000, { byteLength: 6 * MIB })));
}

test("nothing gives way in a request that fits", () => {
  const plan = makePlan(six().slice(0, 3), context("anthropic", { uploads: "auto" }));
  assert.deepEqual(actions(plan), ["inline", "inline", "inline"]);
});

test("with uploads allowed the largest blocks are uploaded, no more of them than it takes", () => {
  const blocks = six().map((block, index) =>
    index === 4 ? { ...block, facts: jpeg(4000, 3000, { byteLength: 7 * MIB }) } : block,
  );
  const plan = makePlan(blocks, context("anthropic", { uploads: "auto" }));
  assert.deepEqual(actions(plan), ["upload", "upload", "inline", "inline", "upload", "inline"]);
  assert.ok(plan.ok);
  assert.ok(plan.totals.requestBytes <= LIMIT);
});

test("without uploads the largest pictures are sent in the size the model sees, in at most their share of bytes", () => {
  const plan = makePlan(six(), context());
  assert.deepEqual(actions(plan), ["resize", "resize", "resize", "inline", "inline", "inline"]);
  assert.ok(plan.ok && plan.totals.requestBytes <= LIMIT);
  const [step] = plan.steps;
  assert.deepEqual(step?.resize, { width: 2212, height: 1659 });
  assert.equal(step?.bounds?.maxBytes, Math.floor((6 * MIB * 2212 * 1659) / (4000 * 3000)));
  const [note] = plan.diagnostics.filter((found) => found.code === "request.tight");
  assert.equal(note?.at, "messages.0.content.0");
});

test("a PNG that gets a share of bytes may fall back to a format that can lose quality", () => {
  const of = (alpha: boolean): Plan =>
    makePlan(times(6, held(png(4000, 3000, { byteLength: 6 * MIB, alpha }))), context());
  assert.equal(of(false).steps[0]?.bounds?.fallback, "image/jpeg");
  assert.equal(of(true).steps[0]?.bounds?.fallback, "image/webp");
});

test("documents are uploaded too, and refused where they cannot be", () => {
  const pdf = held(other("application/pdf", 30 * MIB), { type: "document" });
  assert.deepEqual(actions(makePlan([pdf], context("anthropic", { uploads: "auto" }))), ["upload"]);
  for (const [platform, uploads] of [
    ["anthropic", "asked"],
    ["vertex", "auto"],
  ] as const) {
    const plan = makePlan([pdf], context(platform, { uploads }));
    assert.deepEqual(
      plan.problems.map((problem) => problem.code),
      ["limit.request-bytes"],
    );
  }
});

test("when nothing would be enough, nothing is changed and the real length is told", () => {
  const plan = makePlan(six(), context("anthropic", {}, { otherBytes: LIMIT }));
  assert.deepEqual(new Set(actions(plan)), new Set(["inline"]));
  assert.deepEqual(plan.problems[0]?.facts, {
    limit: LIMIT,
    actual: plan.totals.requestBytes,
    unit: "bytes",
    platform: "Claude API",
  });
});

test("what is on the wire gives way as well, but not in strict mode and not before a thinking block", () => {
  const blocks = times(6, base64(jpeg(4000, 3000, { byteLength: 6 * MIB })));
  assert.ok(makePlan(blocks, context()).ok);
  assert.ok(!makePlan(blocks, context("anthropic", { mode: "strict" })).ok);
  assert.ok(!makePlan(blocks, context("anthropic", {}, { frozenBefore: ["messages", 1] })).ok);
});

test("bytes uploaded before are pointed to rather than uploaded again", () => {
  const sha256 = "ab".repeat(32);
  const blocks = times(6, base64(jpeg(1000, 1000, { byteLength: 6 * MIB, sha256 })));
  const plan = makePlan(blocks, context("anthropic", {}, { uploaded: { [sha256]: "file_there" } }));
  assert.deepEqual(actions(plan), ["reference", "reference", "reference", "keep", "keep", "keep"]);
  assert.equal(plan.steps[0]?.fileId, "file_there");
});

test("who asked for base64 gets base64, not an upload, however long the request", () => {
  const plan = makePlan(six(), context("anthropic", { uploads: "auto", method: "base64" }));
  assert.deepEqual(actions(plan), ["resize", "resize", "resize", "inline", "inline", "inline"]);
  assert.ok(plan.steps.every((step) => step.method === "base64"));
});
