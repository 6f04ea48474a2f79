import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { EventStreamCodec } from "@smithy/eventstream-codec";
import type { GatewayReply } from "../../exchange.ts";
import { bedrockLegacyReply } from "./event-stream.ts";

const SENT = { title: "Amazon Bedrock", url: "https://bedrock.test/model/m/invoke-with-response-stream" };
const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString(),
  (text) => Buffer.from(text),
);

function frame(headers: Readonly<Record<string, string>>, body: unknown): Buffer {
  const typed = Object.entries(headers).map(([name, value]) => [`:${name}`, { type: "string", value }]);
  return Buffer.from(codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(JSON.stringify(body)) }));
}

/** As AWS sends one event: base64 in JSON, beside padding that hides its length. */
function chunk(event: unknown, text = JSON.stringify(event)): Buffer {
  const headers = { "event-type": "chunk", "content-type": "application/json", "message-type": "event" };
  return frame(headers, { bytes: Buffer.from(text).toString("base64"), p: "abcdefghijk" });
}

function exception(name: string, body: unknown): Buffer {
  return frame({ "exception-type": name, "content-type": "application/json", "message-type": "exception" }, body);
}

function replyOf(pieces: readonly Uint8Array[], status = 200): GatewayReply {
  return {
    status,
    headers: { "content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "id-1" },
    body: (async function* () {
      yield* pieces;
    })(),
  };
}

/** What came out before it ended, and the reason when it did not end well. */
async function outcome(pieces: readonly Uint8Array[]): Promise<{ text: string; reason: string | null }> {
  const { body } = await bedrockLegacyReply(replyOf(pieces), SENT);
  let text = "";
  try {
    for await (const piece of body) text += Buffer.from(piece as Uint8Array).toString();
  } catch (error) {
    assert.ok(error instanceof EngineError && error.code === "engine.upstream-broken", String(error));
    return { text, reason: (error.facts as { reason: string }).reason };
  }
  return { text, reason: null };
}

const START = { type: "message_start", message: { id: "msg_bdrk_1", content: [], usage: { input_tokens: 3 } } };
const DELTA = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Grüße 👁" } };
const STOP = { type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 3 } };
const EVENTS = [START, DELTA, STOP];
const SSE = EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

test("events come out as they went in, wherever the stream is cut", async () => {
  const bytes = Buffer.concat(EVENTS.map((event) => chunk(event)));
  assert.deepEqual(await outcome([bytes]), { text: SSE, reason: null });
  for (let at = 1; at < bytes.length; at++)
    assert.deepEqual(await outcome([bytes.subarray(0, at), bytes.subarray(at)]), { text: SSE, reason: null }, `${at}`);
  const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  assert.deepEqual(await outcome(single), { text: SSE, reason: null });
});

test("the reply is one of server-sent events, with its status and the platform's own headers", async () => {
  const { status, headers } = await bedrockLegacyReply(replyOf([]), SENT);
  assert.equal(status, 200);
  assert.deepEqual(headers, { "content-type": "text/event-stream; charset=utf-8", "x-amzn-requestid": "id-1" });
});

test("an event is given out when its frame is whole, not later", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const body = (async function* () {
    yield chunk(START);
    await held;
    yield chunk(STOP);
  })();
  const reply = await bedrockLegacyReply({ ...replyOf([]), body }, SENT);
  const pieces = (reply.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const first = await pieces.next();
  assert.match(Buffer.from(first.value as Uint8Array).toString(), /^event: message_start\n/);
  release();
  assert.match(Buffer.from((await pieces.next()).value as Uint8Array).toString(), /^event: message_stop\n/);
  assert.equal((await pieces.next()).done, true);
});

test("the platform's text of an event is kept, numbers and spelling too; only line breaks cannot stay", async () => {
  const odd = '{"type":"message_stop", "n":1.0, "big":12345678901234567890, "e":"\\u00e9"}';
  assert.equal((await outcome([chunk(null, odd)])).text, `event: message_stop\ndata: ${odd}\n\n`);
  const broken = '{\n  "type": "message_stop"\n}';
  assert.equal((await outcome([chunk(null, broken)])).text, 'event: message_stop\ndata: {"type":"message_stop"}\n\n');
});

test("frames without an event of Claude's are passed over", async () => {
  const others = [
    frame({ "message-type": "event", "event-type": "initial-response" }, {}),
    frame({ "message-type": "event", "event-type": "chunk" }, { p: "abc" }),
    chunk({ keepalive: true }),
    chunk({ type: "a\nb: c" }),
  ];
  assert.deepEqual(await outcome([...others, ...EVENTS.map((event) => chunk(event))]), { text: SSE, reason: null });
});

const TYPES: Readonly<Record<string, string>> = {
  internalServerException: "api_error",
  modelStreamErrorException: "api_error",
  modelTimeoutException: "timeout_error",
  serviceUnavailableException: "api_error",
  throttlingException: "rate_limit_error",
  validationException: "invalid_request_error",
  somethingNewException: "api_error",
};

test("AWS's exceptions become the Claude API's error events, and end the stream", async () => {
  for (const [name, type] of Object.entries(TYPES)) {
    const { text, reason } = await outcome([
      chunk(START),
      exception(name, { message: "Too many tokens." }),
      chunk(STOP),
    ]);
    const [, event, data = ""] = /event: (\w+)\ndata: (.*)\n\n$/.exec(text) ?? [];
    assert.equal(event, "error");
    const told = JSON.parse(data) as { type: string; error: { type: string; message: string; details: unknown } };
    assert.deepEqual([told.type, told.error.type, told.error.message], ["error", type, "Too many tokens."], name);
    assert.equal((told.error.details as { exception: string }).exception, name);
    assert.equal(reason, null);
    assert.equal(text.includes("message_stop"), false);
  }
});

test("the model's own status and words count, where AWS only passes them on", async () => {
  const said = { originalStatusCode: 529, originalMessage: "Overloaded" };
  const { text } = await outcome([exception("modelStreamErrorException", said)]);
  assert.match(text, /"type":"overloaded_error","message":"Overloaded"/);
  const error = frame({ "message-type": "error", "error-code": "InternalError", "error-message": "Sorry." }, {});
  assert.match((await outcome([error])).text, /"type":"api_error","message":"Sorry\."/);
});

test("a stream that is not whole ends with an error, after all that was", async () => {
  const [start, delta, stop] = [chunk(START), chunk(DELTA), chunk(STOP)];
  const begun = SSE.slice(0, SSE.indexOf("event: message_stop"));
  const both = Buffer.concat([start, delta]);
  assert.deepEqual(await outcome([both]), { text: begun, reason: "it ended before its message did" });
  for (const cut of [1, 3, 4, 11, stop.length - 1])
    assert.deepEqual(await outcome([start, delta, stop.subarray(0, cut)]), {
      text: begun,
      reason: "it ended inside a frame",
    });
  assert.equal((await outcome([])).reason, "it ended before its message did");
});

test("a frame with any bit wrong is never shown", async () => {
  const good = chunk(DELTA);
  for (let at = 4; at < good.length; at++) {
    const bad = Buffer.from(good);
    bad.writeUInt8((bad[at] ?? 0) ^ 0x10, at);
    const { text, reason } = await outcome([Buffer.concat([chunk(START), bad])]);
    assert.equal(text, SSE.slice(0, SSE.indexOf("event: content_block_delta")), `${at}`);
    assert.equal(reason, "a frame whose checksum is wrong", `${at}`);
  }
});

test("a length that cannot be is told at once", async () => {
  for (const length of [0, 15, 64 * 1024 * 1024, 0xffffffff]) {
    const bad = Buffer.alloc(12);
    bad.writeUInt32BE(length);
    const never = (async function* () {
      yield chunk(START);
      yield bad;
      await new Promise(() => undefined);
    })();
    const { body } = await bedrockLegacyReply({ ...replyOf([]), body: never }, SENT);
    await assert.rejects(async () => {
      for await (const _ of body);
    }, /impossible length/);
  }
});

test("a frame whose event cannot be read is an error", async () => {
  assert.equal((await outcome([chunk(null, "{not json")])).reason, "a frame without an event in it");
});

test("what is no event stream passes as it is", async () => {
  const whole: GatewayReply = { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
  assert.equal(await bedrockLegacyReply(whole, SENT), whole);
  const sse = { ...replyOf([]), headers: { "content-type": "text/event-stream" } };
  assert.equal(await bedrockLegacyReply(sse, SENT), sse);
});

test("who stops reading ends the platform's stream", async () => {
  let ended = false;
  const body = (async function* () {
    try {
      for (;;) yield chunk(DELTA);
    } finally {
      ended = true;
    }
  })();
  const reply = await bedrockLegacyReply({ ...replyOf([]), body }, SENT);
  for await (const _ of reply.body) break;
  assert.equal(ended, true);
});
