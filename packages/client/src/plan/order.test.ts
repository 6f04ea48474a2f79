import assert from "node:assert/strict";
import { test } from "node:test";
import { standsBefore } from "./order.ts";

test("the system prompt stands before the messages, and messages and blocks go by number, not by spelling", () => {
  const inOrder = [
    ["system", 0],
    ["messages", 0, "content", 0],
    ["messages", 2, "content", 1],
    ["messages", 2, "content", 1, "content", 0],
    ["messages", 2, "content", 1, "content", 10],
    ["messages", 2, "content", 9],
    ["messages", 10, "content", 0],
  ];
  for (const [i, a] of inOrder.entries())
    for (const [j, b] of inOrder.entries()) assert.equal(standsBefore(a, b), i < j, `${a.join(".")} / ${b.join(".")}`);
});
