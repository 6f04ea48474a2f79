import assert from "node:assert/strict";
import { test } from "node:test";
import { taggedPath } from "./tagged-path.ts";

const image = { type: "image", source: { type: "base64" } };
const body = {
  messages: [
    {
      content: [
        image,
        { type: "tool_result", content: [{ type: "document", source: { type: "content", content: [image] } }] },
        { type: "web_fetch_tool_result", content: { type: "web_fetch_result", content: { type: "document" } } },
      ],
    },
  ],
};

test("the kinds of the blocks and sources on the way stand in the path, the block's own does not", () => {
  for (const [at, printed] of [
    [["messages", 0, "content", 0], "messages.0.content.0"],
    [["messages", 0, "content", 1, "content", 0], "messages.0.content.1.tool_result.content.0"],
    [
      ["messages", 0, "content", 1, "content", 0, "source", "content", 0],
      "messages.0.content.1.tool_result.content.0.document.source.content.content.0",
    ],
    [
      ["messages", 0, "content", 2, "content", "content"],
      "messages.0.content.2.web_fetch_tool_result.content.web_fetch_result.content",
    ],
    [["messages", 5, "content", 0], "messages.5.content.0"],
    [[], ""],
  ] as const)
    assert.equal(taggedPath(body, at), printed);
});
