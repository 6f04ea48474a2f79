import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { describe, test } from "node:test";
import { exchange } from "./exchange.ts";
import { CA, seams, startRawServer, startServer } from "./fixtures/server.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";
import { settingsOf } from "./settings.ts";
import { targetOf } from "./target.ts";
import { createWatch } from "./watch.ts";

describe("the connection", () => {
  test("is refused when nobody the system trusts vouches for the server", async (t) => {
    const server = await startServer((_request, response) => response.end("x"));
    t.after(server.stop);
    const { ca: _, ...rest } = seams(server.port);
    await assert.rejects(createGuardedFetch(rest)(server.origin), {
      code: "fetch.tls",
      facts: { url: `${server.origin}/`, host: "pictures.test", reason: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
    });
  });

  test("is refused when the certificate is for other names, or has expired", async (t) => {
    let requests = 0;
    const server = await startServer((_request, response) => {
      requests += 1;
      response.end("x");
    });
    t.after(server.stop);
    await assert.rejects(server.fetch()(`https://stranger.test:${server.port}/`), {
      code: "fetch.tls",
      message: /ERR_TLS_CERT_ALTNAME_INVALID/,
    });
    assert.equal(requests, 0);
    const expired = await startRawServer(() => assert.fail("a request was sent"), true);
    t.after(expired.stop);
    await assert.rejects(expired.fetch()(expired.origin), { code: "fetch.tls", message: /CERT_HAS_EXPIRED/ });
  });

  test("is refused when the server speaks no TLS, and gives up when it never shakes hands", async (t) => {
    for (const [greeting, error] of [
      ["HTTP/1.1 400 Bad Request\r\n\r\n", { code: "fetch.tls" }],
      ["", { code: "fetch.timeout", message: /could not be connected to within 200 ms/ }],
    ] as const) {
      const server = createServer((socket) => void socket.on("error", () => {}).write(greeting));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      t.after(() => server.close());
      const { port } = server.address() as AddressInfo;
      const fetch = createGuardedFetch({ ...seams(port), connectTimeoutMs: 200 });
      await assert.rejects(fetch(`https://pictures.test:${port}/`), error);
    }
  });

  test("that nobody answers is named with the host", async () => {
    // A port that was free a moment ago.
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(createGuardedFetch(seams(port))(`https://pictures.test:${port}/a?b`), {
      code: "fetch.connect",
      message: `No connection to pictures.test for https://pictures.test:${port}/a (ECONNREFUSED).`,
    });
  });

  test("tries the next checked address when the first does not answer", async (t) => {
    const server = await startServer((_request, response) => response.end("x"));
    t.after(server.stop);
    const resolve = async () => [
      { address: "::1", family: 6 },
      { address: "127.0.0.1", family: 4 },
    ];
    const allowAddress = (address: string) => address === "::1" || address === "127.0.0.1";
    const fetched = await server.fetch({ resolve, allowAddress })(server.origin);
    assert.equal(fetched.address, "127.0.0.1");
  });

  test("sends nothing when it stands elsewhere than checked, as on a runtime that ignores the pinned lookup", async (t) => {
    const server = await startServer(() => assert.fail("a request was sent"));
    t.after(server.stop);
    // An address as host goes to no lookup, so here it plays the runtime that connects where it likes.
    const target = targetOf(`https://127.0.0.1:${server.port}/`, null, 0, {
      port: server.port,
      allowOrigins: new Set(),
    });
    const watch = createWatch({ url: target.printed, signal: undefined, totalTimeoutMs: 5_000, leftMs: 5_000 });
    const settings = { ...settingsOf(seams(server.port)), conditions: {} };
    await assert.rejects(exchange(target, [{ address: "127.0.0.2", family: 4 }], watch, settings), {
      code: "fetch.private-address",
      message: /127\.0\.0\.1 \(not the address that was checked\)/,
    });
    watch.stop();
  });

  test("waits for a slow resolver only so long", async () => {
    const fetch = createGuardedFetch({ resolve: () => new Promise(() => {}), connectTimeoutMs: 100 });
    await assert.rejects(fetch("https://slow.example/"), {
      code: "fetch.timeout",
      message: /not resolved within 100 ms/,
    });
  });
});

describe("an abort", () => {
  const reason = new Error("the caller's own reason");

  test("before the start asks nobody", async () => {
    const resolve = () => assert.fail("the resolver was asked");
    const fetch = createGuardedFetch({ resolve });
    await assert.rejects(fetch("https://pictures.test/", { signal: AbortSignal.abort(reason) }), reason);
  });

  for (const [phase, answer] of [
    ["while waiting for headers", ""],
    ["in the middle of the body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"],
  ] as const)
    test(`${phase} throws the signal's own reason and closes the connection`, { timeout: 20_000 }, async (t) => {
      const controller = new AbortController();
      let closed: () => void;
      const gone = new Promise<void>((resolve) => {
        closed = resolve;
      });
      const server = await startRawServer((socket) => {
        socket.on("close", () => closed());
        socket.write(answer);
        setTimeout(() => controller.abort(reason), 50);
      });
      t.after(server.stop);
      await assert.rejects(server.fetch()(server.origin, { signal: controller.signal }), reason);
      await gone;
    });

  for (const [how, make] of [
    ["without a reason", (stop: AbortController) => stop.abort()],
    ["by a time that is over", (stop: AbortController) => stop.abort(new DOMException("late", "TimeoutError"))],
  ] as const)
    test(`${how} ends the fetch alone, not the process`, { timeout: 20_000 }, async (t) => {
      for (const answer of ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"]) {
        const controller = new AbortController();
        const server = await startRawServer((socket) => {
          socket.write(answer);
          setTimeout(() => make(controller), 50);
        });
        t.after(server.stop);
        const fetched = server.fetch()(server.origin, { signal: controller.signal });
        await assert.rejects(fetched, (error) => error === controller.signal.reason);
      }
    });

  test("while resolving, and while waiting for a place, throws the signal's own reason", async () => {
    const fetch = createGuardedFetch({
      resolve: () => new Promise(() => {}),
      maxConcurrent: 1,
      connectTimeoutMs: 10_000,
    });
    const controller = new AbortController();
    const both = [1, 2].map((n) => fetch(`https://${n}.example/`, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 20);
    for (const outcome of await Promise.allSettled(both)) assert.deepEqual(outcome, { status: "rejected", reason });
  });
});

test("at most so many hops run at once, per host and in all, and one too many waiting is refused", async () => {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const resolve = (host: string) => {
    started.push(host);
    return new Promise<never>((_, reject) => ends.push(() => reject(new Error("enough"))));
  };
  const fetch = createGuardedFetch({ resolve, ca: CA, maxConcurrent: 2, maxConcurrentPerHost: 1, maxQueued: 2 });
  const outcomes = ["a", "a", "b", "c", "d"].map((name) =>
    fetch(`https://${name}.example/?secret`).then(
      () => assert.fail("fetched"),
      (error: { code: string; message: string }) => error,
    ),
  );
  const last = await outcomes[4];
  assert.equal(last?.code, "fetch.busy");
  assert.equal(last?.message, "https://d.example/ was not asked: 2 other fetches are waiting already.");
  assert.deepEqual(started, ["a.example", "b.example"]);
  for (let i = 0; i < 4; i++) {
    while (ends.length <= i) await new Promise((next) => setImmediate(next));
    ends[i]?.();
    // The hop that was ended is over, and the one that took its place has begun.
    await outcomes[[0, 2, 1, 3][i] ?? 0];
  }
  assert.deepEqual(started, ["a.example", "b.example", "a.example", "c.example"]);
});
