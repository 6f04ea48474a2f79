import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import Anthropic from "@anthropic-ai/sdk";
import { raw } from "./doors/fixtures/raw.ts";
import { type ListenOptions, listen } from "./doors/node.ts";
import type { Engine } from "./engine/engine.ts";
import { createGateway, type GatewayOptions } from "./gateway.ts";
import { createLog } from "./observe/log.ts";
import { createMetrics } from "./observe/metrics.ts";
import { createMemoryStore } from "./store/memory/store.ts";

const guard = { timeout: 30_000 };
const engine: Engine = {
  model: "recorder-1",
  answer: async ({ turns }) => ({ text: `${turns.flatMap((turn) => turn.pictures).length} pictures` }),
  close: async () => undefined,
};
const cat = readFileSync(join(import.meta.dirname, "../../../examples/photos/cat.png"));
const question = {
  model: "claude-opus-5-5",
  max_tokens: 100,
  messages: [{ role: "user", content: "hello" }],
} satisfies Anthropic.MessageCreateParamsNonStreaming;

async function setup(t: TestContext, options: Partial<GatewayOptions> = {}, listening: ListenOptions = {}) {
  const store = createMemoryStore();
  const lines: string[] = [];
  const log = await createLog({ json: true, write: (line) => lines.push(line) });
  const gateway = createGateway({
    engine,
    store,
    auth: "keys",
    log,
    metrics: await createMetrics(),
    ...options,
  });
  const server = await listen(gateway, { port: 0, drainTimeoutMs: 500, ...listening });
  t.after(async () => {
    await server.close();
    await gateway.close();
  });
  const enter = async (name: string) => {
    const workspace = await store.keys.addWorkspace(name);
    const { key, secret } = await store.keys.addKey(workspace.id, name);
    return { workspace: workspace.id, key, secret };
  };
  const post = (secret: string, body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": secret, "anthropic-version": "2026-10-21", ...headers },
      body,
    });
  return { store, gateway, server, lines, enter, post };
}
const errorOf = async (reply: Response) =>
  (await reply.json()) as {
    type: string;
    error: { type: string; message: string; details?: { error_code: string } };
    request_id: string;
  };

test("a server with keys is ready in half a second", guard, async (t) => {
  const before = performance.now();
  const { server } = await setup(t);
  const reply = await fetch(`${server.url}/ready`);
  const ms = performance.now() - before;
  assert.deepEqual(await reply.json(), { status: "ready" });
  // A guard against the tenfold: on a busy machine other work is measured too.
  assert.ok(ms < 5000, `${ms} ms`);
});

test("keys open in both headers, and without one everything but health and ready is 401", guard, async (t) => {
  const { server, enter, post } = await setup(t);
  const { secret, workspace } = await enter("one");
  const bearer = await fetch(`${server.url}/v1/models`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(bearer.status, 200);
  assert.equal(bearer.headers.get("anthropic-workspace-id"), workspace);
  assert.equal((await post(secret, JSON.stringify(question))).status, 200);
  const wrong = await post("sk-fovea-wrong", JSON.stringify(question));
  const error = await errorOf(wrong);
  assert.equal(wrong.status, 401);
  assert.deepEqual(error.error, { type: "authentication_error", message: "API key is invalid." });
  assert.equal(error.request_id, wrong.headers.get("request-id"));
  assert.equal((await fetch(`${server.url}/v1/files`)).status, 401);
  for (const path of ["/health", "/ready"]) assert.equal((await fetch(server.url + path)).status, 200);
});

test(
  "the official SDK raises its own error classes, and a revoked key stops opening within a second",
  guard,
  async (t) => {
    const { server, enter, store } = await setup(t);
    const { secret, key } = await enter("one");
    const client = (apiKey: string, maxRetries = 0) => new Anthropic({ apiKey, baseURL: server.url, maxRetries });
    await assert.rejects(client("sk-no").messages.create(question), Anthropic.AuthenticationError);
    assert.equal((await client(secret).messages.create(question)).model, "recorder-1");
    await assert.rejects(
      client(secret).messages.create(question, { headers: { "anthropic-workspace-id": "wrkspc_other" } }),
      Anthropic.PermissionDeniedError,
    );
    await assert.rejects(client(secret).models.retrieve("gpt-5"), Anthropic.NotFoundError);
    assert.ok(await store.keys.revoke(key.id));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await assert.rejects(client(secret).messages.create(question), Anthropic.AuthenticationError);
  },
);

test("two workspaces at once see nothing of each other's files", guard, async (t) => {
  const { server, enter } = await setup(t);
  const [one, two] = await Promise.all([enter("one"), enter("two")]);
  const clients = [one, two].map(({ secret }) => new Anthropic({ apiKey: secret, baseURL: server.url, maxRetries: 0 }));
  const [mine, theirs] = clients as [Anthropic, Anthropic];
  const [a, b] = await Promise.all(
    clients.map((client, n) => client.files.upload({ file: new File([cat], `cat-${n}.png`, { type: "image/png" }) })),
  );
  assert.ok(a && b && a.id !== b.id);
  const ids = async (client: Anthropic) => (await client.files.list()).data.map((file) => file.id);
  assert.deepEqual([await ids(mine), await ids(theirs)], [[a.id], [b.id]]);
  await assert.rejects(mine.files.retrieveMetadata(b.id), Anthropic.NotFoundError);
  await assert.rejects(mine.files.delete(b.id), Anthropic.NotFoundError);
  const image = (file_id: string) => ({ type: "image", source: { type: "file", file_id } }) as const;
  const ask = (client: Anthropic, id: string) =>
    client.messages.create({ ...question, messages: [{ role: "user", content: [image(id)] }] });
  assert.deepEqual((await ask(mine, a.id)).content, [{ type: "text", text: "1 pictures", citations: null }]);
  await assert.rejects(ask(mine, b.id), /not found/);
});

test("bodies in every encoding are read; bombs and unknown ones are refused by name", guard, async (t) => {
  const { enter, post } = await setup(t, { maxBodyBytes: 1_000_000 });
  const { secret } = await enter("one");
  const text = Buffer.from(JSON.stringify(question));
  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };
  for (const [encoding, pack] of Object.entries(packers)) {
    const headers = { "content-encoding": encoding };
    assert.equal((await post(secret, pack(text), headers)).status, 200, encoding);
    const bomb = await post(secret, pack(Buffer.alloc(50_000_000, " ")), headers);
    assert.equal(bomb.status, 413, encoding);
    assert.equal((await errorOf(bomb)).error.details?.error_code, "request_body_too_large_after_decoding");
    const broken = await post(secret, "plain text", headers);
    assert.equal(broken.status, 400);
    assert.equal((await errorOf(broken)).error.details?.error_code, "request_body_encoding_invalid");
  }
  const unknown = await post(secret, text, { "content-encoding": "snappy" });
  assert.equal(unknown.status, 400);
  const { error } = await errorOf(unknown);
  assert.match(error.message, /snappy/);
  assert.equal(error.details?.error_code, "request_body_encoding_unsupported");
});

test("on loopback a page that rebinds its name gets nothing, whatever it asks", guard, async (t) => {
  const { server } = await setup(t, {}, { allowHosts: ["Fovea.Test"] });
  const ask = async (host: string, path = "/health"): Promise<string> => {
    const client = await raw(server.port);
    client.send(`GET ${path} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    return (await client.ended()).slice(9, 12);
  };
  for (const host of ["localhost", "127.0.0.1:1", "[::1]:8787", "LOCALHOST.", "fovea.test:80"])
    assert.equal(await ask(`Host: ${host}\r\n`), "200", host);
  for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1", "", "10.0.0.1"])
    assert.equal(await ask(`Host: ${host}\r\n`), "403", host);
  assert.equal(await ask("Host: evil.example\r\n", "/nowhere"), "403");
});

test("where others reach the server any name is answered, and the figures need a key", guard, async (t) => {
  const { server, enter } = await setup(t, {}, { host: "0.0.0.0" });
  const { secret } = await enter("one");
  assert.equal((await fetch(`${server.url}/metrics`)).status, 401);
  assert.equal((await fetch(`${server.url}/metrics`, { headers: { "x-api-key": secret } })).status, 200);
  const client = await raw(server.port);
  client.send("GET /health HTTP/1.1\r\nHost: fovea.example\r\nConnection: close\r\n\r\n");
  assert.match(await client.ended(), /^HTTP\/1\.1 200 /);
});

test(
  "a body is not asked for before there is room for it, and who waits too long is told to come again",
  guard,
  async (t) => {
    const { server, enter, lines } = await setup(t, { pool: { maxBytes: 1000, admissionWaitMs: 300 } });
    const { secret } = await enter("one");
    const head = (length: number) =>
      `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: ${secret}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`;
    const holder = await raw(server.port);
    holder.send(head(900));
    await holder.until("100 Continue");
    const waiter = await raw(server.port);
    waiter.send(head(200));
    await waiter.until("HTTP/1.1 529");
    assert.ok(!waiter.text.includes("100 Continue"));
    await waiter.until("overloaded_error");
    assert.match(waiter.text, /retry-after: 1\r\n/);
    const next = await raw(server.port);
    next.send(head(200));
    // The holder leaves in the middle of its body: what it held is free.
    holder.socket.destroy();
    await next.until("100 Continue");
    next.socket.destroy();
    waiter.socket.destroy();
    assert.ok(lines.some((line) => line.includes('"status":529')));
  },
);

test("versions and modes are judged before the body, and a strict reply says that it is", guard, async (t) => {
  const { enter, post } = await setup(t);
  const { secret } = await enter("one");
  const body = JSON.stringify(question);
  const bad = await post(secret, body, { "anthropic-version": "2024-01-01" });
  assert.equal((await errorOf(bad)).error.message, 'anthropic-version: "2024-01-01" is not a valid version');
  const strict = await post(secret, body, { "fovea-mode": "strict" });
  assert.deepEqual([strict.status, strict.headers.get("fovea-mode")], [200, "strict"]);
  assert.equal((await post(secret, body, { "fovea-mode": "loose" })).status, 400);
});

test("an answer under way when the server is told to stop still arrives, and its connection ends", guard, async (t) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = (): void => undefined;
  const asking = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const slow: Engine = {
    ...engine,
    async answer() {
      asked();
      await held;
      return { text: "at last" };
    },
  };
  const { server, enter } = await setup(t, { engine: slow }, { drainTimeoutMs: 20_000 });
  const { secret } = await enter("one");
  const body = JSON.stringify(question);
  const message = `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: ${secret}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const client = await raw(server.port);
  client.send(message);
  await asking;
  const closed = server.close();
  await assert.rejects(fetch(`${server.url}/health`), "nobody new comes in");
  release();
  const text = await client.ended();
  assert.match(text, /^HTTP\/1\.1 200 .*connection: close\r\n.*at last/is);
  await closed;
});

test("the log has one line a request: the route, not the id; no key, no query, no body", guard, async (t) => {
  const { server, enter, lines, post } = await setup(t);
  const { secret, key, workspace } = await enter("one");
  const headers = { "x-api-key": secret };
  await (await fetch(`${server.url}/v1/files/file_secretname?token=hunter2`, { headers })).text();
  await (await fetch(`${server.url}/v1/hidden-path`, { headers })).text();
  const data = cat.toString("base64");
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data } };
  await (await post(secret, JSON.stringify({ ...question, messages: [{ role: "user", content: [image] }] }))).text();
  await (await post(secret, '{"model": "my own words')).text();
  const text = lines.join("");
  for (const hidden of [secret, "hunter2", "file_secretname", "hidden-path", data.slice(100, 140), "my own words"])
    assert.ok(!text.includes(hidden), hidden);
  const requests = lines.map((line) => JSON.parse(line)).filter((line) => line.event === "request");
  assert.deepEqual(
    requests.map((line) => [line.method, line.route, line.status, line.errorCode]),
    [
      ["GET", "/v1/files/:id", 404, requests[0]?.errorCode],
      ["GET", null, 404, "not_found_error"],
      ["POST", "/v1/messages", 200, null],
      ["POST", "/v1/messages", 400, requests[3]?.errorCode],
    ],
  );
  assert.deepEqual([requests[0]?.workspace, requests[0]?.keyId], [workspace, key.id]);
  const images = lines.map((line) => JSON.parse(line)).find((line) => line.event === "images" && line.in === 1);
  assert.deepEqual([images?.in, images?.out, images?.requestId], [1, 1, requests[2]?.requestId]);
});

test("the figures count requests, images, uploads and refusals, and nothing stays in flight", guard, async (t) => {
  const { server, enter, post } = await setup(t);
  const { secret } = await enter("one");
  const data = cat.toString("base64");
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data } };
  await (await post(secret, JSON.stringify({ ...question, messages: [{ role: "user", content: [image] }] }))).text();
  await (await post("wrong", "{}")).text();
  const client = new Anthropic({ apiKey: secret, baseURL: server.url, maxRetries: 0 });
  await client.files.upload({ file: new File([cat], "cat.png", { type: "image/png" }) });
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (const line of [
    'fovea_requests_total{route="POST /v1/messages",status="200"} 1',
    'fovea_requests_total{route="POST /v1/messages",status="401"} 1',
    'fovea_refusals_total{code="authentication_error"} 1',
    'fovea_images_total{direction="in",platform="none"} 1',
    'fovea_images_total{direction="out",platform="none"} 1',
    "fovea_uploads_total 1",
    "fovea_bytes_in_flight 0",
    "fovea_requests_waiting 0",
    "fovea_requests_open 1",
  ])
    assert.ok(text.includes(`${line}\n`), `${line}\nis not in\n${text}`);
  assert.ok(!text.includes(secret));
});
