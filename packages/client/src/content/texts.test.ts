import assert from "node:assert/strict";
import { test } from "node:test";
import { textsOf } from "./texts.ts";

test("every text of the messages is found: strings, blocks, documents and their titles, results and calls of tools", () => {
  const messages = [
    { role: "user", content: "one" },
    {
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        { type: "text", text: "two" },
        {
          type: "document",
          title: "three",
          context: "four",
          source: { type: "text", media_type: "text/plain", data: "five" },
        },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "six" }] } },
        { type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: "seven" }] },
      ],
    },
    { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: { a: 1 } }] },
  ];
  assert.deepEqual(textsOf(messages), ["one", "two", "three", "four", "five", "six", "seven", '{"a":1}']);
});

test("what is of no known shape is passed over", () => {
  assert.deepEqual(textsOf([null, 5, {}, { content: [null, { type: "text", text: 5 }, { type: "document" }] }]), []);
});
