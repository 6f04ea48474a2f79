import assert from "node:assert/strict";
import { test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import fc from "fast-check";
import { formatPath } from "./path.ts";
import { MAX_BLOCK_DEPTH, walk } from "./walk.ts";

const numRuns = process.env.FOVEA_SOAK ? 20_000 : 200;
const text = (words: string) => ({ type: "text" as const, text: words });
const base64 = {
  type: "image" as const,
  source: { type: "base64" as const, media_type: "image/png" as const, data: "AAAA" },
};
const url = { type: "image" as const, source: { type: "url" as const, url: "https://example.com/a.png" } };
const file = { type: "image" as const, source: { type: "file" as const, file_id: "file_1" } };
const pdf = {
  type: "document" as const,
  source: { type: "base64" as const, media_type: "application/pdf" as const, data: "JVBERi0=" },
};

/** One line a block: path, type, place, method. */
const lines = (body: unknown): string[] =>
  walk(body).blocks.map(({ at, type, place, source }) => `${formatPath(at)} ${type} ${place} ${source.method}`);
const problems = (body: unknown): unknown[] =>
  walk(body).problems.map(({ at, problem }) => [formatPath(at), problem.code, problem.facts]);
const user = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });

test("finds image and document blocks in every place that the SDK's types allow, in order", () => {
  const body = {
    model: "claude-opus-5-5",
    max_tokens: 1,
    system: [text("You see.")],
    messages: [
      { role: "user", content: "no blocks" },
      { role: "user", content: [text("Image 1:"), base64, text("Image 2:"), url, file, pdf] },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            content: [
              text("done"),
              url,
              { type: "document", source: { type: "file", file_id: "file_2" } },
              { type: "document", source: { type: "content", content: [text("page"), base64] } },
            ],
          },
          { type: "tool_result", tool_use_id: "toolu_2", content: "text" },
        ],
      },
      {
        role: "user",
        content: [
          { type: "document", source: { type: "url", url: "https://example.com/a.pdf" } },
          { type: "document", source: { type: "text", media_type: "text/plain", data: "words" } },
          { type: "document", source: { type: "content", content: "words" } },
          { type: "document", source: { type: "content", content: [base64, text("and"), file] } },
        ],
      },
      {
        role: "assistant",
        content: [
          text("I fetched it."),
          {
            type: "web_fetch_tool_result",
            tool_use_id: "srvtoolu_1",
            content: { type: "web_fetch_result", url: "https://example.com", content: pdf },
          },
          {
            type: "web_fetch_tool_result",
            tool_use_id: "srvtoolu_2",
            content: {
              type: "web_fetch_result",
              url: "https://example.com",
              content: { type: "document", source: { type: "content", content: [base64] } },
            },
          },
        ],
      },
    ],
  } satisfies Anthropic.MessageCreateParams;

  assert.deepEqual(lines(body), [
    "messages.1.content.1 image user base64",
    "messages.1.content.3 image user url",
    "messages.1.content.4 image user file",
    "messages.1.content.5 document user base64",
    "messages.2.content.0.content.1 image tool_result url",
    "messages.2.content.0.content.2 document tool_result file",
    "messages.2.content.0.content.3 document tool_result text",
    "messages.2.content.0.content.3.source.content.1 image document base64",
    "messages.3.content.0 document user url",
    "messages.3.content.1 document user text",
    "messages.3.content.2 document user text",
    "messages.3.content.3 document user text",
    "messages.3.content.3.source.content.0 image document base64",
    "messages.3.content.3.source.content.2 image document file",
    "messages.4.content.1.content.content document server_result base64",
    "messages.4.content.2.content.content document server_result text",
    "messages.4.content.2.content.content.source.content.0 image server_result base64",
  ]);
  assert.deepEqual(problems(body), []);
});

test("finds blocks where the platform takes none, so that they can be refused by name", () => {
  const body = {
    system: [text("look"), base64],
    messages: [
      { role: "assistant", content: [url, { type: "tool_result", tool_use_id: "t", content: [file] }] },
      { role: "system", content: [text("now"), pdf] },
      { role: "assistant", content: [{ type: "document", source: { type: "content", content: [base64] } }] },
    ],
  };
  assert.deepEqual(lines(body), [
    "system.1 image system base64",
    "messages.0.content.0 image assistant url",
    "messages.0.content.1.content.0 image assistant file",
    "messages.1.content.1 document system base64",
    "messages.2.content.0 document assistant text",
    "messages.2.content.0.source.content.0 image assistant base64",
  ]);
});

test("a block inside a block that takes text alone is a problem that names both", () => {
  const body = user(
    { type: "search_result", source: "s", title: "t", content: [text("a"), base64] },
    { type: "tool_result", tool_use_id: "t", content: [{ type: "search_result", content: [pdf] }] },
    { type: "mcp_tool_result", tool_use_id: "t", content: [url] },
    { type: "document", source: { type: "content", content: [pdf] } },
  );
  assert.deepEqual(problems(body), [
    ["messages.0.content.0.content.1", "input.block-container", { block: "image", container: "search_result" }],
    [
      "messages.0.content.1.content.0.content.0",
      "input.block-container",
      { block: "document", container: "search_result" },
    ],
    ["messages.0.content.2.content.0", "input.block-container", { block: "image", container: "mcp_tool_result" }],
    ["messages.0.content.3.source.content.0", "input.block-container", { block: "document", container: "document" }],
  ]);
  assert.deepEqual(lines(body), ["messages.0.content.3 document user text"]);
});

test("a container of a type nobody here knows is walked through", () => {
  const body = user(
    { type: "hologram_result", content: [base64, { type: "layer", content: { type: "leaf", content: [url] } }] },
    { content: [file] },
  );
  assert.deepEqual(lines(body), [
    "messages.0.content.0.content.0 image user base64",
    "messages.0.content.0.content.1.content.content.0 image user url",
    "messages.0.content.1.content.0 image user file",
  ]);
});

test("a block that stands alone where a list belongs is found too", () => {
  const body = { system: base64, messages: [{ role: "user", content: url }] };
  assert.deepEqual(lines(body), ["system image system base64", "messages.0.content image user url"]);
});

test("what looks like a block in a tool's input, in tools or in metadata is data and no block", () => {
  const body = {
    tools: [{ name: "draw", input_schema: {}, input_examples: [{ content: [base64] }] }],
    metadata: { content: [base64] },
    messages: [
      { role: "assistant", content: [{ type: "tool_use", id: "t", name: "draw", input: { content: [base64] } }] },
    ],
  };
  assert.deepEqual(lines(body), []);
});

test("the source keeps what it declares, and only a missing media type is null", () => {
  const { blocks } = walk(
    user(base64, { type: "image", source: { type: "base64", data: "QUJD" } }, pdf, {
      ...base64,
      source: { ...base64.source, media_type: "image/jpg" },
    }),
  );
  assert.deepEqual(
    blocks.map(({ source }) => source),
    [
      { method: "base64", declared: "image/png", text: "AAAA" },
      { method: "base64", declared: null, text: "QUJD" },
      { method: "base64", declared: "application/pdf", text: "JVBERi0=" },
      { method: "base64", declared: "image/jpg", text: "AAAA" },
    ],
  );
});

test("oversized_image is read from images; empty and null settings are none", () => {
  const transformations = [
    { oversized_image: "error" },
    { oversized_image: "downsize" },
    {},
    null,
    undefined,
    { other: 1 },
  ].map((value) => ({ ...base64, transformations: value }));
  assert.deepEqual(
    walk(user(...transformations)).blocks.map(({ oversizedImage }) => oversizedImage),
    ["error", "downsize", null, null, null, null],
  );
});

test("the last thinking block is reported, redacted ones too", () => {
  const body = {
    messages: [
      { role: "assistant", content: [{ type: "thinking", thinking: "", signature: "s" }, text("a")] },
      { role: "user", content: [base64] },
      { role: "assistant", content: [text("b"), { type: "redacted_thinking", data: "d" }] },
    ],
  };
  assert.deepEqual(walk(body).lastThinking, ["messages", 2, "content", 1]);
  assert.equal(walk(user(base64)).lastThinking, null);
});

const nested = (levels: number): unknown => {
  let block: unknown = base64;
  for (let i = 0; i < levels; i++) block = { type: "tool_result", content: [block] };
  return block;
};

test("blocks are found down to the limit of nesting, and one level more is a named problem", () => {
  assert.equal(walk(user(nested(MAX_BLOCK_DEPTH))).blocks.length, 1);
  const [first, ...more] = walk(user(nested(MAX_BLOCK_DEPTH + 1))).problems;
  assert.equal(first?.problem.code, "input.blocks-too-deep");
  assert.equal(more.length, 0);
});

test("a hundred thousand levels, and a circle of objects, end in the same problem", () => {
  const circle: { type: string; content: unknown[] } = { type: "tool_result", content: [] };
  circle.content.push(circle, circle, circle);
  for (const block of [nested(100_000), circle])
    assert.deepEqual(
      walk(user(block)).problems.map(({ problem }) => problem.code),
      ["input.blocks-too-deep"],
    );
});

test("a body that is no request has no blocks", () => {
  for (const body of [null, undefined, 1, "x", [], {}, { messages: {} }, { messages: [null, [], 1, { content: 1 }] }])
    assert.deepEqual(walk(body), { blocks: [], lastThinking: null, problems: [] });
});

test("property: walking any JSON throws nothing and changes nothing", () => {
  const key = fc.constantFrom(
    "messages",
    "system",
    "content",
    "source",
    "type",
    "role",
    "data",
    "url",
    "transformations",
    "__proto__",
  );
  const word = fc.constantFrom(
    "image",
    "document",
    "tool_result",
    "base64",
    "url",
    "file",
    "content",
    "user",
    "assistant",
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      word,
      fc.constant(null),
      fc.integer(),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie("json")), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  fc.assert(
    fc.property(json, json, (messages, system) => {
      const body = { messages: [{ role: "user", content: messages }], system };
      const before = JSON.stringify(body);
      walk(body);
      assert.equal(JSON.stringify(body), before);
    }),
    { seed: 7, numRuns },
  );
});

test("property: every block put into a request is found, at its path and in its order", () => {
  const media = fc.constantFrom<object>(base64, url, file, pdf);
  const words = fc.constant<object>(text("words"));
  const picture = fc.constantFrom<object>(base64, url, file);
  const paged = fc
    .array(fc.oneof(picture, words), { maxLength: 4 })
    .map((content) => ({ type: "document", source: { type: "content", content } }));
  const result = fc
    .array(fc.oneof(media, words, paged), { maxLength: 4 })
    .map((content) => ({ type: "tool_result", tool_use_id: "t", content }));
  const message = fc
    .array(fc.oneof(media, words, paged, result), { maxLength: 6 })
    .map((content) => ({ role: "user", content }));
  // The other way to find them: every object in the tree that has such a type, in the order in which JSON prints it.
  const everywhere = (value: unknown, at: string[]): string[] => {
    if (typeof value !== "object" || value === null) return [];
    const { type } = value as { type?: unknown };
    const own = type === "image" || type === "document" ? [at.join(".")] : [];
    return [...own, ...Object.entries(value).flatMap(([key, inner]) => everywhere(inner, [...at, key]))];
  };
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
      const { blocks } = walk({ messages });
      assert.deepEqual(
        blocks.map(({ at }) => formatPath(at)),
        everywhere({ messages }, []),
      );
      for (const { at, type } of blocks) {
        const found = at.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], { messages });
        assert.equal((found as { type: string }).type, type);
      }
    }),
    { seed: 8, numRuns },
  );
});
