import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingThinking } from "./thinking.ts";

const body = (thinking?: unknown) => ({
  ...(thinking === undefined ? {} : { thinking }),
  messages: [
    { role: "user", content: "?" },
    { role: "assistant", content: [{ type: "text" }, { type: "thinking" }, { type: "redacted_thinking" }] },
  ],
});

test("every thinking block binds what stands before it", () => {
  const all = [
    ["messages", 1, "content", 1],
    ["messages", 1, "content", 2],
  ];
  assert.deepEqual(bindingThinking(body()), all);
  assert.deepEqual(bindingThinking(body({ type: "adaptive" })), all);
  assert.deepEqual(bindingThinking(body({ block_binding: { prefix_mismatch_behavior: "error" } })), all);
});

test("none does where the caller has such blocks dropped, by the Claude API's name of the setting or by Bedrock's", () => {
  for (const name of ["prefix_mismatch_behavior", "mismatch_behavior"])
    assert.deepEqual(bindingThinking(body({ block_binding: { [name]: "drop_block" } })), []);
});

test("what is no request has none", () => {
  for (const one of [null, [], {}, { messages: 1 }, { messages: [null, { content: [null] }] }])
    assert.deepEqual(bindingThinking(one), []);
});
