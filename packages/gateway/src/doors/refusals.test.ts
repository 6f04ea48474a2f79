import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { type TestContext, test } from "node:test";
import { door, text } from "./fixtures/behind.ts";
import { raw } from "./fixtures/raw.ts";

const guard = { timeout: 30_000 };
const refusing = (t: TestContext) => door(t, async () => text("refused", 413));

/** Writes all of its body before it looks at the reply, as many clients do. */
async function stubborn(port: number, bytes: number, chunked: boolean): Promise<string> {
  const client = await raw(port);
  const piece = Buffer.alloc(65_536);
  const length = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${bytes}`;
  client.send(`POST / HTTP/1.1\r\nHost: localhost\r\n${length}\r\n\r\n`);
  for (let sent = 0; sent < bytes; sent += piece.length) {
    if (chunked) client.send("10000\r\n");
    if (!client.socket.write(piece)) await new Promise<void>((resolve) => client.socket.once("drain", () => resolve()));
    if (chunked) client.send("\r\n");
  }
  if (chunked) client.send("0\r\n\r\n");
  return client.ended();
}

test("a client that sends 20 MB before it reads still gets the refusal that came first", guard, async (t) => {
  const server = await refusing(t);
  for (const chunked of [false, true]) {
    const reply = await stubborn(server.port, 320 * 65_536, chunked);
    assert.match(reply, /^HTTP\/1\.1 413 .*connection: close\r\n.*\r\n\r\nrefused$/is);
  }
});

test("the refusal is there before the body is, and the body is not waited for", guard, async (t) => {
  const server = await refusing(t);
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\nonly this");
  await client.until("\r\n\r\nrefused");
  client.socket.destroy();
});

test("a client that waits for 100 Continue gets the refusal instead, and the connection ends", guard, async (t) => {
  const server = await refusing(t);
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  await client.until("\r\n\r\nrefused");
  assert.match(client.text, /^HTTP\/1\.1 413 .*connection: close\r\n/is);
  client.socket.end();
  await client.ended();
});

test("after a refusal of a small body the connection goes on", guard, async (t) => {
  const server = await refusing(t);
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n");
  await client.until("\r\n\r\nrefused");
  client.send("bodyGET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await client.until("\r\n\r\nrefusedHTTP/1.1 413");
  assert.ok(!/connection: close/i.test(client.text));
  client.socket.destroy();
});

test("a handler that stops reading in the middle can still answer", guard, async (t) => {
  const server = await door(t, async ({ body }) => {
    for await (const _piece of body) break;
    return text("enough", 413);
  });
  assert.match(await stubborn(server.port, 320 * 65_536, false), /\r\n\r\nenough$/);
});

test("a stream that answers before the body was read arrives whole", guard, async (t) => {
  const server = await door(t, async () => ({
    status: 200,
    headers: {},
    body: (async function* () {
      yield "early ";
      yield "bird";
    })(),
  }));
  const client = await raw(server.port);
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\nonly this");
  await client.until("bird\r\n0\r\n\r\n");
  client.socket.destroy();
});

test("Node's own client reads the refusal of a large upload", guard, async (t) => {
  const server = await refusing(t);
  const status = await new Promise((resolve, reject) => {
    const req = httpRequest(server.url, { method: "POST", headers: { "content-length": 40_000_000 } });
    req.on("response", (res) => resolve(res.resume().statusCode));
    req.on("error", reject);
    req.end(Buffer.alloc(40_000_000));
  });
  assert.equal(status, 413);
});

test(
  "a body that breaks off is told so, with a length or in chunks; headers that do are told apart",
  guard,
  async (t) => {
    const server = await door(t, async ({ body }) => {
      for await (const _piece of body);
      return text("whole");
    });
    for (const [sent, told] of [
      ["POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nbeginning", /request's body broke off/],
      [
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegin\r\n",
        /request's body broke off/,
      ],
      ["POST / HTTP/1.1\r\nHost: local", /request's headers broke off/],
    ] as const) {
      const client = await raw(server.port);
      client.send(sent);
      client.socket.end();
      const reply = await client.ended();
      assert.match(reply, /^HTTP\/1\.1 400 .*connection: close\r\n.*"error_code":"gateway\.broken-off"/is);
      assert.match(reply, told);
    }
  },
);

test("two Host headers are 400, whatever they say, and the connection ends", guard, async (t) => {
  let handled = 0;
  const server = await door(t, async () => {
    handled++;
    return text("fine");
  });
  for (const second of ["localhost", "evil.example", ""]) {
    const client = await raw(server.port);
    client.send(`GET / HTTP/1.1\r\nHost: localhost\r\nhost: ${second}\r\n\r\n`);
    const reply = await client.ended();
    assert.match(reply, /^HTTP\/1\.1 400 .*request-id: req_.*connection: close\r\n.*more than one Host header/is);
  }
  assert.equal(handled, 0);
});
