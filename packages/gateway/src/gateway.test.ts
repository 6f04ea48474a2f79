import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import Anthropic from "@anthropic-ai/sdk";
import { EyesError } from "@fovea/eyes";
import { createFetchDoor } from "./doors/fetch.ts";
import type { Engine, EngineRequest } from "./engine/engine.ts";
import { createEyesEngine } from "./engine/eyes.ts";
import { createGateway } from "./gateway.ts";

const photos = join(import.meta.dirname, "../../../examples/photos");
const cat = readFileSync(join(photos, "cat.png"));
const image = (data: string, media_type = "image/png") => ({
  type: "image",
  source: { type: "base64", media_type, data },
});
const catBlock = image(cat.toString("base64"));

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** An engine that remembers what it was asked and says what it got. */
function recorder(text?: string): Engine & { asked: EngineRequest[] } {
  const asked: EngineRequest[] = [];
  return {
    asked,
    model: "recorder-1",
    async answer(request) {
      asked.push(request);
      return { text: text ?? `${request.turns.flatMap((turn) => turn.pictures).length} pictures` };
    },
    async close() {},
  };
}

function setup(engine = recorder()) {
  const gateway = createGateway({ engine, maxBodyBytes: 2_000_000 });
  const client = new Anthropic({
    apiKey: "unused",
    baseURL: "http://fovea.invalid",
    fetch: gateway.fetch,
    maxRetries: 0,
  });
  async function post(body: unknown): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const reply = await gateway.fetch("http://fovea.invalid/v1/messages", { method: "POST", body: text });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> };
  }
  return { engine, gateway, client, post };
}

const ask = (content: unknown, more: object = {}) => ({
  model: "claude-opus-5-5",
  max_tokens: 100,
  messages: [{ role: "user", content }],
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: error bodies are read loosely on purpose.
const errorIn = (body: Record<string, any>): { type: string; message: string; details?: Record<string, unknown> } =>
  body.error;

test("the official SDK gets a whole message, with the tokens of the picture counted", async () => {
  const { client, engine } = setup();
  const message = await client.messages.create(
    ask([catBlock, { type: "text", text: "What is this?" }]) as Anthropic.MessageCreateParamsNonStreaming,
  );
  assert.deepEqual(message.content, [{ type: "text", text: "1 pictures", citations: null }]);
  assert.equal(message.model, "recorder-1");
  assert.equal(message.stop_reason, "end_turn");
  assert.equal(message.usage.input_tokens, 187 + Math.ceil("What is this?".length / 3.5));
  assert.match(message._request_id ?? "", /^req_01/);
  assert.deepEqual(Buffer.from(engine.asked[0]?.turns[0]?.pictures[0]?.bytes ?? []), cat);
  assert.equal(engine.asked[0]?.turns[0]?.text, "What is this?");
});

test("the official SDK gets a stream whose pieces join to the whole answer", async () => {
  const { client } = setup(recorder("One two three four five,\n\nsix seven."));
  const stream = client.messages.stream(ask([catBlock]) as Anthropic.MessageCreateParamsNonStreaming);
  const pieces: string[] = [];
  stream.on("text", (text) => pieces.push(text));
  const message = await stream.finalMessage();
  assert.equal(pieces.join(""), "One two three four five,\n\nsix seven.");
  assert.ok(pieces.length > 1);
  assert.equal(message.stop_reason, "end_turn");
  assert.equal(message.usage.input_tokens, 187);
});

test("pictures inside tool results and of earlier turns reach the engine in order", async () => {
  const { client, engine } = setup();
  const coffee = readFileSync(join(photos, "coffee.png"));
  await client.messages.create({
    model: "claude-opus-5-5",
    max_tokens: 100,
    messages: [
      { role: "user", content: [catBlock, { type: "text", text: "What is this?" }] },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "shot", input: {} }] },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            content: [image(coffee.toString("base64")), { type: "text", text: "done" }],
          },
          { type: "text", text: "And that?" },
        ],
      },
    ],
  } as Anthropic.MessageCreateParamsNonStreaming);
  const turns = engine.asked[0]?.turns ?? [];
  assert.deepEqual(
    turns.map((turn) => [turn.role, turn.pictures.length, turn.text]),
    [
      ["user", 1, "What is this?"],
      ["assistant", 0, ""],
      ["user", 1, "done\nAnd that?"],
    ],
  );
  assert.deepEqual(Buffer.from(turns[2]?.pictures[0]?.bytes ?? []), coffee);
});

test("a wrong media type, a data: prefix and line breaks are mended on the way", async () => {
  const { post, engine } = setup();
  const text = cat.toString("base64").replace(/.{76}/g, "$&\n");
  assert.equal((await post(ask([image(`data:image/jpeg;base64,${text}`, "image/jpeg")]))).status, 200);
  assert.deepEqual(Buffer.from(engine.asked[0]?.turns[0]?.pictures[0]?.bytes ?? []), cat);
});

test("an image the eyes cannot have is an error that names the block, never an answer without it", async () => {
  const { post, engine } = setup();
  const cases: [unknown, RegExp][] = [
    [{ type: "image", source: { type: "url", url: "https://127.0.0.1/a.png" } }, /messages\.0\.content\.1/],
    [image(""), /messages\.0\.content\.1/],
    [image("!!!!"), /messages\.0\.content\.1/],
    [image(Buffer.from("hello, I am text").toString("base64")), /messages\.0\.content\.1/],
    [{ type: "image" }, /messages\.0\.content\.1.*Field required/],
    [{ type: "image", source: { type: "ftp" } }, /messages\.0\.content\.1/],
    [
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjQK" } },
      /messages\.0\.content\.1/,
    ],
    [
      { type: "tool_result", tool_use_id: "t", content: [{ type: "image", source: {} }] },
      /messages\.0\.content\.1\.content\.0/,
    ],
  ];
  for (const [block, at] of cases) {
    const { status, body } = await post(ask([{ type: "text", text: "?" }, block]));
    assert.equal(status, 400, JSON.stringify(block));
    assert.equal(errorIn(body).type, "invalid_request_error");
    assert.match(errorIn(body).message, at);
    assert.match(String(body.request_id), /^req_01/);
  }
  assert.equal(engine.asked.length, 0);
});

test("every refused block of a request is named at once", async () => {
  const { post } = setup();
  const { body } = await post(
    ask([image(Buffer.from("text").toString("base64")), image(Buffer.from("more text").toString("base64"))]),
  );
  assert.match(errorIn(body).message, /messages\.0\.content\.0.*messages\.0\.content\.1/s);
});

test("what is wrong with the request is said in the platform's form, with the field's path", async () => {
  const { post } = setup();
  const cases: [unknown, number, RegExp][] = [
    ["{", 400, /not JSON|JSON/],
    ["[]", 400, /JSON object/],
    ['{"model":"a","model":"b"}', 400, /key "model" stands twice/],
    [
      '{"messages":[{"role":"user","content":[{"type":"text","text":"a","t\\u0065xt":"b"}]}]}',
      400,
      /key "text" stands twice/,
    ],
    [{ max_tokens: 1, messages: [] }, 400, /^model: Field required/],
    [{ model: "claude-opus-5-5", messages: [] }, 400, /^max_tokens: Field required/],
    [{ model: "claude-opus-5-5", max_tokens: "5", messages: [] }, 400, /^max_tokens: Input should be a valid integer/],
    [ask("hi", { messages: [] }), 400, /^messages: at least one message is required/],
    [ask("hi", { messages: [{ role: "robot", content: "hi" }] }), 400, /^messages\.0\.role/],
    [ask(5), 400, /^messages\.0\.content/],
    [ask("hi", { model: "gpt-9" }), 404, /^model: gpt-9$/],
    [ask("hi", { stream: "yes" }), 400, /^stream: /],
    [ask("hi", { tool_choice: { type: "any" } }), 400, /^tool_choice/],
    [ask("hi", { output_config: { format: { type: "xml" } } }), 400, /^output_config\.format\.type/],
    [ask("x".repeat(2_000_001)), 413, /^Request exceeds the maximum size$/],
  ];
  for (const [body, status, message] of cases) {
    const reply = await post(body);
    assert.equal(reply.status, status, JSON.stringify(body).slice(0, 80));
    assert.match(errorIn(reply.body).message, message);
    assert.equal(reply.headers.get("request-id"), reply.body.request_id);
  }
});

test("a stop sequence and max_tokens end the answer, and say so", async () => {
  const { post } = setup(recorder("alpha beta gamma delta"));
  const stopped = await post(ask("hi", { stop_sequences: ["gamma", "beta"] }));
  assert.deepEqual([stopped.body.stop_reason, stopped.body.stop_sequence], ["stop_sequence", "beta"]);
  const cut = await post(ask("hi", { max_tokens: 2 }));
  assert.equal(cut.body.stop_reason, "max_tokens");
  assert.deepEqual(cut.body.content, [{ type: "text", text: "alpha b", citations: null }]);
});

test("fields the eyes do nothing with are accepted and listed in fovea-ignored", async () => {
  const { post } = setup();
  const { status, headers } = await post(ask("hi", { system: "Be brief.", tools: [], tool_choice: { type: "auto" } }));
  assert.equal(status, 200);
  assert.equal(headers.get("fovea-ignored"), "system, tools, tool_choice");
});

test("unknown routes are 404, and what breaks inside says nothing of itself", async () => {
  const { gateway } = setup();
  assert.equal((await gateway.fetch("http://fovea.invalid/v1/nothing")).status, 404);
  assert.equal((await gateway.fetch("http://fovea.invalid/__proto__")).status, 404);
  const broken: Engine = {
    model: "broken-1",
    answer: () => Promise.reject(new Error("secret path /etc/key")),
    close: async () => undefined,
  };
  const reply = await createGateway({ engine: broken }).fetch("http://x/v1/messages", {
    method: "POST",
    body: JSON.stringify(ask("hi")),
  });
  assert.equal(reply.status, 500);
  assert.doesNotMatch(await reply.text(), /secret/);
});

test("an aborted call rejects with the signal's reason, as fetch does", async () => {
  const abort = new AbortController();
  const engine: Engine = {
    model: "slow-1",
    answer: (_, signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("gone")))),
    close: async () => undefined,
  };
  const call = createGateway({ engine }).fetch("http://x/v1/messages", {
    method: "POST",
    body: JSON.stringify(ask("hi")),
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(new Error("the caller left")), 20);
  await assert.rejects(call, /the caller left/);
});

test("a block of an unknown kind, which may hold a picture, is refused and never passed over", async () => {
  const { post, engine } = setup();
  const cases: [unknown, RegExp][] = [
    [[catBlock], /messages\.0\.content\.0: Input should be an object/],
    [{ ...catBlock, type: "Image" }, /messages\.0\.content\.0: Input tag 'Image'/],
    [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }, /Input tag 'image_url'/],
    [{ type: "weird", body: { image: catBlock } }, /Input tag 'weird'/],
    [
      { type: "tool_result", tool_use_id: "t", content: [{ type: "browser_state", items: [catBlock] }] },
      /content\.0\.content\.0: Input tag/,
    ],
    [{ type: "tool_result", tool_use_id: "t", content: catBlock }, /messages\.0\.content\.0\.content: Input should be/],
    [{ type: "text", text: "q", source: catBlock.source }, /text\.source: Extra inputs are not permitted/],
    [{ type: "text", text: 5 }, /text\.text|\.text: Input should be a valid string/],
    [{ text: "q" }, /\.type: Field required/],
    [null, /Input should be an object/],
    [5, /Input should be an object/],
  ];
  for (const [block, message] of cases) {
    const { status, body } = await post(ask([block]));
    assert.equal(status, 400, JSON.stringify(block).slice(0, 60));
    assert.match(errorIn(body).message, message);
  }
  assert.equal(engine.asked.length, 0);
});

test("what was mended is named in fovea-mended, and nothing is when nothing was", async () => {
  const { post } = setup();
  const mended = await post(ask([{ type: "text", text: "?" }, image(cat.toString("base64"), "image/jpeg"), catBlock]));
  assert.equal(mended.headers.get("fovea-mended"), "messages.0.content.1=type.relabelled");
  const spaced = await post(ask([image(cat.toString("base64").replace(/.{76}/g, "$&\n"))]));
  assert.equal(spaced.headers.get("fovea-mended"), "messages.0.content.0=base64.mended");
  assert.equal((await post(ask([catBlock]))).headers.get("fovea-mended"), null);
});

test("a body of exactly the limit is taken, and one byte more is not, whether or not it says so first", async () => {
  const { gateway } = setup();
  const send = (length: number, declared: boolean) => {
    const frame = JSON.stringify(ask(""));
    const body = frame.replace('"content":""', `"content":"${"x".repeat(length - frame.length)}"`);
    const stream = new Blob([body]).stream();
    return gateway.fetch("http://x/v1/messages", {
      method: "POST",
      body: declared ? body : stream,
      ...(declared ? { headers: { "content-length": String(length) } } : { duplex: "half" }),
    } as RequestInit);
  };
  for (const declared of [true, false]) {
    assert.equal((await send(2_000_000, declared)).status, 200);
    assert.equal((await send(2_000_001, declared)).status, 413);
  }
});

test("a body compressed in a way nobody here knows and invalid UTF-8 are refused by name", async () => {
  const { gateway } = setup();
  const send = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    gateway.fetch("http://x/v1/messages", { method: "POST", body, headers }).then((reply) => reply.json());
  const packed = await send(new Uint8Array([31, 139, 8, 0]), { "content-encoding": "compress" });
  assert.match(errorIn(packed as Record<string, unknown>).message, /compressed with compress/);
  const broken = await send(new Uint8Array(Buffer.from('{"model":"\xff"}', "latin1")));
  assert.match(errorIn(broken as Record<string, unknown>).message, /not valid UTF-8 at byte 10/);
});

test("a picture that only the eyes can tell is broken is named by its path", async () => {
  const gateway = createGateway({ engine: createEyesEngine() });
  // A PNG that is whole in every chunk, with no pixels in it.
  const broken = Buffer.concat([
    cat.subarray(0, 33),
    chunk("IDAT", Buffer.from("no zlib stream")),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  const reply = await gateway.fetch("http://x/v1/messages", {
    method: "POST",
    body: JSON.stringify(ask([catBlock, image(broken.toString("base64")), { type: "text", text: "What is this?" }])),
  });
  const error = errorIn((await reply.json()) as Record<string, unknown>);
  assert.equal(reply.status, 400);
  assert.match(error.message, /^messages\.0\.content\.1: /);
  assert.deepEqual([error.details?.error_code, error.details?.at], ["eyes.undecodable", "messages.0.content.1"]);
  await gateway.close();
});

test("an engine's fault is a 500 that SDKs do not try again, and a reader that leaves ends the stream", async () => {
  const engine: Engine = {
    ...recorder(),
    answer: () => Promise.reject(new EyesError("eyes.timeout", { timeoutMs: 5 })),
  };
  const reply = await createGateway({ engine }).fetch("http://x/v1/messages", {
    method: "POST",
    body: JSON.stringify(ask("hi")),
  });
  assert.equal(reply.status, 504);
  assert.equal(reply.headers.get("x-should-retry"), "false");

  let ended = false;
  async function* endless(): AsyncGenerator<string> {
    try {
      for (;;) yield "event: ping\n\n";
    } finally {
      ended = true;
    }
  }
  const door = createFetchDoor(async () => ({ status: 200, headers: {}, body: endless() }));
  const reader = (await door("http://x/")).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  assert.equal(ended, true);
});
