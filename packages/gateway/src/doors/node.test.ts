import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { door, later, text } from "./fixtures/behind.ts";
import { raw } from "./fixtures/raw.ts";
import { listen } from "./node.ts";

const guard = { timeout: 30_000 };

test("method, path, query, headers and body come through, and the reply goes back", guard, async (t) => {
  const server = await door(t, async ({ method, path, query, headers, body }) => {
    const hash = createHash("sha256");
    for await (const piece of body) hash.update(piece);
    return text(JSON.stringify([method, path, query.getAll("ids[]"), headers["x-one"], hash.digest("hex")]), 201);
  });
  const bytes = randomBytes(3_000_000);
  const reply = await fetch(`${server.url}/v1/files/a%2Fb?ids[]=1&ids%5B%5D=2`, {
    method: "POST",
    headers: { "X-One": "1" },
    body: bytes,
  });
  assert.equal(reply.status, 201);
  const hash = createHash("sha256").update(bytes).digest("hex");
  assert.deepEqual(await reply.json(), ["POST", "/v1/files/a%2Fb", ["1", "2"], "1", hash]);
  // Pages of other origins get nothing to go by.
  assert.deepEqual(
    [...reply.headers.keys()].filter((name) => name.startsWith("access-control")),
    [],
  );
});

test("a client that waits for 100 Continue hears it when the body is asked for, not before", guard, async (t) => {
  const admitted = later();
  const server = await door(t, async ({ body }) => {
    await admitted.promise;
    let bytes = 0;
    for await (const piece of body) bytes += piece.length;
    return text(String(bytes));
  });
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(client.text, "");
  admitted.resolve();
  await client.until("100 Continue\r\n\r\n");
  client.send("abc");
  await client.until("\r\n\r\n3");
  client.socket.destroy();
});

test("a body that comes drop by drop is read whole; one that stops coming is 408", guard, async (t) => {
  const server = await door(
    t,
    async ({ body }) => {
      let got = "";
      try {
        for await (const piece of body) got += Buffer.from(piece).toString();
      } catch (error) {
        return text((error as Error).message, (error as { status: number }).status);
      }
      return text(got);
    },
    { bodyIdleTimeoutMs: 500 },
  );
  const slow = await raw(server.port);
  slow.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n");
  for (const letter of "drops") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    slow.send(letter);
  }
  await slow.until("\r\n\r\ndrops");
  slow.socket.destroy();
  const stopped = await raw(server.port);
  stopped.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\nbeginning");
  await stopped.until("No byte of the request body came for 0.5 seconds.");
  assert.match(stopped.text, /^HTTP\/1\.1 408 /);
  stopped.socket.destroy();
});

test("a body that is read late is not taken for one that stopped", guard, async (t) => {
  const server = await door(
    t,
    async ({ body }) => {
      let bytes = 0;
      for await (const piece of body) {
        if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 150));
        bytes += piece.length;
      }
      return text(String(bytes));
    },
    { bodyIdleTimeoutMs: 100 },
  );
  const reply = await fetch(server.url, { method: "POST", body: Buffer.alloc(2_000_000) });
  assert.equal(await reply.text(), "2000000");
});

test("the signal tells when the client goes, and a body broken off is never taken for whole", guard, async (t) => {
  const told = later<unknown>();
  const broken = later<unknown>();
  const server = await door(t, async ({ body, signal }) => {
    signal.addEventListener("abort", () => told.resolve(signal.reason));
    try {
      for await (const _piece of body);
      broken.resolve("whole");
    } catch (error) {
      broken.resolve(error);
    }
    throw signal.reason;
  });
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nbeginning");
  await new Promise((resolve) => setTimeout(resolve, 30));
  client.socket.destroy();
  const reason = await told.promise;
  assert.equal((reason as Error).name, "AbortError");
  assert.equal(await broken.promise, reason);
});

test("a stream waits for its reader, and ends when the reader leaves", guard, async (t) => {
  let made = 0;
  const ended = later();
  const server = await door(t, async () => ({
    status: 200,
    headers: {},
    body: (async function* () {
      try {
        for (;;) {
          made++;
          yield new Uint8Array(65_536);
        }
      } finally {
        ended.resolve();
      }
    })(),
  }));
  const req = httpRequest(server.url).end();
  const [res] = await once(req, "response");
  await once(res, "readable");
  // Until nothing more is made: all that is between the two is full.
  for (let before = -1; before !== made; ) {
    before = made;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(made < 2000, `${made} pieces were made for a reader that does not read`);
  req.destroy();
  await ended.promise;
});

test(
  "the first bytes of a stream do not wait for the second, and a stream that fails does not look whole",
  guard,
  async (t) => {
    const heard = later();
    const server = await door(t, async () => ({
      status: 200,
      headers: { "content-type": "text/event-stream" },
      body: (async function* () {
        yield "one";
        await heard.promise;
        throw new Error("in the middle");
      })(),
    }));
    const client = await raw(server.port);
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await client.until("\r\n\r\n3\r\none\r\n");
    heard.resolve();
    await client.ended();
    assert.ok(!client.text.includes("\r\n0\r\n"), "no chunk says that it is the last");
  },
);

test("a stream of fewer bytes than it announced breaks the connection", guard, async (t) => {
  const server = await door(t, async () => ({
    status: 200,
    headers: { "content-length": "10" },
    body: (async function* () {
      yield "short";
    })(),
  }));
  await assert.rejects(fetch(server.url).then((reply) => reply.text()));
});

test("HEAD gets the headers of GET and no body, and a stream nobody reads is let go", guard, async (t) => {
  const ended = later();
  const server = await door(t, async ({ path }) =>
    path === "/text"
      ? text("hello")
      : {
          status: 200,
          headers: { "content-length": "99" },
          body: {
            [Symbol.asyncIterator]: () => ({
              next: async () => assert.fail("the body was read"),
              return: async () => {
                ended.resolve();
                return { done: true, value: undefined };
              },
            }),
          },
        },
  );
  const client = await raw(server.port);
  client.send("HEAD /text HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await client.until("content-length: 99\r\n");
  await ended.promise;
  assert.match(client.text, /content-length: 5\r\n/);
  assert.ok(!client.text.includes("hello"));
  client.socket.destroy();
});

test("bytes that are no HTTP, and headers too long, are refused in the API's envelope", guard, async (t) => {
  const server = await door(t, async () => text("no"));
  const garbage = await raw(server.port);
  garbage.send("\x16\x03\x01\x02\x00\x01garbage\r\n\r\n");
  const refused = await garbage.ended();
  assert.match(refused, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(refused, /"type":"invalid_request_error".*"request_id":"req_/);
  const long = await raw(server.port);
  long.send(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`);
  assert.match(await long.ended(), /^HTTP\/1\.1 431 /);
});

test("a port that is taken is Node's own error, and the address says whether others reach it", guard, async (t) => {
  const server = await door(t, async () => text("one"));
  assert.deepEqual([server.loopback, server.url], [true, `http://127.0.0.1:${server.port}`]);
  await assert.rejects(
    door(t, async () => text("two"), { port: server.port }),
    { code: "EADDRINUSE" },
  );
  const log = { access() {}, images() {}, failure() {}, event() {} };
  const open = await listen({ handle: async () => text("all"), log }, { host: "0.0.0.0", port: 0 });
  assert.deepEqual([open.loopback, open.url], [false, `http://127.0.0.1:${open.port}`]);
  assert.equal(await (await fetch(open.url)).text(), "all");
  await open.close();
});

test("a header that cannot be sent is a 500 of that request, and the server goes on", guard, async (t) => {
  const ended = later();
  const server = await door(t, async ({ path }) => {
    if (path === "/good") return text("still here");
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: async () => assert.fail("the body was read"),
        return: async () => {
          ended.resolve();
          return { done: true, value: undefined } as const;
        },
      }),
    };
    return { status: 200, headers: { "x-bad": "line\nbreak" }, body };
  });
  const bad = await fetch(server.url);
  assert.equal(bad.status, 500);
  assert.match(await bad.text(), /"type":"api_error".*"request_id":"req_/);
  await ended.promise;
  assert.equal(await (await fetch(`${server.url}/good`)).text(), "still here");
});

test("a reply for a client that has gone harms nobody", guard, async (t) => {
  const gone = later();
  const answered = later();
  const server = await door(t, async ({ path, signal }) => {
    if (path === "/good") return text("still here");
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    gone.resolve();
    setImmediate(() => answered.resolve());
    return text("x".repeat(1_000_000));
  });
  const client = await raw(server.port);
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 30));
  client.socket.resetAndDestroy();
  await gone.promise;
  await answered.promise;
  assert.equal(await (await fetch(`${server.url}/good`)).text(), "still here");
});
