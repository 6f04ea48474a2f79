import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactsOf } from "../errors/codes.ts";
import { InputError, LimitError, problem } from "../errors/errors.ts";
import { errorOfPlan, errorsOf } from "./errors.ts";
import { base64, context, file, png, times } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";

const strict = context("bedrock", { mode: "strict" });

test("a plan without problems has no error", () => {
  const plan = makePlan([base64(png(10, 10))], strict);
  assert.deepEqual(errorsOf(plan), []);
  assert.equal(errorOfPlan(plan), null);
});

test("one problem is its own error, with the path of the block", () => {
  const error = errorOfPlan(makePlan([base64(png(9000, 10))], strict));
  assert.ok(error instanceof LimitError);
  assert.equal(error.code, "limit.edge");
  assert.equal(error.at, "messages.0.content.0");
});

test("several problems are one error that lists every one, and has them all as its cause", () => {
  const blocks = times(2, file());
  const bad = base64(png(9000, 10, { byteLength: 6_000_000 }), {
    at: ["messages", 1, "content", 0],
    declared: "image/jpg",
  });
  const plan = makePlan([...blocks, bad], { ...strict, otherBytes: 30_000_000 });
  const error = errorOfPlan(plan);
  assert.ok(error instanceof InputError && error.code === "input.several-problems");
  const { problems } = error.facts as FactsOf<"input.several-problems">;
  assert.deepEqual(
    problems.map((found) => `${found.at} ${found.code}`),
    [
      "messages.0.content.0 capability.method",
      "messages.0.content.1 capability.method",
      "messages.1.content.0 input.media-type-declared",
      "messages.1.content.0 limit.edge",
      "messages.1.content.0 limit.image-base64-bytes",
      "null limit.request-bytes",
    ],
  );
  assert.ok(error.cause instanceof AggregateError);
  assert.deepEqual(error.cause.errors.map(String), errorsOf(plan).map(String));
  assert.match(
    error.message,
    /^6 problems: messages\.0\.content\.0: There is no way to send image blocks by file id to/,
  );
});

test("blocks that could not be read make the plan refuse, with their own path", () => {
  const malformed = problem("input.block-malformed", {
    block: "image",
    field: "image.source.base64.data",
    reason: "Field required",
  });
  const plan = makePlan(
    [],
    context("anthropic", {}, { problems: [{ at: ["messages", 3, "content", 1], problem: malformed }] }),
  );
  assert.equal(plan.ok, false);
  assert.equal(errorOfPlan(plan)?.at, "messages.3.content.1");
});

test("a policy or a length that is none is a mistake of the program", () => {
  const policy = { fit: "sometimes" } as unknown as { fit: "never" };
  assert.throws(() => makePlan([], context("anthropic", policy)), {
    name: "TypeError",
    message: "policy.fit must be one of never, legal, seen, not sometimes",
  });
  assert.throws(() => makePlan([], context("anthropic", {}, { otherBytes: 1.5 })), TypeError);
  assert.throws(() => makePlan([], context("anthropic", {}, { otherBytes: -1 })), TypeError);
});
