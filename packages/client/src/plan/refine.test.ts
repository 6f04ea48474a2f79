// Plan, resolve, plan again: what the second plan may say, and what it may not.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { base64, context, file, held, jpeg, MIB, other, png, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import { needs } from "./needs.ts";
import { refine } from "./refine.ts";

const CAT = "https://example.org/cat.png";
const at = (index: number) => ({ at: ["messages", 0, "content", index] }) as const;

test("what is needed is the bytes of urls and files that the platform does not take, in order", () => {
  const blocks = [url(CAT, at(0)), base64(png(10, 10), at(1)), file(at(2)), url("http://example.org/a", at(3))];
  assert.deepEqual(needs(makePlan(blocks, context("vertex")), blocks), [
    { at: at(0).at, get: { kind: "fetch", url: CAT }, required: true },
    { at: at(2).at, get: { kind: "file", fileId: "file_011CNha8iCJcU1wXNR6q4V8w" }, required: true },
  ]);
});

test("what the platform fetches itself need not be got, but could be to know more", () => {
  const blocks = [url(CAT)];
  assert.deepEqual(
    needs(makePlan(blocks, context()), blocks).map((need) => need.required),
    [false],
  );
});

test("a fetched picture gets the step that its bytes call for, still by its url where that is legal", () => {
  const blocks = [url(CAT)];
  const after = (platform: "anthropic" | "vertex", facts: Block["facts"]): string => {
    const first = makePlan(blocks, context(platform));
    const { plan } = refine(first, blocks, context(platform), { "messages.0.content.0": facts });
    const [step] = plan.steps;
    return `${step?.action} ${step?.method} ${step?.tokens}`;
  };
  assert.equal(after("anthropic", png(1000, 1000)), "keep url 1296");
  assert.equal(after("anthropic", png(9000, 100)), "resize base64 184");
  assert.equal(after("vertex", png(1000, 1000)), "inline base64 1296");
  assert.equal(after("vertex", jpeg(1000, 1000, { byteLength: 4 * MIB })), "transcode base64 1296");
  assert.equal(after("vertex", other("image/heic")), "transcode base64 null");
  assert.equal(after("vertex", other("text/html")), "refuse null null");
});

test("when fetched blocks make the request too long they give way, and a known block stays as it was planned", () => {
  const facts = jpeg(4000, 3000, { byteLength: 3.5 * MIB });
  const all = [held(facts, at(0)), held(facts, at(1)), held(facts, at(2)), url(CAT, at(3)), url(CAT, at(4))];
  const first = makePlan(all, context("bedrock"));
  const resolved = { "messages.0.content.3": facts, "messages.0.content.4": facts };
  const { plan } = refine(first, all, context("bedrock"), resolved);
  assert.deepEqual(
    plan.steps.map((step) => step.action),
    ["inline", "inline", "inline", "resize", "resize"],
  );
  assert.ok(plan.ok);
  assert.deepEqual(plan.steps.slice(0, 3), first.steps.slice(0, 3));
  // Known from the beginning, the first blocks would have given way.
  const known = all.map((block) => ({ ...block, facts }));
  assert.equal(makePlan(known, context("bedrock")).steps[0]?.action, "resize");
});

test("blocks are given back with what became known, and only that changed", () => {
  const blocks = [url(CAT, at(0)), url(CAT, at(1))];
  const first = makePlan(blocks, context("vertex"));
  const second = refine(first, blocks, context("vertex"), { "messages.0.content.1": png(10, 10) });
  assert.deepEqual(second.blocks, [blocks[0], { ...blocks[1], facts: png(10, 10) }]);
  assert.deepEqual(
    needs(second.plan, second.blocks).map((need) => need.at),
    [at(0).at],
  );
});

test("speaking of a known block, of no block, or of another request is a mistake of the program", () => {
  const blocks = [url(CAT, at(0)), base64(png(10, 10), at(1))];
  const first = makePlan(blocks, context("vertex"));
  assert.throws(() => refine(first, blocks, context("vertex"), { "messages.0.content.1": png(9, 9) }), TypeError);
  assert.throws(() => refine(first, blocks, context("vertex"), { "messages.9.content.9": png(9, 9) }), TypeError);
  assert.throws(() => refine(first, blocks.slice(1), context("vertex"), {}), TypeError);
  assert.throws(() => refine(first, blocks, context("anthropic"), {}), TypeError);
});
