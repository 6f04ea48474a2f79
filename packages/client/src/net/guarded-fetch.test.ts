import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { startServer } from "./fixtures/server.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";

const rocket = readFileSync(new URL("../../../../examples/photos/rocket.jpg", import.meta.url));

describe("the guarded fetch", () => {
  test("returns the bytes of a picture, where they came from and what the server calls them", async (t) => {
    const server = await startServer((_request, response) => {
      response.setHeader("content-type", "Image/JPEG; charset=binary");
      response.end(rocket);
    });
    t.after(server.stop);
    const fetched = await server.fetch()(`${server.origin}/rocket.jpg?size=large#top`);
    assert.ok(rocket.equals(fetched.bytes));
    assert.deepEqual(
      { ...fetched, bytes: null, caching: null },
      {
        bytes: null,
        caching: null,
        unchanged: false,
        finalUrl: `${server.origin}/rocket.jpg?size=large#top`,
        address: "127.0.0.1",
        hops: 0,
        declared: "image/jpeg",
      },
    );
  });

  test("takes a URL object, a chunked body, and a server that declares nothing", async (t) => {
    const server = await startServer((_request, response) => {
      response.write(rocket.subarray(0, 1000));
      response.end(rocket.subarray(1000));
    });
    t.after(server.stop);
    const fetched = await server.fetch()(new URL("/rocket.jpg", server.origin));
    assert.ok(rocket.equals(fetched.bytes));
    assert.equal(fetched.declared, null);
  });

  test("asks for room before it holds more, no matter what is announced, and silence meanwhile is not the server's", async (t) => {
    const bytes = Buffer.alloc(1_500_000, 7);
    for (const chunked of [true, false]) {
      const server = await startServer((_request, response) => {
        if (!chunked) response.setHeader("content-length", bytes.length);
        response.write(bytes.subarray(0, 1000));
        response.end(bytes.subarray(1000));
      });
      t.after(server.stop);
      const asked: number[] = [];
      const reserve = async (more: number) => {
        asked.push(more);
        await new Promise((resolve) => setTimeout(resolve, 300));
      };
      const fetched = await server.fetch({ idleTimeoutMs: 200 })(server.origin, { reserve });
      assert.ok(bytes.equals(fetched.bytes));
      const sum = asked.reduce((total, more) => total + more, 0);
      assert.ok(asked.length > 2 && (asked[0] ?? 0) < 600_000, `${asked}`);
      assert.ok(sum >= bytes.length && (chunked || sum === bytes.length), `${sum}`);
    }
  });

  test("ends with what refuses it room", async (t) => {
    const server = await startServer((_request, response) => response.end(rocket));
    t.after(server.stop);
    const full = new Error("no room");
    await assert.rejects(
      server.fetch()(server.origin, { reserve: () => Promise.reject(full) }),
      (error) => error === full,
    );
  });

  test("fetches from an address literal whose certificate names the address", async (t) => {
    const server = await startServer((_request, response) => response.end(rocket));
    t.after(server.stop);
    const resolve = () => assert.fail("an address is not resolved");
    const fetched = await server.fetch({ resolve })(`https://127.0.0.1:${server.port}/`);
    assert.equal(fetched.bytes.length, rocket.length);
  });

  test("follows redirects, also to another host and in UTF-8, up to three", async (t) => {
    const server = await startServer((request, response) => {
      const path = decodeURI(request.url ?? "");
      const next = {
        "/0": "/1",
        "/1": `https://other.test:${server.port}/2`,
        "/2": Buffer.from("/größe?a=1").toString("latin1"),
      }[path];
      if (next === undefined) return void response.end(`${request.headers.host}${request.url}`);
      response.writeHead(path === "/1" ? 308 : 302, { location: next }).end("moved");
    });
    t.after(server.stop);
    const fetched = await server.fetch()(`${server.origin}/0`);
    assert.equal(Buffer.from(fetched.bytes).toString(), `other.test:${server.port}/gr%C3%B6%C3%9Fe?a=1`);
    assert.equal(fetched.finalUrl, `https://other.test:${server.port}/gr%C3%B6%C3%9Fe?a=1`);
    assert.equal(fetched.hops, 3);
  });

  test("sends a plain GET with four headers and nothing that was set on the way", async (t) => {
    const seen: unknown[] = [];
    const server = await startServer((request, response) => {
      seen.push(request.method, Object.keys(request.headers).sort(), request.headers.connection);
      response.setHeader("set-cookie", "session=1");
      if (request.url === "/0") response.writeHead(302, { location: "/1" });
      response.end("x");
    });
    t.after(server.stop);
    await server.fetch()(`${server.origin}/0`);
    const headers = ["accept", "accept-encoding", "connection", "host", "user-agent"];
    assert.deepEqual(seen, ["GET", headers, "close", "GET", headers, "close"]);
  });

  test("counts the time of all hops together", async (t) => {
    const server = await startServer((request, response) => {
      setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 150);
    });
    t.after(server.stop);
    await assert.rejects(server.fetch({ totalTimeoutMs: 400, maxRedirects: 10 })(server.origin), {
      code: "fetch.timeout",
      message: /was not fetched within 400 ms/,
    });
    assert.ok(server.connections() <= 3);
  });

  test("opens a connection of its own for every hop", async (t) => {
    const server = await startServer((_request, response) => response.end("x"));
    t.after(server.stop);
    const fetch = server.fetch();
    await fetch(server.origin);
    await fetch(server.origin);
    assert.equal(server.connections(), 2);
  });

  test("gives the status of an answer that is not 200, and hangs up on its body", { timeout: 20_000 }, async (t) => {
    const hungUp: Promise<unknown>[] = [];
    const server = await startServer((request, response) => {
      hungUp.push(once(request.socket, "close"));
      response.statusCode = Number.parseInt(request.url?.slice(1) ?? "", 10);
      response.flushHeaders();
      if (response.statusCode !== 204 && response.statusCode !== 304) response.write("no end");
    });
    t.after(server.stop);
    for (const status of [204, 206, 300, 302, 304, 404, 500])
      await assert.rejects(server.fetch()(`${server.origin}/${status}?key=secret`), {
        code: "fetch.status",
        facts: { url: `${server.origin}/${status}`, status },
      });
    await Promise.all(hungUp);
  });

  test("takes a body of exactly the cap and refuses one byte more, announced or not", async (t) => {
    const server = await startServer((request, response) => {
      if (request.url === "/announced") response.setHeader("content-length", rocket.length);
      response.end(request.url === "/announced" ? rocket : rocket.subarray(0, 50_000));
    });
    t.after(server.stop);
    const fetch = server.fetch({ maxBytes: 50_000 });
    assert.equal((await fetch(`${server.origin}/`)).bytes.length, 50_000);
    await assert.rejects(fetch(`${server.origin}/`, { maxBytes: 49_999 }), { code: "limit.fetch-bytes" });
    await assert.rejects(fetch(`${server.origin}/announced`), {
      code: "limit.fetch-bytes",
      facts: { limit: 50_000, actual: rocket.length, unit: "bytes", url: `${server.origin}/announced` },
    });
  });

  test("refuses options that make no sense, by name", async () => {
    for (const options of [
      { maxBytes: 0 },
      { maxBytes: Number.NaN },
      { totalTimeoutMs: 2 ** 31 },
      { maxRedirects: -1 },
      { port: 65_536 },
    ])
      assert.throws(() => createGuardedFetch(options), new RegExp(`TypeError.*${Object.keys(options)[0]}`));
    await assert.rejects(createGuardedFetch()("https://pictures.test/", { maxBytes: 1.5 }), TypeError);
  });
});
