// Servers that mean harm or are broken, over real TLS sockets. Time caps are short here so that the tests are; none asserts how long it took.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { startRawServer, startServer } from "./fixtures/server.ts";
import type { GuardedFetchOptions } from "./guarded-fetch.ts";

/** Writes the piece again and again as fast as the reader takes it, until the connection is gone. */
function forever(socket: Socket, piece: string | Buffer): void {
  const write = () => {
    while (!socket.destroyed && socket.write(piece));
    if (!socket.destroyed) socket.once("drain", write);
  };
  write();
}

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

const CASES: readonly {
  readonly title: string;
  readonly answer: (socket: Socket) => void;
  readonly options?: GuardedFetchOptions;
  readonly error: object;
}[] = [
  {
    title: "an endless body without a length",
    answer: (socket) => {
      socket.write(`${HEAD}\r\n`);
      forever(socket, Buffer.alloc(65_536));
    },
    options: { maxBytes: 1_000_000 },
    error: { name: "LimitError", code: "limit.fetch-bytes" },
  },
  {
    title: "an endless body of one-byte chunks",
    answer: (socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
      forever(socket, chunk("x").repeat(2_000));
    },
    options: { maxBytes: 20_000 },
    error: { code: "limit.fetch-bytes", facts: { limit: 20_000, unit: "bytes" } },
  },
  {
    title: "a body that drips",
    answer: (socket) => {
      socket.write(`${HEAD}\r\n`);
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    options: { idleTimeoutMs: 5_000, totalTimeoutMs: 300 },
    error: { code: "fetch.timeout", facts: { phase: "total", timeoutMs: 300 } },
  },
  {
    title: "a body that falls silent",
    answer: (socket) => void socket.write(`${HEAD}Content-Length: 10\r\n\r\nabc`),
    options: { idleTimeoutMs: 150 },
    error: { code: "fetch.timeout", facts: { phase: "idle", timeoutMs: 150 } },
  },
  {
    title: "headers that never come",
    answer: () => {},
    options: { headersTimeoutMs: 150 },
    error: { code: "fetch.timeout", facts: { phase: "headers", timeoutMs: 150 } },
  },
  {
    title: "headers that drip",
    answer: (socket) => {
      socket.write(HEAD);
      const timer = setInterval(() => socket.write("x: y\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    options: { headersTimeoutMs: 300 },
    error: { code: "fetch.timeout", facts: { phase: "headers", timeoutMs: 300 } },
  },
  {
    title: "endless headers",
    answer: (socket) => {
      socket.write(HEAD);
      forever(socket, `x-filler: ${"x".repeat(1_000)}\r\n`);
    },
    error: { code: "fetch.protocol", message: /its headers are too large/ },
  },
  {
    title: "one endless header",
    answer: (socket) => {
      socket.write(`${HEAD}x-filler: `);
      forever(socket, "x".repeat(10_000));
    },
    error: { code: "fetch.protocol", message: /its headers are too large/ },
  },
  {
    title: "endless interim answers",
    answer: (socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    options: { headersTimeoutMs: 300 },
    error: { code: "fetch.timeout", facts: { phase: "headers" } },
  },
  {
    title: "an upgrade to another protocol",
    answer: (socket) =>
      void socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
    error: { code: "fetch.broken" },
  },
  {
    title: "a length over the cap, before a byte of the body",
    answer: (socket) => void socket.write(`${HEAD}Content-Length: 99999999999\r\n\r\n`),
    error: { code: "limit.fetch-bytes", facts: { limit: 31_457_280, actual: 99_999_999_999, unit: "bytes" } },
  },
  {
    title: "a length longer than the body",
    answer: (socket) => void socket.end(`${HEAD}Content-Length: 100\r\n\r\nabc`),
    error: { code: "fetch.broken", facts: { received: 3, expected: 100 } },
  },
  {
    title: "a chunked body without its end",
    answer: (socket) => void socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk("abc")}`),
    error: { code: "fetch.broken", facts: { received: 3, expected: null } },
  },
  {
    title: "a chunk size that is no number",
    answer: (socket) => void socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk("abc")}zz\r\n`),
    error: { code: "fetch.broken", facts: { expected: null } },
  },
  {
    title: "two lengths",
    answer: (socket) => void socket.end(`${HEAD}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`),
    error: { code: "fetch.protocol", message: /HPE_UNEXPECTED_CONTENT_LENGTH/ },
  },
  {
    title: "a length beside chunks",
    answer: (socket) =>
      void socket.end(`${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n${chunk("abc")}0\r\n\r\n`),
    error: { code: "fetch.protocol" },
  },
  {
    title: "a length that is no number",
    answer: (socket) => void socket.end(`${HEAD}Content-Length: -1\r\n\r\nabc`),
    error: { code: "fetch.protocol" },
  },
  {
    title: "a coded transfer",
    answer: (socket) => void socket.end(`${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n${chunk("abc")}0\r\n\r\n`),
    error: { code: "fetch.encoding", facts: { encoding: "gzip, chunked" } },
  },
  {
    title: "an answer that is not HTTP",
    answer: (socket) => void socket.end("220 mail.test ESMTP\r\n"),
    error: { code: "fetch.protocol" },
  },
  {
    title: "a line feed where HTTP wants a carriage return too",
    answer: (socket) => void socket.end("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"),
    error: { code: "fetch.protocol" },
  },
  {
    title: "no answer at all",
    answer: (socket) => socket.destroy(),
    error: { code: "fetch.broken", facts: { received: 0, expected: null } },
  },
];

/** The facts the case names, whatever other facts there are. */
function holds(error: unknown, expected: { readonly facts?: object }): true {
  const { facts, ...rest } = expected;
  const actual = error as { facts: Record<string, unknown> };
  for (const [key, value] of Object.entries(rest))
    if (value instanceof RegExp) assert.match(String(actual[key as "facts"]), value);
    else assert.deepEqual(actual[key as "facts"], value, String(error));
  for (const [key, value] of Object.entries(facts ?? {})) assert.deepEqual(actual.facts[key], value, key);
  return true;
}

describe("refuses", () => {
  for (const { title, answer, options, error } of CASES)
    test(title, { timeout: 20_000 }, async (t) => {
      const server = await startRawServer(answer);
      t.after(server.stop);
      await assert.rejects(server.fetch(options)(`${server.origin}/cat.png?key=secret`), (thrown) => {
        assert.ok(!JSON.stringify(thrown).includes("secret"));
        return holds(thrown, error);
      });
    });

  for (const encoding of ["gzip", "br", "GZIP", "identity, gzip", "made-up\u009b"])
    test(`a body encoded as ${JSON.stringify(encoding)}`, async (t) => {
      const server = await startServer((_request, response) => {
        response.setHeader("content-encoding", encoding);
        response.end(gzipSync("x".repeat(1_000)));
      });
      t.after(server.stop);
      await assert.rejects(server.fetch()(server.origin), (thrown) =>
        holds(thrown, { code: "fetch.encoding", facts: { encoding: encoding.replace("\u009b", "?") } } as object),
      );
    });
});

test("takes a body whose encoding is spelled identity", async (t) => {
  const server = await startServer((_request, response) => {
    response.setHeader("content-encoding", "Identity");
    response.end("x");
  });
  t.after(server.stop);
  assert.equal((await server.fetch()(server.origin)).bytes.length, 1);
});

test("ends a body where its length says, whatever follows", async (t) => {
  const server = await startRawServer((socket) => void socket.end(`${HEAD}Content-Length: 3\r\n\r\nabcdefgh`));
  t.after(server.stop);
  const fetched = await server.fetch()(server.origin);
  assert.equal(Buffer.from(fetched.bytes).toString(), "abc");
});
