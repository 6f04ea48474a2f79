// A thinking block is bound to what stands before it: images there are sent as they are, or refused with both named.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { base64, context, file, held, other, png, tiff, times, url } from "./fixtures/samples.ts";
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

const turn = (number: number): Block["at"] => ["messages", number * 2 + 1, "content", 0];
const shown = (number: number, block: (at: Block["at"]) => Block): Block =>
  block(["messages", number * 2, "content", 0]);

function replayed(blocks: readonly Block[], thoughts: number, policy: Partial<Policy> = {}): Plan {
  return makePlan(
    blocks,
    context("anthropic", policy, { boundBy: Array.from({ length: thoughts }, (_, i) => turn(i)) }),
  );
}

test("in a history that the same rules were applied to, what a picture alone decides is decided again", () => {
  const policies = [{}, { fit: "seen" }, { uploads: "auto" }] as const;
  for (const policy of policies)
    for (const facts of [
      png(9000, 100),
      png(4000, 3000),
      other("image/heic"),
      png(1000, 1000, { byteLength: 9_000_000 }),
    ]) {
      const block = shown(0, (at) => base64(facts, { at }));
      assert.deepEqual(replayed([block], 2, policy).steps, replayed([block], 0, policy).steps);
    }
});

test("the 21st picture makes none smaller that a thinking block was made with, and the first such block is named", () => {
  const pictures = (count: number): Block[] =>
    Array.from({ length: count }, (_, i) => shown(i, (at) => base64(png(3000, 1000), { at })));
  assert.ok(replayed(pictures(20), 19).ok);
  const found = replayed(pictures(21), 20);
  assert.deepEqual(
    found.steps.map((step) => step.action),
    [...Array.from({ length: 20 }, () => "refuse"), "resize"],
  );
  assert.deepEqual(found.steps[3]?.problems[0]?.facts, {
    image: "messages.6.content.0",
    thinking: "messages.7.content.0",
    change: "with more than 20 images the most for Claude API is 2,000 px on a side",
  });
  // A longer side than any request may have is another size among many; a size that nobody knows yet may be.
  const others = pictures(20).map((block) => ({ ...block, facts: png(100, 100) }));
  for (const facts of [png(9000, 100), other("image/tiff")]) {
    const [first] = pictures(1).map((block) => ({ ...block, facts }));
    assert.ok(first !== undefined);
    const all = [first, ...others.slice(1), shown(20, (at) => base64(png(100, 100), { at }))];
    assert.equal(replayed(all, 20).steps[0]?.problems[0]?.code, "input.before-thinking");
    assert.ok(replayed(all.slice(0, 20), 19).ok);
  }
});

test("pictures that were many when the thinking block was made are made again what they were then", () => {
  const many = times(25, base64(png(2400, 2400)));
  const first = replayed(many, 0);
  assert.deepEqual(
    first.steps.map(({ action }) => action),
    many.map(() => "resize"),
  );
  assert.deepEqual(replayed(many, 1).steps, first.steps);
});

test("a request that would be too long makes only what is new lighter, and names what it would have to touch", () => {
  const heavy = { byteLength: 6 * 2 ** 20 };
  const old = times(3, base64(png(4000, 3000, heavy)));
  const fresh = Array.from({ length: 3 }, (_, i) =>
    base64(png(4000, 3000, heavy), { at: ["messages", 2, "content", i] }),
  );
  const found = replayed([...old, ...fresh], 1);
  assert.ok(found.ok);
  assert.deepEqual(
    found.steps.map(({ action }) => action === "resize"),
    [false, false, false, true, true, true],
  );
  const stuck = replayed([...old, ...old.map((block, i) => ({ ...block, at: ["messages", 0, "content", 3 + i] }))], 1);
  const [refused] = stuck.steps.filter(({ action }) => action === "refuse");
  assert.equal(refused?.problems[0]?.code, "input.before-thinking");
});

test("a picture that is converted stays what it was before a thinking block, among however many others, where its header tells that", () => {
  const among = (facts: Parameters<typeof base64>[0], fit: Policy["fit"] = "legal"): Plan => {
    const old = base64(facts);
    const fresh = times(20, base64(png(100, 100))).map((block, index) => ({
      ...block,
      at: ["messages", 2, "content", index],
    }));
    return makePlan([old, ...fresh], context("anthropic", { fit }, { boundBy: [thinking] }));
  };
  const [small] = among(tiff(301, 203)).steps;
  assert.deepEqual([small?.action, small?.sent], ["transcode", { width: 301, height: 203 }]);
  // More than the many-image edge: smaller now than it was then.
  const [large] = among(tiff(2400, 100)).steps;
  assert.equal(large?.problems[0]?.code, "input.before-thinking");
  // By the size that the model sees it was smaller than that edge then, too.
  const [high] = among(tiff(5000, 5000), "seen").steps;
  assert.deepEqual([high?.action, high?.sent], ["transcode", { width: 1932, height: 1932 }]);
  const [unknown] = among(other("image/svg+xml")).steps;
  assert.equal(unknown?.problems[0]?.code, "input.before-thinking");
});

test("what is converted is planned in the size that its header tells", () => {
  const planned = makePlan([base64(tiff(4000, 3000))], context("anthropic", { fit: "seen" }));
  const [step] = planned.steps;
  assert.deepEqual(
    [step?.sent, step?.seen, step?.tokens],
    [{ width: 2212, height: 1659 }, { width: 2212, height: 1659 }, 4740],
  );
  assert.ok(planned.diagnostics.some(({ code }) => code === "pixels.resized"));
  const [vast] = makePlan([base64(tiff(40_000, 40_000))], context()).steps;
  assert.equal(vast?.problems[0]?.code, "limit.pixels");
});
