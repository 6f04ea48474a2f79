import assert from "node:assert/strict";
import { test } from "node:test";
import { messageCost } from "./message-cost.ts";
import { modelOf } from "./models.ts";

const opus = modelOf("claude-opus-5-5").model; // 4 in, 20 out, 0.20 cache reads, USD per million
const haiku = modelOf("claude-haiku-5-5").model; // 0.10 in, 0.50 out; 0.50 and 2.50 when the prompt is over 100000 tokens

test("input and output have their prices", () => {
  assert.equal(messageCost(opus, { input_tokens: 1000, output_tokens: 100 }), 0.006);
});

test("what was read from a cache is cheaper, and what was written dearer: a quarter more for five minutes, twice for an hour", () => {
  const usage = {
    input_tokens: 1000,
    cache_read_input_tokens: 10_000,
    cache_creation_input_tokens: 3000,
    cache_creation: { ephemeral_5m_input_tokens: 2000, ephemeral_1h_input_tokens: 1000 },
    output_tokens: 100,
  };
  // 0.004 + 0.002 + 0.010 + 0.008 + 0.002
  assert.equal(messageCost(opus, usage), 0.026);
  assert.equal(messageCost(opus, { cache_creation_input_tokens: 2000 }), 0.01);
});

test("a long prompt costs more, output too, and what was cached counts towards its length", () => {
  assert.equal(messageCost(haiku, { input_tokens: 100_000, output_tokens: 1000 }), 0.0105);
  assert.equal(messageCost(haiku, { input_tokens: 1, cache_read_input_tokens: 100_000, output_tokens: 0 }), 0.0050005);
});

test("a batch costs half, and inference in the United States a tenth more", () => {
  assert.equal(messageCost(opus, { input_tokens: 1000, service_tier: "batch" }), 0.002);
  assert.equal(messageCost(opus, { input_tokens: 1000, inference_geo: "us" }), 0.0044);
});

test("the eyes are free, a model without a price costs nobody knows what, and nonsense counts as nothing", () => {
  assert.equal(messageCost(modelOf("fovea-eyes-1").model, { input_tokens: 1000, output_tokens: 5 }), 0);
  assert.equal(messageCost(modelOf("my-deployment").model, { input_tokens: 1000 }), null);
  assert.equal(messageCost(opus, { input_tokens: Number.NaN, output_tokens: -3 }), 0);
});
