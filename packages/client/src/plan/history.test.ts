// A thinking block is bound to what stands before it: images there are sent as they are, or refused with both named.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { base64, context, file, held, other, png, times, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Plan, Policy } from "./plan.ts";

const thinking = ["messages", 1, "content", 0];

function plan(
  blocks: readonly Block[],
  policy: Partial<Policy> = {},
  platform: "anthropic" | "vertex" = "anthropic",
): Plan {
  return makePlan(blocks, context(platform, policy, { frozenBefore: thinking }));
}

function refusal(found: Plan): unknown {
  return found.steps[0]?.problems;
}

test("an image that would have to be resized before a thinking block is refused, and both are named", () => {
  assert.deepEqual(refusal(plan([base64(png(9000, 100))])), [
    {
      code: "input.before-thinking",
      facts: {
        image: "messages.0.content.0",
        thinking: "messages.1.content.0",
        change: "the most for Claude API is 8,000 px on a side",
      },
    },
  ]);
});

test("the 21st image makes no earlier one smaller, and says which could not be", () => {
  const old = times(20, base64(png(3000, 1000)));
  const fresh = base64(png(3000, 1000), { at: ["messages", 2, "content", 0] });
  const found = plan([...old, fresh]);
  assert.deepEqual(
    found.steps.map((step) => step.problems[0]?.code ?? step.action),
    [...old.map(() => "input.before-thinking"), "resize"],
  );
});

test("transcoding and shortening before a thinking block are refused as well", () => {
  for (const block of [base64(other("image/heic")), base64(png(1000, 1000, { byteLength: 9_000_000 }))])
    assert.equal(plan([block], { uploads: "auto" }).steps[0]?.problems[0]?.code, "input.before-thinking");
});

test("what does not touch the picture is still mended before a thinking block", () => {
  assert.equal(plan([base64(png(100, 100), { declared: "image/jpg" })]).steps[0]?.action, "relabel");
  assert.equal(plan([url("https://example.org/a.png")], {}, "vertex").steps[0]?.action, "inline");
  assert.equal(plan([file()], {}, "vertex").steps[0]?.action, "inline");
});

test("preferences do not reach back before a thinking block", () => {
  const block = base64(png(4000, 3000));
  assert.equal(plan([block], { fit: "seen", method: "file" }).steps[0]?.action, "keep");
  assert.equal(plan([{ ...block, at: ["messages", 1, "content", 1] }], { fit: "seen" }).steps[0]?.action, "resize");
});

test("a held picture is made before a thinking block what it was made when it was new", () => {
  for (const blocks of [[held(png(9000, 100))], [held(other("image/heic"))]]) {
    const fresh = makePlan(blocks, context());
    assert.deepEqual(plan(blocks).steps, fresh.steps);
  }
  const seen = { fit: "seen" } as const;
  const block = [held(png(4000, 3000))];
  assert.deepEqual(plan(block, seen).steps, makePlan(block, context("anthropic", seen)).steps);
});

test("a held picture that only its neighbours make too large is refused before a thinking block", () => {
  const found = plan(times(21, held(png(3000, 1000))));
  assert.ok(found.steps.every((step) => step.problems[0]?.code === "input.before-thinking"));
});

test("what a server tool gave back is mended where the platform would refuse it, and otherwise goes back as it came", () => {
  const at = { place: "server_result" } as const;
  const found = (block: Block): string | undefined =>
    makePlan([block], context("anthropic", { fit: "seen", method: "file" })).steps[0]?.action;
  assert.equal(found(base64(png(4000, 3000), at)), "keep");
  assert.equal(found(base64(png(9000, 100), at)), "resize");
});
