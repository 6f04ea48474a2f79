import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesIn } from "./messages-in.ts";

const content = [{ type: "text", text: "Hello" }];
const user = { role: "user", content };
const paths = (value: unknown): string[] => messagesIn(value).parts.map(({ at }) => at.join("."));

test("messages are found where each form has them, with the path of their content", () => {
  const FORMS: readonly (readonly [value: unknown, at: readonly string[]])[] = [
    [user, ["content"]],
    [
      [user, { role: "assistant", content: "Hi" }],
      ["0.content", "1.content"],
    ],
    [{ messages: [user] }, ["messages.0.content"]],
    [{ system: content, messages: [user] }, ["system", "messages.0.content"]],
    [{ system: "Be brief.", messages: [user] }, ["messages.0.content"]],
    [{ custom_id: "a", params: { messages: [user] } }, ["params.messages.0.content"]],
    [{ type: "user", uuid: "u", parentUuid: null, message: user }, ["message.content"]],
    [{ type: "attachment", attachment: { type: "queued_command", prompt: content } }, ["attachment.prompt"]],
    [{ type: "attachment", attachment: { type: "x", content: "text" } }, []],
    [{ type: "response_item", payload: { type: "message", role: "user", content } }, ["payload.content"]],
    [{ type: "response_item", payload: { type: "function_call_output", output: content } }, ["payload.output"]],
    [[{ type: "user", message: user }], ["0.message.content"]],
    [{ type: "summary", summary: "S" }, []],
    ["text", []],
    [null, []],
    [[null, 1, [user]], []],
    [{ messages: "none" }, []],
  ];
  for (const [value, at] of FORMS) assert.deepEqual(paths(value), at, JSON.stringify(value));
});

test("what a request says of itself: its model, and that it is a whole", () => {
  const body = { model: "claude-opus-4-8", messages: [user] };
  const { whole, request, parts } = messagesIn({ custom_id: "a", params: body });
  assert.deepEqual([whole, request, parts[0]?.model], [true, body, "claude-opus-4-8"]);
  assert.deepEqual([messagesIn([user]).whole, messagesIn([user]).request], [true, null]);
});

test("lines that are linked say who they are and behind whom they stand", () => {
  assert.deepEqual(messagesIn({ uuid: "b", parentUuid: "a" }).link, { id: "b", parent: "a" });
  assert.deepEqual(messagesIn({ id: "b", parentId: null, message: user }).link, { id: "b", parent: null });
  assert.equal(messagesIn({ id: "msg_1", ...user }).link, null);
});
