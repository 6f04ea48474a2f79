// Compile-time: what `foveaFetch()` gives is taken by every option it is made for, without a cast. That these lines compile is the test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAmazonBedrockAnthropic } from "@ai-sdk/amazon-bedrock/anthropic";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleVertexAnthropic } from "@ai-sdk/google-vertex/anthropic/edge";
import { AnthropicBedrockMantle } from "@anthropic-ai/bedrock-sdk";
import { AnthropicFoundry } from "@anthropic-ai/foundry-sdk";
import Anthropic from "@anthropic-ai/sdk";
import { foveaFetch as fromIndex } from "@fovea/client";
import { type Fetch, foveaFetch } from "@fovea/client/fetch";
import { ChatAnthropic } from "@langchain/anthropic";
import OldAnthropic from "anthropic-sdk-0";

test("every client takes it", () => {
  const fetch: Fetch = foveaFetch();
  const asGlobal: typeof globalThis.fetch = fetch;
  assert.ok(new Anthropic({ apiKey: "k", fetch }));
  assert.ok(new OldAnthropic({ apiKey: "k", fetch }));
  assert.ok(new AnthropicBedrockMantle({ apiKey: "k", awsRegion: "us-east-1", fetch }));
  assert.ok(new AnthropicFoundry({ apiKey: "k", resource: "r", fetch }));
  assert.ok(createAnthropic({ apiKey: "k", fetch })("claude-opus-4-8"));
  assert.ok(createAmazonBedrockAnthropic({ apiKey: "k", region: "us-east-1", fetch }));
  assert.ok(createGoogleVertexAnthropic({ project: "p", location: "l", fetch }));
  assert.ok(new ChatAnthropic({ apiKey: "k", model: "claude-opus-4-8", clientOptions: { fetch } }));
  assert.ok(foveaFetch({ fetch: globalThis.fetch }) && asGlobal);
  assert.equal(fromIndex, foveaFetch);
});
