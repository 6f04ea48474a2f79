import assert from "node:assert/strict";
import { test } from "node:test";
import { platformOfHost } from "./hosts.ts";

test("a host that an official client makes is its platform's", () => {
  assert.equal(platformOfHost("api.anthropic.com"), "anthropic");
  assert.equal(platformOfHost("API.Anthropic.com."), "anthropic");
  assert.equal(platformOfHost("aws-external-anthropic.us-west-2.api.aws"), "aws");
  assert.equal(platformOfHost("bedrock-mantle.eu-central-1.api.aws"), "bedrock");
  assert.equal(platformOfHost("bedrock-runtime.us-east-1.amazonaws.com"), "bedrock-legacy");
  assert.equal(platformOfHost("bedrock-runtime-fips.us-east-1.amazonaws.com"), "bedrock-legacy");
  assert.equal(platformOfHost("vpce-0a1b.bedrock-runtime.us-east-1.vpce.amazonaws.com"), "bedrock-legacy");
  assert.equal(platformOfHost("europe-west1-aiplatform.googleapis.com"), "vertex");
  assert.equal(platformOfHost("aiplatform.googleapis.com"), "vertex");
  assert.equal(platformOfHost("aiplatform.eu.rep.googleapis.com"), "vertex");
  assert.equal(platformOfHost("claude.googleapis.com"), "google-cloud");
  assert.equal(platformOfHost("my-resource.services.ai.azure.com"), "foundry");
});

test("a host that only looks like one is nobody's", () => {
  for (const host of [
    "localhost",
    "127.0.0.1",
    "api.anthropic.com.example.org",
    "evil-api.anthropic.com",
    "claude.googleapis.com.evil.org",
    "bedrock-runtime.us-east-1.amazonaws.com.evil.org",
    "",
  ])
    assert.equal(platformOfHost(host), null, host);
});
