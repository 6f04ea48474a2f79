import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import { listen } from "../doors/node.ts";
import type { Engine } from "../engine/engine.ts";
import { createGateway } from "../gateway.ts";
import type { AccessLine } from "../observe/access-line.ts";
import { SILENT_LOG } from "../observe/log.ts";
import { endingWell } from "./broken-stream.ts";
import { read, startPlatform } from "./fixtures/platform.ts";
import { createRelay } from "./relay.ts";

const engine: Engine = {
  model: "none",
  answer: () => Promise.reject(new Error("the platform answers")),
  async close() {},
};
const PING = 'event: ping\ndata: {"type":"ping"}\n\n';
const BODY = JSON.stringify({ model: "m", max_tokens: 1, stream: true, messages: [{ role: "user", content: "a" }] });

async function behind(t: TestContext, answer: (response: ServerResponse) => void) {
  const platform = await startPlatform((request, response) => {
    request.resume().on("end", () => answer(response));
  });
  t.after(() => platform.stop());
  const lines: AccessLine[] = [];
  const gateway = createGateway({
    engine,
    upstream: createRelay({ baseUrl: platform.url }),
    log: { ...SILENT_LOG, access: (line) => lines.push(line) },
  });
  t.after(() => gateway.close());
  const server = await listen(gateway, { port: 0 });
  t.after(() => server.close());
  const ask = () => fetch(`${server.url}/v1/messages`, { method: "POST", body: BODY });
  return { ask, lines };
}

test("a stream that breaks off ends with an error event, and the log says who broke it", async (t) => {
  const { ask, lines } = await behind(t, (response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "request-id": "req_theirs" });
    response.write(PING);
    response.write('event: content_block_delta\ndata: {"half', () => setImmediate(() => response.destroy()));
  });
  const reply = await ask();
  const text = await reply.text();
  assert.equal(reply.headers.get("request-id"), "req_theirs");
  assert.ok(text.startsWith(`${PING}event: error\ndata: {`), text);
  const { type, error } = JSON.parse(text.split("data: ").at(-1) ?? "");
  assert.deepEqual([type, error.type, Object.keys(error)], ["error", "api_error", ["type", "message"]]);
  assert.match(error.message, /broke off before its reply was whole/);
  assert.deepEqual(
    lines.map(({ status, errorCode, upstreamRequestId }) => [status, errorCode, upstreamRequestId]),
    [[502, "engine.upstream-broken", "req_theirs"]],
  );
});

test("a reply of another kind that breaks off breaks the caller's connection, and the log says why", async (t) => {
  const { ask, lines } = await behind(t, (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"half', () => setImmediate(() => response.destroy()));
  });
  await assert.rejects(async () => (await ask()).text());
  assert.deepEqual(
    lines.map(({ status, errorCode }) => [status, errorCode]),
    [[502, "engine.upstream-broken"]],
  );
});

test("a whole stream comes byte for byte, wherever it is cut", async () => {
  for (const end of ["\n", "\r\n"]) {
    const bytes = Buffer.from(
      `event: a${end}data: {}${end}${end}event: b${end}data: ${"x".repeat(70_000)}${end}${end}: rest`,
    );
    for (const size of [997, 30_000, bytes.length]) {
      const pieces = (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      })();
      assert.ok((await read(endingWell(pieces, () => null))).equals(bytes), `${size}`);
    }
  }
});

test("an event longer than is kept here is closed before the error", async () => {
  const pieces = (async function* () {
    yield Buffer.from(`data: ${"x".repeat(70_000)}`);
    throw new Error("broken");
  })();
  const text = (await read(endingWell(pieces, () => ({ type: "api_error", message: "m" })))).toString();
  assert.ok(text.endsWith('x\n\nevent: error\ndata: {"type":"error","error":{"type":"api_error","message":"m"}}\n\n'));
});
