import assert from "node:assert/strict";
import { test } from "node:test";
import { door, later, text } from "./fixtures/behind.ts";
import { raw } from "./fixtures/raw.ts";

const guard = { timeout: 30_000 };
const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

test("a stream under way is finished, then the server is gone", guard, async (t) => {
  const go = later();
  const server = await door(
    t,
    async () => ({
      status: 200,
      headers: {},
      body: (async function* () {
        yield "before ";
        await go.promise;
        yield "after";
      })(),
    }),
    { drainTimeoutMs: 20_000 },
  );
  const client = await raw(server.port);
  client.send(GET);
  await client.until("before");
  const closed = server.close();
  await assert.rejects(fetch(server.url), "nobody new comes in");
  go.resolve();
  assert.match(await client.ended(), /after\r\n0\r\n\r\n$/);
  await closed;
});

test("connections without a request end at once", guard, async (t) => {
  const server = await door(t, async () => text("hello"), { drainTimeoutMs: 20_000 });
  const kept = await raw(server.port);
  kept.send(GET);
  await kept.until("hello");
  const silent = await raw(server.port);
  await server.close();
  await kept.ended();
  await silent.ended();
});

test("what does not end in time is cut, and does not look whole", guard, async (t) => {
  const ended = later();
  const server = await door(t, async ({ signal }) => ({
    status: 200,
    headers: {},
    body: (async function* () {
      yield "for ever";
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      ended.resolve();
      throw signal.reason;
    })(),
  }));
  const client = await raw(server.port);
  client.send(GET);
  await client.until("for ever");
  await server.close();
  await ended.promise;
  await client.ended().catch(() => undefined);
  assert.ok(!client.text.includes("\r\n0\r\n"));
});

test("handlers see that the door drains, and a reply that begins then is the connection's last", guard, async (t) => {
  const go = later();
  const asked = later();
  const server = await door(
    t,
    async (_request, entry) => {
      asked.resolve();
      await go.promise;
      return text(String(entry.draining()));
    },
    { drainTimeoutMs: 20_000 },
  );
  const client = await raw(server.port);
  client.send(GET);
  await asked.promise;
  const closed = server.close();
  assert.equal(server.close(), closed, "a second call waits for the first");
  go.resolve();
  assert.match(await client.ended(), /connection: close\r\n.*\r\n\r\ntrue$/is);
  await closed;
});

test(
  "a request on an open connection that comes while it drains is answered by its handler, which refuses it",
  guard,
  async (t) => {
    const go = later();
    const server = await door(
      t,
      async ({ path }, entry) =>
        path === "/late"
          ? text(`draining ${entry.draining()}`, 529)
          : {
              status: 200,
              headers: {},
              body: (async function* () {
                yield "before ";
                await go.promise;
              })(),
            },
      { drainTimeoutMs: 20_000 },
    );
    const client = await raw(server.port);
    client.send(GET);
    await client.until("before");
    const closed = server.close();
    client.send("GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await new Promise((resolve) => setTimeout(resolve, 30));
    go.resolve();
    assert.match(await client.ended(), /0\r\n\r\nHTTP\/1\.1 529 .*connection: close\r\n.*draining true$/is);
    await closed;
  },
);
