import assert from "node:assert/strict";
import { test } from "node:test";
import { routeOf } from "./route.ts";

const route = (address: string, headers: Record<string, string> = {}, method = "POST") =>
  routeOf(method, new URL(address), new Headers(headers));
const brief = (address: string, headers?: Record<string, string>) => {
  const found = route(address, headers);
  return found && [found.operation, found.platform, found.model, found.toldBy];
};
const VERSION = { "anthropic-version": "2023-06-01" };

test("the Claude API is found below any base path, with what stands behind the path", () => {
  for (const base of [
    "https://api.anthropic.com",
    "https://proxy.example/deep/down",
    "http://127.0.0.1:8080/anthropic",
  ]) {
    assert.deepEqual(brief(`${base}/v1/messages`, VERSION), ["messages", null, null, null]);
    assert.deepEqual(brief(`${base}/v1/messages?beta=true`, VERSION), ["messages", null, null, null]);
    assert.deepEqual(brief(`${base}/v1/messages/count_tokens`, VERSION), ["count_tokens", null, null, null]);
    assert.deepEqual(brief(`${base}/v1/messages/batches?beta=true`, VERSION), ["batches", null, null, null]);
    assert.equal(route(`${base}/v1/messages`)?.baseURL, base);
  }
});

test("where neither the host nor a header says that it is Claude's, the body has to", () => {
  assert.deepEqual(brief("https://proxy.example/v1/messages"), ["messages", null, null, "messages"]);
  assert.deepEqual(brief("https://proxy.example/v1/messages/batches"), ["batches", null, null, "requests"]);
  assert.deepEqual(brief("https://api.anthropic.com/v1/messages"), ["messages", null, null, null]);
});

test("a base URL without /v1 is Claude's when the request names a version of its API", () => {
  assert.deepEqual(brief("https://proxy.example/claude/messages", VERSION), ["messages", null, null, null]);
  assert.equal(brief("https://api.example.com/v1/threads/thread_1/messages"), null);
  assert.equal(brief("https://api.mailgun.net/v3/example.com/messages"), null);
});

test("the clouds' own paths name the platform, and the model where it stands in them", () => {
  assert.deepEqual(brief("https://b.example/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke"), [
    "messages",
    "bedrock-legacy",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    null,
  ]);
  assert.deepEqual(brief("https://b.example/model/arn%3Aaws%3Abedrock%3A1%2Fx1/invoke-with-response-stream"), [
    "messages",
    "bedrock-legacy",
    "arn:aws:bedrock:1/x1",
    "anthropic_version",
  ]);
  const models = "https://v.example/v1/projects/p/locations/l/publishers/anthropic/models";
  assert.deepEqual(brief(`${models}/claude-opus-4-8@20260101:streamRawPredict`), [
    "messages",
    "vertex",
    "claude-opus-4-8@20260101",
    null,
  ]);
  assert.deepEqual(brief(`${models}/count-tokens:rawPredict`), ["count_tokens", "vertex", null, null]);
  assert.deepEqual(brief("https://v.example/proxy/claude-opus-4-8:rawPredict"), [
    "messages",
    "vertex",
    "claude-opus-4-8",
    "anthropic_version",
  ]);
  const workspace = "https://g.example/v1/projects/p/locations/global/workspaces/wrkspc_1/invoke";
  assert.deepEqual(brief(`${workspace}/v1/messages`), ["messages", "google-cloud", null, null]);
});

test("everything else is nobody's business here", () => {
  for (const [address, method] of [
    ["https://api.anthropic.com/v1/messages", "GET"],
    ["https://api.anthropic.com/v1/files", "POST"],
    ["https://api.anthropic.com/v1/models", "GET"],
    ["https://api.anthropic.com/v1/messages/batches/msgbatch_1/cancel", "POST"],
    ["https://api.anthropic.com/v1/complete", "POST"],
    ["https://b.example/model/amazon.nova-pro-v1:0/converse", "POST"],
    ["https://v.example/v1/projects/p/locations/l/publishers/mistralai/models/m:rawPredict", "POST"],
    ["https://v.example/v1/projects/p/locations/l/publishers/google/models/gemini:generateContent", "POST"],
  ] as const)
    assert.equal(route(address, VERSION, method), null, `${method} ${address}`);
});
