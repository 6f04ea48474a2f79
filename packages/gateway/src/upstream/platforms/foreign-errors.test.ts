import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import type { GatewayReply } from "../../exchange.ts";
import { inEnvelope } from "./foreign-errors.ts";

const SENT = { title: "Amazon Bedrock", url: "https://platform.test/v1/messages" };

function replyOf(status: number, body: string, headers: Readonly<Record<string, string>> = {}): GatewayReply {
  const bytes = Buffer.from(body);
  const pieces = [bytes.subarray(0, 3), bytes.subarray(3)];
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: (async function* () {
      yield* pieces;
    })(),
  };
}

interface Envelope {
  readonly type: string;
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
  readonly request_id?: string;
}

async function told(reply: GatewayReply): Promise<Envelope> {
  const { body } = await inEnvelope(reply, SENT);
  return JSON.parse(body as string) as Envelope;
}

const SAID: readonly (readonly [number, unknown, string, string])[] = [
  [403, { message: "The security token is expired." }, "permission_error", "The security token is expired."],
  [429, { Message: "Too many requests." }, "rate_limit_error", "Too many requests."],
  [400, [{ error: { code: 400, message: "Bad.", status: "INVALID_ARGUMENT" } }], "invalid_request_error", "Bad."],
  [404, { error: { code: 404, message: "No model.", status: "NOT_FOUND" } }, "not_found_error", "No model."],
  [401, { error: { code: "401", message: "Access denied." } }, "authentication_error", "Access denied."],
  [401, { statusCode: 401, message: "Token expired." }, "authentication_error", "Token expired."],
  [424, { message: "The model failed." }, "api_error", "The model failed."],
  [502, { error: "bad gateway" }, "api_error", "bad gateway"],
  [503, {}, "api_error", "Amazon Bedrock answered 503."],
];

test("a cloud's own error comes in the Claude API's envelope, with its status, its sentence and all it said", async () => {
  for (const [status, said, type, message] of SAID) {
    const { error } = await told(replyOf(status, JSON.stringify(said)));
    assert.deepEqual([error.type, error.message], [type, message]);
    assert.deepEqual(error.details, { platform: "Amazon Bedrock", reply: said });
  }
});

test("the official client raises the error of the status, with the sentence in it", async () => {
  for (const [status, said, type, message] of SAID) {
    const reply = await inEnvelope(replyOf(status, JSON.stringify(said), { "request-id": "id-1" }), SENT);
    const client = new Anthropic({
      apiKey: "k",
      maxRetries: 0,
      fetch: async () => new Response(reply.body as string, { status, headers: reply.headers }),
    });
    const error = await client.messages.create({ model: "m", max_tokens: 1, messages: [] }).catch((one) => one);
    assert.ok(error instanceof Anthropic.APIError, String(error));
    assert.deepEqual([error.status, error.type, error.apiMessage, error.requestID], [status, type, message, "id-1"]);
    if (status === 429) assert.ok(error instanceof Anthropic.RateLimitError);
  }
});

test("an error in the envelope passes byte for byte", async () => {
  const body = '{ "type":"error", "error":{"type":"overloaded_error","message":"Overloaded"}, "n": 1.0 }';
  const reply = await inEnvelope(replyOf(529, body, { "retry-after": "3" }), SENT);
  assert.deepEqual([reply.status, reply.body, reply.headers["retry-after"]], [529, body, "3"]);
});

test("a page that is no JSON is told by its beginning, and an empty one by its status", async () => {
  const page = `<html>${"x".repeat(200_000)}`;
  const { error } = await told(replyOf(502, page, { "content-type": "text/html" }));
  assert.equal(error.message, "Amazon Bedrock answered 502.");
  assert.equal(error.details?.reply, page.slice(0, 1000));
  const empty = await told(replyOf(500, ""));
  assert.deepEqual(empty.error, { type: "api_error", message: "Amazon Bedrock answered 500 without a word." });
});

test("the rest of an endless error is not read", async () => {
  let ended = false;
  const body = (async function* () {
    try {
      for (;;) yield new Uint8Array(10_000).fill(0x78);
    } finally {
      ended = true;
    }
  })();
  await told({ ...replyOf(500, ""), body });
  assert.equal(ended, true);
});

test("headers stay, and the type becomes JSON's", async () => {
  const headers = { "content-type": "text/plain", "retry-after": "7", "x-amzn-errortype": "ThrottlingException" };
  const reply = await inEnvelope(replyOf(429, "slow down", headers), SENT);
  assert.deepEqual(reply.headers, { ...headers, "content-type": "application/json" });
});

test("replies that are no errors, and packed ones, are not read", async () => {
  const fine = replyOf(200, "{}");
  assert.equal(await inEnvelope(fine, SENT), fine);
  const packed = replyOf(500, "??", { "content-encoding": "gzip" });
  assert.equal(await inEnvelope(packed, SENT), packed);
});
