import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../platform/models.ts";
import { findPlatform } from "../platform/platforms.ts";
import { messagesIn } from "./messages-in.ts";
import { type Rejection, readRejection } from "./rejection.ts";
import { asTold, modelAsTold, toldAfter } from "./told.ts";

const rejection = (text: string): Rejection => readRejection(text) as Rejection;
const error = (text: string): object => ({
  type: "assistant",
  isApiErrorMessage: true,
  message: { role: "assistant", model: "<synthetic>", content: [{ type: "text", text }] },
});
const answer = { type: "assistant", message: { role: "assistant", model: "claude-opus-5-5", content: [] } };
const question = { type: "user", message: { role: "user", content: "Could not process image" } };

test("refusals hold until something is answered behind them; words of people are none", () => {
  const told = (values: readonly object[]): string[] =>
    values
      .reduce<readonly Rejection[]>((all, value) => toldAfter(all, value, messagesIn(value).parts), [])
      .map(({ kind }) => kind);
  const unprocessable = error("API Error: 400 Could not process image");
  assert.deepEqual(told([question, unprocessable]), ["unprocessable"]);
  assert.deepEqual(told([unprocessable, question, error("Image was too large.")]), ["unprocessable", "bytes"]);
  assert.deepEqual(told([unprocessable, answer]), []);
  assert.deepEqual(told([question, error("API Error: 529 Overloaded"), answer, question]), []);
});

test("limits count where they are stricter than the row's, and only for what they are of", () => {
  const row = findPlatform("anthropic");
  const bytes = rejection("image exceeds 5 MB maximum: 6074384 bytes > 5242880 bytes");
  const edge = rejection("image dimensions exceed max allowed size for many-image requests: 2000 pixels");
  const both = asTold(row, [bytes, edge]);
  assert.deepEqual([both.maxImageBase64Bytes.value, both.manyImagesMaxEdgePx.value], [5_242_880, 1999]);
  assert.equal(both.maxEdgePx, row.maxEdgePx);
  const looser = rejection("image dimensions exceed max allowed size: 16000 pixels");
  assert.deepEqual(asTold(row, [looser]), row);
  const { model } = modelOf("claude-opus-5-5");
  assert.equal(modelAsTold(model, [rejection("too many images and documents: 19 + 5 > 20")]).maxImages.value, 20);
  assert.deepEqual(modelAsTold(model, [bytes]), model);
});
