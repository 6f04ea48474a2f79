import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { read, requestOf, startPlatform, startSink, startSocket } from "./fixtures/platform.ts";
import { createRelay, type RelayOptions } from "./relay.ts";

const TLS = new URL("../../../client/src/net/fixtures/", import.meta.url);

function relayTo(t: TestContext, baseUrl: string, options: Partial<RelayOptions> = {}) {
  const relay = createRelay({ baseUrl, maxRetries: 0, ...options });
  t.after(() => relay.close());
  return relay;
}

async function platform(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = await startPlatform(answer);
  t.after(() => server.stop());
  return server;
}

function failsWith(code: string, more: (error: EngineError) => void = () => undefined) {
  return (error: unknown) => {
    assert.ok(error instanceof EngineError, String(error));
    assert.equal(error.code, code);
    more(error);
    return true;
  };
}

test("a request arrives byte for byte, with its length said and the allowed headers alone", async (t) => {
  const seen: { target?: string | undefined; raw?: string[]; body?: Buffer } = {};
  const server = await platform(t, async (request, response) => {
    seen.target = request.url;
    seen.raw = request.rawHeaders;
    seen.body = await read(request);
    response.end("{}");
  });
  const pieces = [randomBytes(70_000), new Uint8Array(), randomBytes(1), randomBytes(3_000_000)];
  const relay = relayTo(t, `${server.url}/proxy/`, { apiKey: "sk-configured" });
  const headers = {
    "content-type": "application/json",
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "a,b",
    accept: "text/event-stream",
    authorization: "Bearer the-caller",
    "x-api-key": "sk-fovea-the-caller",
    cookie: "secret=1",
    host: "gateway",
    "x-forwarded-for": "10.0.0.1",
    "content-length": "5",
    "transfer-encoding": "chunked",
    "accept-encoding": "br",
    expect: "100-continue",
  };
  const reply = await relay.send(requestOf(pieces, { headers, target: "/v1/messages?beta=true" }));
  assert.equal(reply.status, 200);
  await read(reply.body);
  assert.equal(seen.target, "/proxy/v1/messages?beta=true");
  assert.deepEqual(seen.body, Buffer.concat(pieces));
  const names = Object.fromEntries(
    Array.from({ length: (seen.raw ?? []).length / 2 }, (_, index) => [
      seen.raw?.[2 * index]?.toLowerCase(),
      seen.raw?.[2 * index + 1],
    ]),
  );
  assert.deepEqual(names, {
    host: `127.0.0.1:${server.port}`,
    connection: "keep-alive",
    "content-type": "application/json",
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "a,b",
    accept: "text/event-stream",
    "x-api-key": "sk-configured",
    "accept-encoding": "identity",
    "user-agent": "fovea-gateway",
    "content-length": String(3_070_001),
  });
});

test("a token is sent as a bearer, a key wins over it, and without either nothing is", async (t) => {
  const seen: unknown[] = [];
  const server = await platform(t, ({ headers }, response) => {
    seen.push([headers["x-api-key"], headers.authorization]);
    response.end();
  });
  for (const options of [{ authToken: "t" }, { authToken: "t", apiKey: "k" }, {}]) {
    const relay = relayTo(t, server.url, options);
    await read((await relay.send(requestOf([]))).body);
  }
  assert.deepEqual(seen, [
    [undefined, "Bearer t"],
    ["k", undefined],
    [undefined, undefined],
  ]);
});

test("requests without a body, and bodies of unknown length, pass too", async (t) => {
  const seen: unknown[] = [];
  const server = await platform(t, async (request, response) => {
    const { method, url, headers } = request;
    seen.push([method, url, headers["content-length"], headers["transfer-encoding"], (await read(request)).length]);
    response.end();
  });
  const relay = relayTo(t, server.url);
  await read((await relay.send(requestOf([], { method: "GET", target: "/v1/models?limit=2" }))).body);
  await read((await relay.send(requestOf([], { method: "DELETE", target: "/v1/files/file_1" }))).body);
  await read((await relay.send(requestOf([randomBytes(5), randomBytes(6)], { length: null }))).body);
  assert.deepEqual(seen, [
    ["GET", "/v1/models?limit=2", undefined, undefined, 0],
    ["DELETE", "/v1/files/file_1", undefined, undefined, 0],
    ["POST", "/v1/messages", undefined, "chunked", 11],
  ]);
});

test("errors of the platform pass with status, body and the allowed headers", async (t) => {
  const server = await platform(t, (request, response) => {
    request.resume();
    response.writeHead(429, {
      "content-type": "application/json",
      "request-id": "req_1",
      "retry-after": "7",
      "retry-after-ms": "7000",
      "x-should-retry": "true",
      "Anthropic-RateLimit-Requests-Limit": "5",
      "set-cookie": ["a=1", "b=2"],
      server: "secret/1.0",
      "access-control-allow-origin": "*",
    });
    response.end('{"type":"error"}');
  });
  const reply = await relayTo(t, server.url).send(requestOf([Buffer.from("{}")]));
  assert.equal(reply.status, 429);
  assert.deepEqual(reply.headers, {
    "content-type": "application/json",
    "request-id": "req_1",
    "retry-after": "7",
    "retry-after-ms": "7000",
    "x-should-retry": "true",
    "anthropic-ratelimit-requests-limit": "5",
  });
  assert.equal((await read(reply.body)).toString(), '{"type":"error"}');
});

test("a platform that quotes the key it does not know tells it to nobody", async (t) => {
  const server = await platform(t, (request, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ type: "error", error: { message: `unknown key ${request.headers["x-api-key"]}` } }));
  });
  const reply = await relayTo(t, server.url, { apiKey: "sk-configured" }).send(requestOf([Buffer.from("{}")]));
  assert.equal(reply.status, 401);
  assert.equal(String(await read(reply.body)), '{"type":"error","error":{"message":"unknown key [removed]"}}');
});

test("a stream's events come as they are sent, not at the end", async (t) => {
  let next: () => void = () => undefined;
  const server = await platform(t, (request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("event: ping\n\n");
    next = () => response.end("event: message_stop\n\n");
  });
  const reply = await relayTo(t, server.url).send(requestOf([Buffer.from("{}")], { stream: true }));
  const pieces: string[] = [];
  for await (const piece of reply.body as AsyncIterable<Uint8Array>) {
    pieces.push(Buffer.from(piece).toString());
    next();
  }
  assert.deepEqual(pieces, ["event: ping\n\n", "event: message_stop\n\n"]);
});

test("a reply is read only as fast as its reader takes it", async (t) => {
  const LENGTH = 64 * 1024 * 1024;
  let sent = 0;
  const server = await platform(t, async (request, response) => {
    request.resume();
    const piece = Buffer.alloc(1024 * 1024);
    for (; sent < LENGTH && !response.destroyed; sent += piece.length)
      if (!response.write(piece)) await new Promise((resolve) => response.once("drain", resolve));
    response.end();
  });
  const reply = await relayTo(t, server.url).send(requestOf([Buffer.from("{}")]));
  // What the sockets of both sides take, the sender cannot tell from what was read.
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(sent < LENGTH / 2, `${sent} bytes were taken though nobody reads`);
  assert.equal((await read(reply.body)).length, LENGTH);
});

test("a body is asked for only as fast as the platform takes it", async (t) => {
  const server = await startSocket((socket) => socket.pause());
  t.after(() => server.stop());
  const LENGTH = 64 * 1024 * 1024;
  let given = 0;
  const gone = new AbortController();
  const body = async function* () {
    for (; given < LENGTH; given += 65_536) yield new Uint8Array(65_536);
  };
  const sending = relayTo(t, server.url).send(requestOf([], { length: LENGTH, body: body(), signal: gone.signal }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(given > 0 && given < LENGTH / 2, `${given} bytes were taken though nobody reads`);
  gone.abort(new Error("the caller is gone"));
  await assert.rejects(sending, /the caller is gone/);
});

for (const where of ["before its first byte", "in the middle", "behind its last byte"])
  for (const length of [200_000, null])
    test(`a body of ${length ?? "unknown"} length that throws ${where} never leaves the platform with a whole request`, async (t) => {
      const sink = await startSink();
      t.after(() => sink.stop());
      const broken = new Error("images were lost");
      const body = async function* () {
        if (where === "before its first byte") throw broken;
        yield Buffer.alloc(50_000, "a");
        yield Buffer.alloc(50_000, "b");
        if (where === "in the middle") throw broken;
        yield Buffer.alloc(100_000, "c");
        throw broken;
      };
      const sending = relayTo(t, sink.url).send(requestOf([], { length, body: body() }));
      await assert.rejects(sending, (error) => error === broken);
      await sink.closed;
      const [head = "", ...rest] = sink.seen().split("\r\n\r\n");
      const got = rest.join("\r\n\r\n");
      if (where === "before its first byte") assert.equal(head, "");
      else if (length === null) {
        assert.match(head, /transfer-encoding: chunked/);
        assert.ok(!got.includes("\r\n0\r\n"));
        assert.ok(!got.includes("cc"));
      } else {
        assert.match(head, /content-length: 200000/);
        assert.ok(got.length <= 100_000, `${got.length} bytes`);
      }
    });

test("a body that is shorter or longer than was said is never sent whole", async (t) => {
  for (const length of [9, 11]) {
    const sink = await startSink();
    t.after(() => sink.stop());
    const sending = relayTo(t, sink.url).send(requestOf([Buffer.from("01234"), Buffer.from("56789")], { length }));
    await assert.rejects(sending, failsWith("engine.upstream-broken"));
    await sink.closed;
    assert.ok((sink.seen().split("\r\n\r\n")[1] ?? "").length < length);
  }
});

test("when the caller goes before the reply, the request upstream is broken off", async (t) => {
  const gone = new AbortController();
  let ended: (reason: string) => void = () => undefined;
  const end = new Promise<string>((resolve) => {
    ended = resolve;
  });
  const server = await platform(t, (request, response) => {
    request.resume().on("end", () => gone.abort(new Error("the caller is gone")));
    response.on("close", () => ended("closed"));
  });
  const sending = relayTo(t, server.url).send(requestOf([Buffer.from("{}")], { signal: gone.signal }));
  await assert.rejects(sending, /the caller is gone/);
  assert.equal(await end, "closed");
});

test("when the caller goes in the middle of a stream, or only stops reading, so does the platform's answer", async (t) => {
  for (const how of ["aborts", "stops reading"]) {
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const server = await platform(t, (request, response) => {
      request.resume();
      response.on("close", ended);
      response.write("event: ping\n\n");
    });
    const gone = new AbortController();
    const reply = await relayTo(t, server.url).send(
      requestOf([Buffer.from("{}")], { signal: gone.signal, stream: true }),
    );
    const reading = (async () => {
      for await (const _piece of reply.body) {
        if (how === "stops reading") return;
        gone.abort(new Error("the caller is gone"));
      }
    })();
    if (how === "aborts") await assert.rejects(reading, /the caller is gone/);
    else await reading;
    await end;
  }
});

test("an aborted signal sends nothing at all", async (t) => {
  const server = await platform(t, () => assert.fail("a request came"));
  const signal = AbortSignal.abort(new Error("the caller is gone"));
  await assert.rejects(relayTo(t, server.url).send(requestOf([Buffer.from("{}")], { signal })), /the caller is gone/);
});

test("a reply that breaks off is an error in the middle of its body", async (t) => {
  const server = await platform(t, (request, response) => {
    request.resume();
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
  });
  const reply = await relayTo(t, server.url).send(requestOf([Buffer.from("{}")]));
  await assert.rejects(read(reply.body), failsWith("engine.upstream-broken"));
});

test("nobody there, silence and nonsense are told apart, and no query and no key stands in the error", async (t) => {
  const closed = await startPlatform(() => undefined);
  await closed.stop();
  const silent = await platform(t, (request) => request.resume());
  const nonsense = await startSocket((socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9\r\n\r\n")));
  t.after(() => nonsense.stop());
  const elsewhere = await platform(t, (request, response) => {
    request.resume();
    response.writeHead(308, { location: "https://example.com/" }).end();
  });
  const dead = await startSocket((socket) => socket.once("data", () => socket.resetAndDestroy()));
  t.after(() => dead.stop());
  const slow = await platform(t, (request, response) => {
    request.resume();
    response.write("a");
  });
  const cases: [string, string, RegExp][] = [
    [closed.url, "engine.upstream-unreachable", /No connection to http:\/\/127\.0\.0\.1:\d+\/ \(ECONNREFUSED\)/],
    [silent.url, "engine.upstream-timeout", /did not begin to answer within 1000 ms/],
    [nonsense.url, "engine.upstream-not-http", /it is not HTTP\/1\.1/],
    [elsewhere.url, "engine.upstream-redirects", /308/],
    [dead.url, "engine.upstream-broken", /ECONNRESET|UND_ERR_SOCKET/],
  ];
  const options = { apiKey: "sk-secret", timeouts: { headersTimeoutMs: 1000, idleTimeoutMs: 1000 } };
  const target = "/v1/messages?token=sk-secret";
  for (const [url, code, words] of cases)
    await assert.rejects(
      relayTo(t, url, options).send(requestOf([Buffer.from("{}")], { target })),
      failsWith(code, (error) => {
        assert.match(error.message, words);
        assert.doesNotMatch(JSON.stringify(error), /secret/);
      }),
      code,
    );
  const reply = await relayTo(t, slow.url, options).send(requestOf([Buffer.from("{}")], { target }));
  await assert.rejects(
    read(reply.body),
    failsWith("engine.upstream-timeout", ({ message }) => assert.match(message, /fell silent .* 1000 ms/)),
  );
});

test("TLS: a certificate nobody vouches for is refused and never tried again, one from `ca` is accepted", async (t) => {
  const server = createHttps(
    { key: readFileSync(new URL("server-key.pem", TLS)), cert: readFileSync(new URL("server.pem", TLS)) },
    (request, response) => {
      request.resume();
      response.end("safe");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  let tried = 0;
  server.on("connection", () => tried++);
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await assert.rejects(
    relayTo(t, url, { maxRetries: 2 }).send(requestOf([Buffer.from("{}")])),
    failsWith("engine.upstream-tls"),
  );
  assert.equal(tried, 1);
});

test("who is not reached is tried again; once the body was begun nothing is", async (t) => {
  const first = await startPlatform(() => undefined);
  const { port } = first;
  await first.stop();
  const relay = relayTo(t, `http://127.0.0.1:${port}`, { maxRetries: 2 });
  const sending = relay.send(requestOf([Buffer.from("{}")]));
  // Comes up before the second try, which is half a second later.
  const late = (await import("node:http")).createServer((request, response) => {
    request.resume();
    response.end("here");
  });
  await new Promise<void>((resolve) => late.listen(port, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => late.close(resolve)));
  assert.equal((await read((await sending).body)).toString(), "here");

  let connections = 0;
  const dead = await startSocket((socket) => {
    connections++;
    socket.once("data", () => socket.resetAndDestroy());
  });
  t.after(() => dead.stop());
  const again = relayTo(t, dead.url, { maxRetries: 2 });
  await assert.rejects(again.send(requestOf([Buffer.from("{}")])), failsWith("engine.upstream-broken"));
  assert.equal(connections, 1);
});

test("a proxy of the environment is not asked", async (t) => {
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "NODE_USE_ENV_PROXY"];
  const before = names.map((name) => process.env[name]);
  t.after(() => {
    for (const [index, name] of names.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  for (const name of names) process.env[name] = "http://127.0.0.1:1";
  process.env.NODE_USE_ENV_PROXY = "1";
  const server = await platform(t, (request, response) => {
    request.resume();
    response.end("direct");
  });
  const reply = await relayTo(t, server.url).send(requestOf([Buffer.from("{}")]));
  assert.equal((await read(reply.body)).toString(), "direct");
});

test("as many requests as come are open at once", async (t) => {
  const waiting: ServerResponse[] = [];
  const server = await platform(t, (request, response) => {
    request.resume();
    waiting.push(response);
    if (waiting.length === 60) for (const one of waiting) one.end("all");
  });
  const relay = relayTo(t, server.url);
  const replies = await Promise.all(
    Array.from({ length: 60 }, (_, index) => relay.send(requestOf([Buffer.from("{}")], { stream: index % 2 === 0 }))),
  );
  for (const reply of replies) assert.equal((await read(reply.body)).toString(), "all");
});

test("a base URL that cannot be meant is refused at once", () => {
  for (const baseUrl of ["", "localhost:8080", "ftp://a", "http://user:pw@a", "http://a?b", "http://a#b"])
    assert.throws(() => createRelay({ baseUrl }), TypeError, baseUrl);
});

test("the Claude API is known by its address, and every other server is a compatible one", async (t) => {
  const ids = ["https://api.anthropic.com", "https://api.anthropic.com/", "https://API.anthropic.com:443/v0"];
  const others = ["http://api.anthropic.com", "https://api.anthropic.com.example", "http://127.0.0.1:11434"];
  for (const url of ids) assert.equal(relayTo(t, url).platform.id, "anthropic", url);
  for (const url of others) assert.equal(relayTo(t, url).platform.id, "compatible", url);
  assert.equal(relayTo(t, others[2] as string, { platform: PLATFORMS.bedrock }).platform.id, "bedrock");
});

test("that a body was sent is told once, however many pieces it had, and when the reply begins before its end", async (t) => {
  const server = await platform(t, async (request, response) => {
    const early = request.headers["anthropic-beta"] === "early";
    if (early) response.writeHead(200).flushHeaders();
    await read(request);
    response.end("{}");
  });
  const relay = relayTo(t, server.url);
  for (const [beta, pieces] of [
    ["late", [randomBytes(10)]],
    ["late", [randomBytes(3_000_000)]],
    ["late", [randomBytes(1), new Uint8Array(), randomBytes(2_000_000), randomBytes(1)]],
    ["early", [randomBytes(3_000_000), randomBytes(70_000)]],
  ] as const) {
    let told = 0;
    const headers = { "anthropic-beta": beta };
    const reply = await relay.send(requestOf(pieces, { headers, onSent: () => told++ }));
    await read(reply.body);
    assert.equal(told, 1);
  }
});

test("the same piece given twice is sent twice before it is told", async (t) => {
  const bodies: Buffer[] = [];
  const server = await platform(t, async (request, response) => {
    bodies.push(await read(request));
    response.end("{}");
  });
  const piece = randomBytes(1_000_000);
  let told = 0;
  const reply = await relayTo(t, server.url).send(requestOf([piece, piece], { onSent: () => told++ }));
  await read(reply.body);
  assert.equal(told, 1);
  assert.deepEqual(bodies, [Buffer.concat([piece, piece])]);
});

test("nothing is told to be sent where the body failed, the platform broke off, or the caller left", async (t) => {
  let told = 0;
  const onSent = () => told++;
  const cutting = await platform(t, (request) => {
    request.once("data", () => request.socket.destroy());
  });
  const large = [randomBytes(8_000_000), randomBytes(8_000_000)];
  await assert.rejects(relayTo(t, cutting.url).send(requestOf(large, { onSent })), EngineError);

  const silent = await startSocket((socket) => socket.pause());
  t.after(() => silent.stop());
  const over = new AbortController();
  const sending = relayTo(t, silent.url).send(requestOf(large, { onSent, signal: over.signal }));
  setTimeout(() => over.abort(new Error("the caller left")), 100);
  await assert.rejects(sending, /the caller left/);

  const taking = await platform(t, async (request, response) => {
    await read(request).catch(() => undefined);
    response.end("{}");
  });
  const mine = new Error("one picture is missing");
  async function* failing() {
    yield randomBytes(100_000);
    throw mine;
  }
  const request = requestOf([], { length: 100_000, body: failing(), onSent });
  await assert.rejects(relayTo(t, taking.url).send(request), (error) => error === mine);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(told, 0);
});
