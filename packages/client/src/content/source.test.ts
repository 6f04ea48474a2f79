import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "./walk.ts";

const base64 = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
const text = { type: "text", text: "a" };

const IMAGE_TAGS = "'base64', 'url', 'file'";
const DOCUMENT_TAGS = "'base64', 'text', 'content', 'url', 'file'";
const tag = (name: string, tags: string): string =>
  `Input tag '${name}' found using 'type' does not match any of the expected tags: ${tags}`;
const MALFORMED: [title: string, block: object, field: string, reason: string][] = [
  ["no source", { type: "image" }, "image.source", "Field required"],
  ["a null source", { type: "image", source: null }, "image.source", "Input should be an object"],
  ["a source that is a string", { type: "document", source: "x" }, "document.source", "Input should be an object"],
  ["a source that is a list", { type: "image", source: [] }, "image.source", "Input should be an object"],
  ["no source type", { type: "image", source: {} }, "image.source.type", "Field required"],
  ["an unknown source type", { type: "image", source: { type: "path" } }, "image.source", tag("path", IMAGE_TAGS)],
  ["a text source in an image", { type: "image", source: { type: "text" } }, "image.source", tag("text", IMAGE_TAGS)],
  [
    "a document's unknown source",
    { type: "document", source: { type: "s3" } },
    "document.source",
    tag("s3", DOCUMENT_TAGS),
  ],
  [
    "an endless source type",
    { type: "image", source: { type: "x".repeat(9999) } },
    "image.source",
    tag("x".repeat(40), IMAGE_TAGS),
  ],
  [
    "a source type that is a number",
    { type: "image", source: { type: 1 } },
    "image.source",
    "Input should have a type that is a string",
  ],
  ["no data", { type: "image", source: { type: "base64" } }, "image.source.base64.data", "Field required"],
  [
    "data that is an array of bytes",
    { type: "image", source: { type: "base64", data: [137, 80] } },
    "image.source.base64.data",
    "Input should be a valid string",
  ],
  [
    "a media type that is null",
    { type: "image", source: { type: "base64", media_type: null, data: "AAAA" } },
    "image.source.base64.media_type",
    "Input should be a valid string",
  ],
  ["no url", { type: "image", source: { type: "url" } }, "image.source.url.url", "Field required"],
  [
    "a null url",
    { type: "image", source: { type: "url", url: null } },
    "image.source.url.url",
    "Input should be a valid string",
  ],
  ["no file id", { type: "document", source: { type: "file" } }, "document.source.file.file_id", "Field required"],
  [
    "an empty file id",
    { type: "image", source: { type: "file", file_id: "" } },
    "image.source.file.file_id",
    "Input should not be empty",
  ],
  ["no text", { type: "document", source: { type: "text" } }, "document.source.text.data", "Field required"],
  [
    "no content",
    { type: "document", source: { type: "content" } },
    "document.source.content.content",
    "Field required",
  ],
  [
    "content that is a number",
    { type: "document", source: { type: "content", content: 1 } },
    "document.source.content.content",
    "Input should be a string or a list",
  ],
  [
    "transformations that are a list",
    { ...base64, transformations: [] },
    "image.transformations",
    "Input should be an object",
  ],
  [
    "an unknown oversized_image",
    { ...base64, transformations: { oversized_image: "crop" } },
    "image.transformations.oversized_image",
    "Input should be 'downsize' or 'error'",
  ],
];
for (const [title, block, field, reason] of MALFORMED)
  test(`malformed: ${title}`, () => {
    assert.deepEqual(walk({ messages: [{ role: "user", content: [text, block] }] }), {
      blocks: [],
      lastThinking: null,
      problems: [
        {
          at: ["messages", 0, "content", 1],
          problem: {
            code: "input.block-malformed",
            facts: { block: (block as { type: string }).type, field, reason },
          },
        },
      ],
    });
  });
