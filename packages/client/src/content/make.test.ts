import assert from "node:assert/strict";
import { test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import { documentBlock, fileSource, imageBlock, labelBlock, textBlock, urlSource } from "./make.ts";
import { walk } from "./walk.ts";

test("the blocks made are those of the SDK's types, and the walk finds them without a problem", () => {
  const content = [
    labelBlock("image", 1),
    imageBlock({ type: "base64", media_type: "image/webp", data: "AAAA" }),
    labelBlock("image", 2),
    imageBlock(urlSource("https://example.com/a.png")),
    imageBlock(fileSource("file_1")),
    documentBlock({ type: "base64", media_type: "application/pdf", data: "AAAA" }),
    documentBlock({ type: "text", media_type: "text/plain", data: "words" }),
    documentBlock(fileSource("file_2")),
    textBlock("What changed?"),
  ] satisfies Anthropic.ContentBlockParam[];
  const { blocks, problems } = walk({ messages: [{ role: "user", content }] });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    blocks.map(({ type, source }) => `${type} ${source.method}`),
    ["image base64", "image url", "image file", "document base64", "document text", "document file"],
  );
});

test("labels count from 1 and end in a colon", () => {
  assert.deepEqual(labelBlock("image", 1), { type: "text", text: "Image 1:" });
  assert.deepEqual(labelBlock("document", 12), { type: "text", text: "Document 12:" });
});

test("a block that waits for its bytes has null where its source goes, and is not sent like that unnoticed", () => {
  const block = imageBlock(null);
  assert.deepEqual(block, { type: "image", source: null });
  assert.deepEqual(
    walk({ messages: [{ role: "user", content: [block] }] }).problems.map(({ problem }) => problem.code),
    ["input.block-malformed"],
  );
});
