import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import type { Platform } from "@fovea/client/internal/platform/capability";
import { MODEL_ROWS } from "@fovea/client/internal/platform/model-rows";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { createGateway } from "../gateway.ts";
import type { LimitsTable } from "../guard/key-limits.ts";
import { upstreamOf } from "../upstream/fixtures/upstream.ts";
import { createRouter, type ModelRoute } from "../upstream/router.ts";
import type { ModelInfo } from "./model-info.ts";

const gateway = createGateway({
  engine: { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined },
});
const client = new Anthropic({ apiKey: "x", baseURL: "http://fovea.invalid", fetch: gateway.fetch, maxRetries: 0 });
const get = async (query: string) => {
  const reply = await gateway.fetch(`http://fovea.invalid/v1/models${query}`);
  return { status: reply.status, body: (await reply.json()) as { [key: string]: unknown; data: { id: string }[] } };
};
const ids = MODEL_ROWS.map((row) => row.id);

test("the official SDK lists every model, page by page, in both directions", async () => {
  const forwards: string[] = [];
  for await (const model of client.models.list({ limit: 3 })) forwards.push(model.id);
  assert.deepEqual(forwards, ids);
  assert.ok(forwards.includes("fovea-eyes-1"));
  const backwards: string[] = [];
  for await (const model of client.models.list({ limit: 4, before_id: ids.at(-1) ?? "" })) backwards.push(model.id);
  assert.deepEqual(new Set(backwards), new Set(ids.slice(0, -1)));
});

test("a page says what is first, what is last, and whether there is more", async () => {
  const page = (await get(`?limit=2&after_id=${ids[0]}`)).body;
  assert.deepEqual([page.first_id, page.last_id, page.has_more], [ids[1], ids[2], true]);
  const before = (await get(`?limit=2&before_id=${ids[2]}`)).body;
  assert.deepEqual([before.data.map((model) => model.id), before.has_more], [[ids[0], ids[1]], false]);
  const none = (await get(`?after_id=${ids.at(-1)}`)).body;
  assert.deepEqual(none, { data: [], has_more: false, first_id: null, last_id: null });
});

test("stages filter the list; nothing here is retired", async () => {
  const deprecated = await client.models.list({ lifecycle: ["deprecated"] });
  assert.ok(deprecated.data.length > 0);
  assert.ok(deprecated.data.every((model) => model.lifecycle === "deprecated"));
  assert.equal((await client.models.list({ lifecycle: ["retired"] })).data.length, 0);
});

test("a model is found by any of its names, an unknown one is 404 in the platform's words", async () => {
  const { capabilities, ...model } = await client.models.retrieve("claude-opus-5-5");
  assert.deepEqual([capabilities?.image_input.supported, capabilities?.pdf_input.supported], [true, true]);
  assert.deepEqual(model, {
    id: "claude-opus-5-5",
    type: "model",
    display_name: "Claude Opus 5.5",
    created_at: "1970-01-01T00:00:00Z",
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    lifecycle: "active",
    deprecated_at: null,
    retires_at: null,
    line: "opus",
  });
  assert.equal((await client.models.retrieve("claude-haiku-4-5-20251001")).id, "claude-haiku-4-5");
  const eyes = await client.models.retrieve("fovea-eyes-1");
  assert.deepEqual([eyes.line, eyes.capabilities?.image_input.supported], [null, true]);
  assert.equal((await client.models.retrieve("claude-opus-4-6")).max_input_tokens, null);
  await assert.rejects(client.models.retrieve("gpt-5"), (error: unknown) => {
    assert.ok(error instanceof Anthropic.NotFoundError);
    return /"model: gpt-5"/.test(error.message);
  });
});

test("of Claude models pictures and PDF are known where the rows are certain; the rest is no, with every key there", async () => {
  const eyes = (await client.models.retrieve("fovea-eyes-1")).capabilities;
  for await (const { id, capabilities } of client.models.list()) {
    const row = MODEL_ROWS.find((one) => one.id === id);
    if (id === "fovea-eyes-1" || !row?.tier.certain) continue;
    assert.deepEqual(Object.keys(capabilities ?? {}), Object.keys(eyes ?? {}), id);
    assert.equal(capabilities?.image_input.supported, true, id);
    assert.equal(capabilities?.pdf_input.supported, row.maxPdfPages.certain, id);
    assert.equal(capabilities?.batch.supported, false, id);
    assert.ok(!JSON.stringify(capabilities).includes('"supported":null'), id);
  }
  assert.equal((await client.models.retrieve("claude-mythos-preview")).capabilities, null);
});

test("parameters that mean nothing are 400 with their name", async () => {
  for (const [query, name] of [
    ["?limit=0", "limit"],
    ["?limit=1001", "limit"],
    ["?limit=ten", "limit"],
    ["?after_id=nobody", "after_id"],
    [`?after_id=${ids[0]}&before_id=${ids[1]}`, "before_id"],
    ["?lifecycle[]=active&lifecycle[]=dead", "lifecycle.1"],
  ] as const) {
    const { status, body } = await get(query);
    assert.equal(status, 400, query);
    assert.ok((body.error as { message: string }).message.startsWith(`${name}: `), query);
  }
});

/** What a gateway with these upstreams and routes lists, and what was asked of them. */
function behind(
  upstreams: readonly (readonly [name: string, platform: Platform])[],
  routes: readonly ModelRoute[] = [],
  limits: LimitsTable = {},
) {
  const asked: string[] = [];
  const made = upstreams.map(([name, platform]) =>
    upstreamOf({
      name,
      platform,
      async send({ method, target, headers }) {
        asked.push(`${name} ${method} ${target}`);
        assert.equal(headers["content-type"], undefined);
        return { status: 418, headers: { "x-own": "1" }, body: '{"data" : 1.0}' };
      },
    }),
  );
  const gateway = createGateway({
    engine: { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined },
    router: createRouter(made, routes),
    limits,
  });
  const ask = async (path: string) => {
    const reply = await gateway.fetch(`http://fovea.invalid/v1/models${path}`);
    const text = await reply.text();
    return { status: reply.status, text, own: reply.headers.get("x-own"), json: JSON.parse(text) };
  };
  return { asked, ask };
}

test("one platform without routes that has the endpoint answers itself, and its reply is not touched", async () => {
  for (const platform of [PLATFORMS.anthropic, PLATFORMS.aws, PLATFORMS["google-cloud"]]) {
    const { ask, asked } = behind([["main", platform]]);
    const told = await ask("?limit=3&after_id=a%26b");
    assert.deepEqual([told.status, told.text, told.own], [418, '{"data" : 1.0}', "1"]);
    await ask("/claude-opus-5-5");
    assert.deepEqual(asked, ["main GET /v1/models?limit=3&after_id=a%26b", "main GET /v1/models/claude-opus-5-5"]);
  }
  const { ask: sneak, asked: reached } = behind([["main", PLATFORMS.anthropic]]);
  for (const id of ["..%2Ffiles", "%2e%2e", "...", "a%2f..%2f..%2ffiles", "a%3Fb", "%25", `${"a".repeat(201)}`])
    assert.equal((await sneak(`/${id}`)).status, 404, id);
  assert.deepEqual(reached, []);
  for (const platform of [PLATFORMS.bedrock, PLATFORMS.foundry, PLATFORMS.compatible]) {
    const { ask, asked } = behind([["main", platform]]);
    const listed = (await ask("?limit=1000")).json.data.map(({ id }: { id: string }) => id);
    assert.deepEqual(
      listed,
      ids.filter((id) => id !== "fovea-eyes-1"),
    );
    assert.deepEqual(asked, []);
  }
});

test("names with a route come first, as callers write them; the table follows where all names are answered", async () => {
  const upstreams = [
    ["main", PLATFORMS.anthropic],
    ["azure", PLATFORMS.foundry],
  ] as const;
  const routes = [
    { model: "fast", upstream: "azure", as: "my-deployment", planAs: "claude-haiku-5-5" },
    { model: "odd", upstream: "azure" },
    { model: "claude-opus-5-5", upstream: "main" },
  ];
  const some = behind(upstreams, routes);
  const { data } = (await some.ask("")).json;
  assert.deepEqual(
    data.map(({ id, display_name, capabilities }: ModelInfo) => [id, display_name, capabilities?.batch]),
    [
      ["fast", "Claude Haiku 5.5", { supported: false }],
      ["odd", "odd", undefined],
      ["claude-opus-5-5", "Claude Opus 5.5", { supported: true }],
    ],
  );
  assert.equal((await some.ask("/fast")).json.display_name, "Claude Haiku 5.5");
  assert.equal((await some.ask("/claude-sonnet-5-5")).status, 404);
  const all = behind(upstreams, [...routes, { model: "*", upstream: "azure" }]);
  const listed = (await all.ask("?limit=1000")).json.data.map(({ id }: { id: string }) => id);
  assert.deepEqual(listed.slice(0, 3), ["fast", "odd", "claude-opus-5-5"]);
  assert.equal(new Set(listed).size, ids.length + 1, "each once, and not the eyes");
  assert.equal((await all.ask("/claude-sonnet-5-5")).json.id, "claude-sonnet-5-5");
  assert.deepEqual([...some.asked, ...all.asked], []);
});

test("a key that may not ask all models sees those it may, and nothing of the platform's list", async () => {
  const { ask, asked } = behind([["main", PLATFORMS.anthropic]], [], { "*": { models: ["claude-haiku-4-5"] } });
  assert.deepEqual(
    (await ask("")).json.data.map(({ id }: { id: string }) => id),
    ["claude-haiku-4-5"],
  );
  assert.equal((await ask("/claude-opus-5-5")).status, 404);
  assert.deepEqual(asked, []);
  assert.equal((await ask("/claude-haiku-4-5-20251001")).status, 418);
});
