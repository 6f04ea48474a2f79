import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CACHE_LOOKBACK_BLOCKS, CACHE_MARKS, MAX_CACHE_MARKS } from "../../platform/cache-marks.ts";
import type { PlatformId } from "../../platform/capability.ts";
import { modelOf } from "../../platform/models.ts";
import { hasMarks, type MarkTerms, placeMarks, withMarks } from "./cache-marks.ts";
import type { HistoryMessage } from "./conversation.ts";

const user = (...types: string[]): HistoryMessage => ({
  role: "user",
  content: types.map((type) => ({ type, text: type })),
});
const reply: HistoryMessage = { role: "assistant", content: [{ type: "thinking" }, { type: "text", text: "Yes." }] };

function marks(messages: readonly HistoryMessage[], terms: Partial<MarkTerms> & { readonly id?: string } = {}) {
  const { id = "claude-opus-4-8", ...rest } = terms;
  return placeMarks(messages, {
    platform: "anthropic",
    model: modelOf(id).model,
    cache: "5m",
    marked: false,
    hasSystem: true,
    tokens: { before: 5_000, all: 9_000 },
    ...rest,
  });
}

describe("marks", () => {
  test("stand at the end of the instructions, of the last message of the user, and of the one before", () => {
    const talk = [user("image", "text"), reply, user("text"), reply, user("text")];
    assert.deepEqual(marks(talk), { system: true, messages: [2, 4], mark: { type: "ephemeral" } });
    assert.deepEqual(marks([user("text")])?.messages, [0]);
    assert.deepEqual(marks(talk, { cache: "1h" })?.mark, { type: "ephemeral", ttl: "1h" });
  });

  test("are never more than a request may have", () => {
    const talk = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? user("text") : reply));
    const placed = marks(talk);
    assert.ok(placed && placed.messages.length + 1 <= MAX_CACHE_MARKS.value);
  });

  test("the one where the turn before wrote is there however many blocks the turn adds", () => {
    const many = user(...Array.from({ length: CACHE_LOOKBACK_BLOCKS.value + 5 }, () => "image"));
    assert.deepEqual(marks([user("text"), reply, many])?.messages, [0, 2]);
  });

  test("are not placed where the model caches nothing so short, by the model's own number", () => {
    const short = { tokens: { before: 10, all: 600 } };
    assert.equal(marks([user("text")], { ...short, id: "claude-opus-4-8" }), null);
    assert.equal(marks([user("text")], { ...short, id: "claude-opus-5" })?.system, false);
    assert.equal(marks([user("text")], { tokens: { before: 10, all: 4_000 }, id: "claude-opus-4-6" }), null);
  });

  test("are not placed where they are off, the caller has some, or the platform takes none", () => {
    assert.equal(marks([user("text")], { cache: false }), null);
    assert.equal(marks([user("text")], { marked: true }), null);
    for (const platform of ["compatible", "eyes"] as PlatformId[])
      assert.equal(marks([user("text")], { platform }), null);
    assert.ok(Object.values(CACHE_MARKS).filter(({ value }) => value).length >= 8);
  });

  test("stand on blocks that may have one, and leave what is kept as it is", () => {
    const talk = [user("text"), reply, user("thinking"), reply, user("tool_result")];
    const placed = marks(talk);
    assert.deepEqual(placed?.messages, [0, 4]);
    const marked = withMarks(talk, placed);
    assert.deepEqual(marked[0]?.content[0], { type: "text", text: "text", cache_control: { type: "ephemeral" } });
    assert.equal(marked[1], talk[1]);
    assert.equal(hasMarks(talk), false);
    assert.equal(hasMarks(marked), true);
  });
});
