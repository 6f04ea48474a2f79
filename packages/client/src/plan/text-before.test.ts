import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, context, png } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import { isLabel, textBefore } from "./text-before.ts";

const at = ["messages", 2, "content"] as const;
const image = { type: "image", source: { type: "url", url: "https://example.org/a.png" } };

test("finds the pictures that come after a question", () => {
  const text = { type: "text", text: "What is in this picture?" };
  assert.deepEqual(textBefore([image, text, image, { type: "document" }], at), [
    "messages.2.content.2",
    "messages.2.content.3",
  ]);
});

test("labels, empty texts and other blocks do not count as text", () => {
  const label = (n: number): object => ({ type: "text", text: `Image ${n}:` });
  assert.deepEqual(textBefore([label(1), image, label(2), image, { type: "text", text: " " }, image, null, 7], at), []);
});

test("a label is short and asks nothing", () => {
  for (const text of ["Image 1:", " image 2 ", "Figure 3.", "Page 4 of the contract:", "Before:"])
    assert.ok(isLabel(text), text);
  for (const text of ["Which is it:?", "Image one", "Compare these.", `${"x".repeat(80)}:`])
    assert.ok(!isLabel(text), text);
});

test("the plan notes a picture after a text, and only that one", () => {
  const blocks = [0, 1].map((index) => base64(png(500, 500), { at: ["messages", 0, "content", index] }));
  const plan = makePlan(blocks, context("anthropic", {}, { textBefore: ["messages.0.content.1"] }));
  assert.deepEqual(plan.diagnostics, [
    {
      code: "order.text-before-image",
      at: "messages.0.content.1",
      message:
        "The image comes after a text in its message; Claude answers best when pictures and documents come first.",
    },
  ]);
});
