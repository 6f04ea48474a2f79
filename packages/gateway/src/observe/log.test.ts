import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "./log.ts";

const access = {
  requestId: "req_1",
  upstreamRequestId: null,
  method: "POST",
  route: "/v1/messages",
  status: 413,
  ms: 12.4,
  bytesIn: 5,
  bytesOut: 7,
  workspace: "wrkspc_1",
  keyId: null,
  errorCode: "limit.request-bytes",
};
const image = {
  at: "messages.0.content.0",
  method: "base64",
  mediaType: "image/png",
  width: 10,
  height: 20,
  bytes: 300,
  sha256: null,
  tokens: 4,
  step: "keep",
} as const;
const ledger = {
  requestId: "req_1",
  workspace: "wrkspc_1",
  model: "claude-opus-5-5",
  platform: null,
  status: 200,
  in: 1,
  out: 1,
  images: [image],
};

async function written(json: boolean): Promise<string[]> {
  const lines: string[] = [];
  const log = await createLog({ json, write: (line) => lines.push(line) });
  log.access(access);
  log.images(ledger);
  log.failure("req_2", new TypeError('Unexpected token in "the body of somebody"'));
  log.event("listening", { url: "http://127.0.0.1:8787" });
  return lines;
}

test("JSON lines have every field, and one line each", async () => {
  const lines = await written(true);
  assert.equal(lines.length, 4);
  assert.ok(lines.every((line) => line.endsWith("}\n") && line.indexOf("\n") === line.length - 1));
  const [request, images, failure] = lines.map((line) => JSON.parse(line));
  for (const [name, value] of Object.entries(access)) assert.deepEqual(request[name], value, name);
  assert.match(request.time, /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.deepEqual(images.images, [image]);
  assert.equal(failure.name, "TypeError");
});

test("people read the same in words", async () => {
  const [request, images, failure, event] = (await written(false)).map((line) => line.replace(/^\S+Z /, ""));
  assert.equal(request, "POST /v1/messages 413, 12 ms, in 5 B, out 7 B, req_1, wrkspc_1, limit.request-bytes\n");
  assert.equal(
    images,
    "images in=1 out=1, req_1, claude-opus-5-5; messages.0.content.0 base64 keep image/png 10x20 300 B 4 tokens\n",
  );
  assert.match(failure ?? "", /^req_2 failed: TypeError\n {4}at .*log\.test\.ts/);
  assert.equal(event, "listening url=http://127.0.0.1:8787\n");
});

test("the platform's id of a request stands beside ours", async () => {
  for (const json of [true, false]) {
    const lines: string[] = [];
    const log = await createLog({ json, write: (line) => lines.push(line) });
    log.access({ ...access, upstreamRequestId: "req_theirs" });
    assert.match(lines.join(""), json ? /"upstreamRequestId":"req_theirs"/ : /, req_1, upstream req_theirs, wrkspc_1,/);
  }
});

test("the message of an unexpected error, which may quote a body, is never told", async () => {
  for (const json of [true, false]) assert.ok(!(await written(json)).join("").includes("somebody"));
});

test("what a caller wrote is one line for people too, and never moves their terminal", async () => {
  const lines: string[] = [];
  const log = await createLog({ write: (line) => lines.push(line) });
  log.images({
    ...ledger,
    model: "a\n2026-11-23T00:00:00.000Z POST /v1/files 200\u001b[2J\u009b",
    leftOut: ["b\u2028c"],
  });
  assert.equal(lines.length, 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  assert.doesNotMatch(lines[0]?.slice(0, -1) ?? "", /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
});
