import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import type { Model } from "./capability.ts";
import { inputCost } from "./cost.ts";
import { MODEL_ROWS } from "./model-rows.ts";
import { findModel, modelOf } from "./models.ts";
import { HIGH_TIER, STANDARD_TIER, TIERS } from "./tiers.ts";

// tier, context / most output, USD per million input / output / cache-read tokens, images, PDF pages, lifecycle. ?: not certain.
const TABLE: Record<string, string> = {
  "claude-fable-5-2": "high 1000000/128000 $8/40/0.2? 600 600 active",
  "claude-mythos-5-2": "high 1000000/128000 $8/40/0.2? 600 600 active",
  "claude-haiku-5-5": "high 1000000/128000 $0.1/0.5/0.01 >100000: $0.5/2.5/0.05 600 600 active",
  "claude-sonnet-5-5": "high 1000000/128000 $2/10/0.1 600 600 active",
  "claude-opus-5-5": "high 1000000/128000 $4/20/0.2 600 600 active",
  "claude-fable-5-1": "high 1000000/128000 $10/50/0.25 600 600 active",
  "claude-mythos-5-1": "high 1000000/128000 $10/50/0.25 600 600 active",
  "claude-opus-5": "high 1000000/128000 $5/25/0.5 600 600 active",
  "claude-sonnet-5": "high 1000000/128000 $2/10/0.2 600 600 active",
  "claude-fable-5": "high 1000000/128000 $10/50/1 600 600 legacy",
  "claude-mythos-5": "high 1000000/128000 $10/50/1 600 600 legacy",
  "claude-opus-4-8": "high 1000000/128000 $5/25/0.5 600 600 active",
  "claude-opus-4-7": "high 1000000/128000 $5/25/0.5 600 600 active",
  "claude-mythos-preview": "standard? 1000000?/64000? null? 600? 600? invited",
  "claude-opus-4-6": "standard 1000000?/128000? $5/25/0.5 600? 600? active",
  "claude-sonnet-4-6": "standard 1000000?/128000? $3/15/0.3 600? 600? active",
  "claude-opus-4-5": "standard 200000/64000 $5/25/0.5 100 100 active",
  "claude-sonnet-4-5": "standard 200000/64000 $3/15/0.3 100 100 deprecated",
  "claude-haiku-4-5": "standard 200000/64000 $1/5/0.1 100 100 active",
  "fovea-eyes-1": "high 200000/64000 $0/0/0 100 100 active",
};

function rowOf(m: Model): string {
  const mark = ({ certain }: { certain: boolean }): string => (certain ? "" : "?");
  const price = m.price.value;
  const long = price?.long;
  return [
    m.tier.value.name + mark(m.tier),
    `${m.contextTokens.value}${mark(m.contextTokens)}/${m.maxOutputTokens.value}${mark(m.maxOutputTokens)}`,
    (price === null ? "null" : `$${price.input}/${price.output}/${price.cacheRead}`) + mark(m.price),
    ...(long ? [`>${long.overTokens}: $${long.input}/${long.output}/${long.cacheRead}`] : []),
    m.maxImages.value + mark(m.maxImages),
    m.maxPdfPages.value + mark(m.maxPdfPages),
    m.lifecycle,
  ].join(" ");
}

test("tier, limits and price of every model stand as in the table", () => {
  assert.deepEqual(Object.fromEntries(MODEL_ROWS.map((row) => [row.id, rowOf(row)])), TABLE);
});

test("the tiers are 56 patches of 28 px and 1568 tokens, and 92 patches and 4784 tokens", () => {
  assert.deepEqual(TIERS, {
    standard: { name: "standard", maxEdgePx: 56 * 28, maxTokens: 1568 },
    high: { name: "high", maxEdgePx: 92 * 28, maxTokens: 4784 },
  });
});

test("every model id in the SDK's types is known", () => {
  const entry = createRequire(import.meta.url).resolve("@anthropic-ai/sdk");
  const types = readFileSync(new URL("resources/messages/messages.d.ts", `file://${entry}`), "utf8");
  const union = /^export type Model = (.*);$/m.exec(types)?.[1] ?? "";
  const ids = [...union.matchAll(/'([^']+)'/g)].map(([, id]) => id as string);
  assert.ok(ids.length >= 22, `only ${ids.length} ids found in the types`);
  for (const id of ids) assert.notEqual(findModel(id), null, id);
});

test("a model is found by the names that the platforms give it", () => {
  const names: Record<string, string> = {
    "claude-opus-5-5": "claude-opus-5-5",
    "claude-opus-4-5-20251101": "claude-opus-4-5",
    "anthropic.claude-opus-5-5": "claude-opus-5-5",
    "anthropic.claude-opus-4-6-v1": "claude-opus-4-6",
    "anthropic.claude-haiku-4-5-20251001-v1:0": "claude-haiku-4-5",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": "claude-sonnet-4-5",
    "eu.anthropic.claude-sonnet-4-6": "claude-sonnet-4-6",
    "global.anthropic.claude-opus-4-5-20251101-v1:0": "claude-opus-4-5",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0": "claude-haiku-4-5",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0":
      "claude-sonnet-4-5",
    "claude-sonnet-4-5@20250929": "claude-sonnet-4-5",
    "claude-sonnet-4-6@default": "claude-sonnet-4-6",
    "publishers/anthropic/models/claude-opus-5": "claude-opus-5",
    "fovea-eyes-1": "fovea-eyes-1",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(names).map((name) => [name, findModel(name)?.id])), names);
});

test("a name that is close to a model's is not that model", () => {
  for (const name of [
    "",
    "claude",
    "claude-opus-5-55",
    "claude-opus-5-5-mini",
    "my-claude-opus-5-5",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
    "__proto__",
    "constructor",
  ])
    assert.equal(findModel(name), null, name);
});

test("an unknown model is planned with the standard tier, 100 images and no price, and is said to be unknown", () => {
  const { model, known } = modelOf("our-foundry-deployment");
  assert.equal(known, false);
  assert.equal(model.id, "our-foundry-deployment");
  assert.equal(rowOf(model), "standard? 200000?/64000? null? 100? 100? unknown");
  assert.equal(modelOf("claude-opus-5").known, true);
});

test("no two models share a name", () => {
  const names = MODEL_ROWS.flatMap((row) => [row.id, ...row.aliases]);
  assert.equal(new Set(names).size, names.length);
});

const model = (id: string): Model => modelOf(id).model;

// The documentation's own examples: a 1000x1000 picture on Haiku 4.5 and on Opus 5, a 4K picture on Opus 5, in USD per 1000 pictures.
test("the documentation's cost examples come out", () => {
  assert.equal(inputCost(model("claude-haiku-4-5"), 1000 * 1296), 1.296);
  assert.equal(inputCost(model("claude-opus-5"), 1000 * 1296), 6.48);
  assert.equal(inputCost(model("claude-opus-5"), 1000 * 4784), 23.92);
});

test("the largest picture of each tier costs what the price page implies", () => {
  const cost = (id: string, tokens: number): string => (inputCost(model(id), tokens) ?? Number.NaN).toFixed(5);
  const { maxTokens: high } = HIGH_TIER;
  const { maxTokens: standard } = STANDARD_TIER;
  assert.deepEqual(
    [
      cost("claude-fable-5-2", high),
      cost("claude-opus-5-5", high),
      cost("claude-sonnet-5-5", high),
      cost("claude-haiku-5-5", high),
      cost("claude-opus-4-6", standard),
      cost("claude-sonnet-4-6", standard),
      cost("claude-haiku-4-5", standard),
    ],
    ["0.03827", "0.01914", "0.00957", "0.00048", "0.00784", "0.00470", "0.00157"],
  );
});

test("over 100000 prompt tokens, every token of Haiku 5.5 costs the higher price", () => {
  const cost = (tokens: number, prompt?: number): string =>
    (inputCost(model("claude-haiku-5-5"), tokens, prompt) ?? Number.NaN).toFixed(7);
  assert.equal(cost(100_000), "0.0100000");
  assert.equal(cost(100_001), "0.0500005");
  assert.equal(cost(4784, 100_000), "0.0004784");
  assert.equal(cost(4784, 100_001), "0.0023920");
});

test("without a published price there is no cost", () => {
  assert.equal(inputCost(model("claude-mythos-preview"), 1568), null);
  assert.equal(inputCost(model("fovea-eyes-1"), 4784), 0);
});
