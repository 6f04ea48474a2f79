import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Listening, listen } from "../../doors/node.ts";
import { createGateway } from "../../gateway.ts";
import type { FileStore } from "../../store/file-store.ts";
import { createMemoryStore } from "../../store/memory/store.ts";
import type { Store } from "../../store/store.ts";
import { BOUNDARY, filePart, formOf } from "./fixtures/exchange.ts";

// Uploads over a real socket: what arrives is not held, and whoever goes away leaves nothing.

const engine = { model: "none", answer: async () => ({ text: "" }), close: async () => undefined };
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

describe("uploads over a socket", { timeout: 120_000 }, () => {
  let server: Listening;
  let store: Store;
  let close: () => Promise<void>;
  let calls: Promise<unknown>[] = [];
  let taken = 0;

  before(async () => {
    const memory = createMemoryStore({ quotaBytes: 5_000_000 });
    // Counts what goes by; of `a.bin` nothing is kept.
    const add: FileStore["add"] = (workspace, upload, signal) => {
      async function* body() {
        for await (const piece of upload.body) {
          taken += piece.length;
          if (upload.filename !== "a.bin") yield piece;
        }
      }
      const call = memory.files.add(workspace, { ...upload, body: body() }, signal);
      calls.push(call.catch(() => undefined));
      return call;
    };
    store = { ...memory, files: { ...memory.files, add } };
    const gateway = createGateway({ engine, store });
    server = await listen(gateway, { port: 0, drainTimeoutMs: 100 });
    close = async () => {
      await server.close();
      await gateway.close();
    };
  });
  after(() => close());

  const post = (headers: Record<string, string | number>) =>
    request(`${server.url}/v1/files`, { method: "POST", headers: { "content-type": TYPE, ...headers } });
  const listed = async () => (await store.files.list("local", { limit: 10 })).files.length;

  test("100 MiB go through without the memory growing by a quarter of that", async () => {
    const length = 100 * 1024 * 1024;
    const piece = Buffer.alloc(65_536, 1);
    const measured = { start: 0, most: 0 };
    async function send(): Promise<number> {
      const req = post({ "content-length": HEAD.length + length + TAIL.length });
      req.write(HEAD);
      for (let sent = 0; sent < length; sent += piece.length) {
        if (!req.write(piece)) await once(req, "drain");
        if ((sent / piece.length) % 64 === 0) measured.most = Math.max(measured.most, process.memoryUsage().rss);
      }
      req.end(TAIL);
      const [response] = await once(req, "response");
      response.resume();
      return response.statusCode;
    }
    // The first is for what stays: compiled code, buffers that are used again.
    assert.equal(await send(), 200);
    taken = 0;
    measured.start = process.memoryUsage().rss;
    measured.most = measured.start;
    assert.equal(await send(), 200);
    assert.equal(taken, length);
    const grown = measured.most - measured.start;
    assert.ok(grown < length / 4, `${Math.round(grown / 1024 / 1024)} MiB more`);
    for (const { id } of (await store.files.list("local", { limit: 10 })).files) await store.files.delete("local", id);
  });

  test("a caller who hangs up in the middle of a file leaves nothing, and the upload ends", async () => {
    calls = [];
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const start = `POST /v1/files HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: ${TYPE}\r\nContent-Length: 1000000\r\n\r\n`;
    taken = 0;
    socket.write(`${start}${HEAD.replace("a.bin", "b.bin")}${"x".repeat(100_000)}`);
    while (taken < 50_000) await sleep(5);
    socket.destroy();
    await Promise.all(calls);
    assert.equal(calls.length, 1);
    assert.equal(await listed(), 0);
  });

  test("a form that is too long by its own account is refused before it is read", async () => {
    taken = 0;
    const req = post({ "content-length": 600 * 1024 * 1024 });
    req.on("error", () => undefined);
    req.write(HEAD);
    const [response] = await once(req, "response");
    assert.equal(response.statusCode, 413);
    assert.equal((JSON.parse(await textOf(response)) as { error: { type: string } }).error.type, "request_too_large");
    assert.equal(taken, 0);
    req.destroy();
  });

  test("a file that is refused in the middle is answered while it is still being sent", async () => {
    const form = formOf(filePart(new Uint8Array(6_000_000), "c.bin"));
    const response = await fetch(`${server.url}/v1/files`, {
      method: "POST",
      headers: { "content-type": form.contentType },
      body: form.bytes as BodyInit,
    });
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: { details: { error_code: string } } };
    assert.equal(error.details.error_code, "storage_quota_exceeded");
    assert.equal(await listed(), 0);
  });
});

async function textOf(response: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of response) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
