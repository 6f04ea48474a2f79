import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import { seams, startServer } from "@fovea/client/internal/net/fixtures/server";
import { createBytePool } from "../guard/pool.ts";
import { scopePool } from "../guard/scope-pool.ts";
import { createFetchUrl, type FetchUrlOptions } from "./fetch-url.ts";
import { freshnessOf } from "./freshness.ts";

const FIVE_MINUTES = 300_000;
/** A promise and what fulfils it. */
function gate(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

const never = new AbortController().signal;

/** A server that answers with a count of its requests, a clock in hand, and a fetch that leads to it. */
async function setup(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
  options: FetchUrlOptions = {},
) {
  let count = 0;
  let now = Date.parse("2026-11-22T10:00:00Z");
  const server = await startServer((request, response) => answer(request, response, ++count));
  t.after(server.stop);
  const fetchUrl = createFetchUrl({ now: () => now, ...options, fetch: seams(server.port) });
  return {
    origin: server.origin,
    fetchUrl,
    asked: () => count,
    pass: (ms: number) => {
      now += ms;
    },
    get: async (path: string, workspace = "a") =>
      Buffer.from((await fetchUrl(workspace, `${server.origin}${path}`, never)).bytes).toString(),
  };
}

const saying =
  (cacheControl: string) =>
  (_request: IncomingMessage, response: ServerResponse, count: number): void => {
    response.setHeader("cache-control", cacheControl).end(`bytes ${count}`);
  };

test("what may be kept is given again until its time is over, and the fragment is no part of the url", async (t) => {
  const { get, pass, asked } = await setup(t, saying("private, max-age=60"));
  assert.equal(await get("/a.png"), "bytes 1");
  pass(59_999);
  assert.equal(await get("/a.png#top"), "bytes 1");
  assert.equal(await get("/a.png?v=2"), "bytes 2");
  pass(1);
  assert.equal(await get("/a.png"), "bytes 3");
  assert.equal(asked(), 3);
});

test("nothing is given without asking for more than five minutes, whatever the server says", async (t) => {
  const { get, pass } = await setup(t, saying("max-age=31536000, immutable"));
  await get("/a.png");
  pass(FIVE_MINUTES - 1);
  assert.equal(await get("/a.png"), "bytes 1");
  pass(1);
  assert.equal(await get("/a.png"), "bytes 2");
});

test("who asks first reserves what arrives; those who join, and those who get what was kept, are not asked", async (t) => {
  const { fetchUrl, origin, asked } = await setup(t, saying("max-age=60"));
  const reserved = [0, 0, 0];
  const get = (who: number) =>
    fetchUrl("a", `${origin}/a.png`, never, async (bytes) => {
      reserved[who] = (reserved[who] ?? 0) + bytes;
      return { bytes, release: () => undefined };
    });
  await Promise.all([get(0), get(1)]);
  await get(2);
  assert.equal(asked(), 1);
  assert.ok((reserved[0] ?? 0) >= "bytes 1".length);
  assert.deepEqual(reserved.slice(1), [0, 0]);
});

test("what arrives stays reserved when who asked first leaves, and goes to who is there, or back when nobody is", async (t) => {
  const half = new Uint8Array(400_000);
  let end: () => void = () => undefined;
  const { fetchUrl, origin } = await setup(t, (_request, response) => {
    response.write(half);
    end = () => response.end(half);
  });
  const pool = createBytePool();
  const caller = (path: string) => {
    const scope = scopePool(pool);
    const leaver = new AbortController();
    const got = fetchUrl("a", `${origin}${path}`, leaver.signal, (bytes, signal) => pool.reserve(bytes, signal));
    const leave = async () => {
      leaver.abort(new Error("gone"));
      await assert.rejects(got, /gone/);
      scope.release();
    };
    return { scope, got, leave };
  };
  const [first, second] = [caller("/a.png"), caller("/a.png")];
  const arrived = async () => {
    while (pool.used < half.length) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await arrived();
  await first.leave();
  assert.ok(pool.used >= half.length);
  end();
  const { bytes, leases = [] } = await second.got;
  assert.equal(bytes.length, 2 * half.length);
  assert.ok(leases.reduce((sum, lease) => sum + lease.bytes, 0) >= bytes.length);
  for (const lease of leases) second.scope.pool.adopt?.(lease);
  second.scope.release();
  assert.equal(pool.used, 0);

  const both = [caller("/b.png"), caller("/b.png")];
  await arrived();
  for (const one of both) await one.leave();
  while (pool.used > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

test("one workspace is never given what another has fetched", async (t) => {
  const { get } = await setup(t, saying("max-age=60"));
  assert.equal(await get("/a.png", "a"), "bytes 1");
  assert.equal(await get("/a.png", "b"), "bytes 2");
  assert.equal(await get("/a.png", "a"), "bytes 1");
});

test("no-store, and a server that says nothing, are asked every time", async (t) => {
  for (const control of ["no-store", "no-store, max-age=60", "s-maxage=60", "max-age=0", "max-age=soon"]) {
    const { get } = await setup(t, saying(control));
    assert.equal(await get("/a.png"), "bytes 1", control);
    assert.equal(await get("/a.png"), "bytes 2", control);
  }
});

test("stale bytes are asked for with their ETag and date, and given again when they still hold", async (t) => {
  const conditions: (string | undefined)[] = [];
  const { get, pass, asked } = await setup(t, (request, response, count) => {
    conditions.push(request.headers["if-none-match"], request.headers["if-modified-since"]);
    response.statusCode = count === 2 ? 304 : 200;
    if (count !== 2) response.setHeader("cache-control", "max-age=10").setHeader("etag", `"${count}"`);
    response.setHeader("last-modified", "Sun, 22 Nov 2026 09:00:00 GMT").end(`bytes ${count}`);
  });
  assert.equal(await get("/a.png"), "bytes 1");
  pass(10_000);
  assert.equal(await get("/a.png"), "bytes 1");
  // The 304 said nothing of time, so what was said before holds again.
  pass(9_999);
  assert.equal(await get("/a.png"), "bytes 1");
  assert.equal(asked(), 2);
  pass(1);
  assert.equal(await get("/a.png"), "bytes 3");
  const date = "Sun, 22 Nov 2026 09:00:00 GMT";
  assert.deepEqual(conditions, [undefined, undefined, '"1"', date, '"1"', date]);
});

test("no-cache is kept, and asked for each time", async (t) => {
  const { get, asked } = await setup(t, (request, response, count) => {
    response.setHeader("cache-control", "no-cache").setHeader("etag", '"x"');
    response.statusCode = request.headers["if-none-match"] === '"x"' ? 304 : 200;
    response.end(`bytes ${count}`);
  });
  assert.deepEqual([await get("/a.png"), await get("/a.png"), asked()], ["bytes 1", "bytes 1", 2]);
});

test("fetches of one url at the same time are one, and who leaves does not take it from the others", async (t) => {
  let answer: () => void = () => undefined;
  const arrived = gate();
  const { fetchUrl, origin, asked } = await setup(t, (_request, response, count) => {
    answer = () => response.setHeader("cache-control", "no-store").end(`bytes ${count}`);
    arrived.resolve();
  });
  const leaver = new AbortController();
  const [one, two, left] = [
    fetchUrl("a", `${origin}/a.png`, never),
    fetchUrl("a", `${origin}/a.png#x`, never),
    fetchUrl("a", `${origin}/a.png`, leaver.signal),
  ];
  await arrived.promise;
  leaver.abort(new Error("gone"));
  await assert.rejects(left, /gone/);
  answer();
  assert.equal(Buffer.from((await one).bytes).toString(), "bytes 1");
  assert.equal((await one).bytes, (await two).bytes);
  assert.equal(asked(), 1);
});

test("a fetch that nobody waits for any more is ended", async (t) => {
  const closed = gate();
  const arrived = gate();
  const { fetchUrl, origin } = await setup(t, (request) => {
    arrived.resolve();
    request.on("close", () => closed.resolve());
  });
  const caller = new AbortController();
  const call = fetchUrl("a", `${origin}/a.png`, caller.signal);
  await arrived.promise;
  caller.abort(new Error("gone"));
  await assert.rejects(call, /gone/);
  await closed.promise;
});

test("an error is not remembered", async (t) => {
  const { get } = await setup(t, (_request, response, count) => {
    response.statusCode = count === 1 ? 404 : 200;
    response.setHeader("cache-control", "max-age=60").end(`bytes ${count}`);
  });
  await assert.rejects(get("/a.png"), { code: "fetch.status" });
  assert.equal(await get("/a.png"), "bytes 2");
});

test("what stands behind a redirect is not kept", async (t) => {
  const { get } = await setup(t, (request, response, count) => {
    response.setHeader("cache-control", "max-age=60");
    if (request.url === "/a.png") response.writeHead(302, { location: "/b.png" });
    response.end(`bytes ${count}`);
  });
  assert.deepEqual([await get("/a.png"), await get("/a.png")], ["bytes 2", "bytes 4"]);
});

test("the least recently used bytes go first when there is too much of it", async (t) => {
  const { get, asked } = await setup(
    t,
    (request, response) => response.setHeader("cache-control", "max-age=60").end(request.url?.padEnd(100)),
    { maxCacheBytes: 250 },
  );
  for (const path of ["/1", "/2", "/1", "/3", "/1"]) await get(path);
  assert.equal(asked(), 3);
  await get("/2");
  assert.equal(asked(), 4);
});

test("a url with a user name is refused and never remembered, and what is no url is refused", async (t) => {
  const { fetchUrl, origin } = await setup(t, saying("max-age=60"));
  await assert.rejects(fetchUrl("a", origin.replace("//", "//u:p@"), never), { code: "fetch.userinfo" });
  await assert.rejects(fetchUrl("a", "no url", never), { code: "fetch.bad-url" });
});

test("an origin is opened exactly, and the rest stays closed", async () => {
  const fetchUrl = createFetchUrl({ allow: ["http://127.0.0.1:1"] });
  assert.deepEqual(fetchUrl.allow, ["http://127.0.0.1:1"]);
  await assert.rejects(fetchUrl("a", "http://127.0.0.1:1/a.png", never), { code: "fetch.connect" });
  await assert.rejects(fetchUrl("a", "http://127.0.0.1:2/a.png", never), { code: "fetch.scheme" });
  assert.throws(() => createFetchUrl({ allow: ["127.0.0.1"] }), TypeError);
});

test("age counts, Expires is read against Date, and Vary: * keeps nothing", () => {
  const none = { cacheControl: null, expires: null, date: null, age: null, vary: null, etag: null, lastModified: null };
  const date = "Sun, 22 Nov 2026 10:00:00 GMT";
  const cases = [
    [{ cacheControl: "max-age=60", age: "20" }, true, 40_000],
    [{ cacheControl: "max-age=60", age: "70" }, false, 0],
    [{ cacheControl: 'Max-Age="60"' }, true, 60_000],
    [{ expires: "Sun, 22 Nov 2026 10:01:00 GMT", date }, true, 60_000],
    [{ expires: "0", date, etag: '"a"' }, true, 0],
    [{ cacheControl: "max-age=60", vary: "accept, *" }, false, 0],
    [{ lastModified: date }, true, 0],
  ] as const;
  for (const [caching, storable, freshMs] of cases)
    assert.deepEqual(freshnessOf({ ...none, ...caching }), { storable, freshMs }, JSON.stringify(caching));
});
