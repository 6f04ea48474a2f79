import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { isOpenable } from "./address.ts";
import { seams, startServer } from "./fixtures/server.ts";
import { createGuardedFetch } from "./guarded-fetch.ts";

async function startPlain(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}

describe("an origin that was opened by name", () => {
  test("is asked over plain http, on its port, on this machine", async (t) => {
    const server = await startPlain((request, response) => response.end(`${request.headers.host}${request.url}`));
    t.after(server.stop);
    const fetch = createGuardedFetch({ allowOrigins: [server.origin] });
    const { bytes, address } = await fetch(`${server.origin}/a.png?x=1`);
    assert.equal(Buffer.from(bytes).toString(), `127.0.0.1:${server.port}/a.png?x=1`);
    assert.equal(address, "127.0.0.1");
  });

  test("opens nothing beside it: another port, scheme, name or a user name", async (t) => {
    const server = await startPlain(() => assert.fail("it was asked"));
    t.after(server.stop);
    const fetch = createGuardedFetch({ allowOrigins: [`http://127.0.0.1:${server.port + 1}`] });
    for (const [url, code] of [
      [`${server.origin}/`, "fetch.scheme"],
      [`https://127.0.0.1:${server.port + 1}/`, "fetch.port"],
      [`http://localhost:${server.port + 1}/`, "fetch.scheme"],
      [`http://a:b@127.0.0.1:${server.port + 1}/`, "fetch.userinfo"],
    ] as const)
      await assert.rejects(fetch(url), { code }, url);
  });

  test("is opened for one hop: where it redirects, even to itself, the usual rules hold", async (t) => {
    const server = await startPlain((request, response) => {
      response.writeHead(302, { location: request.url === "/self" ? "/again" : "https://127.0.0.1/" }).end();
    });
    t.after(server.stop);
    const fetch = createGuardedFetch({ allowOrigins: [server.origin] });
    await assert.rejects(fetch(`${server.origin}/self`), { code: "fetch.scheme" });
    await assert.rejects(fetch(`${server.origin}/other`), { code: "fetch.private-address" });
  });

  test("is not opened for a redirect that leads to it", async (t) => {
    const inner = await startPlain(() => assert.fail("it was asked"));
    const outer = await startServer((_request, response) => response.writeHead(302, { location: inner.origin }).end());
    t.after(inner.stop);
    t.after(outer.stop);
    const fetch = createGuardedFetch({ ...seams(outer.port), allowOrigins: [inner.origin] });
    await assert.rejects(fetch(`${outer.origin}/`), { code: "fetch.scheme" });
  });

  test("never leads to link-local and metadata addresses, however they are spelled", async () => {
    for (const host of [
      "169.254.169.254",
      "[fd00:ec2::254]",
      "[fe80::1]",
      "168.63.129.16",
      "100.100.100.200",
      "2852039166",
      "[::ffff:169.254.169.254]",
    ]) {
      const origin = new URL(`http://${host}`).origin;
      await assert.rejects(
        createGuardedFetch({ allowOrigins: [origin] })(origin),
        { code: "fetch.private-address" },
        host,
      );
    }
    const named = createGuardedFetch({
      allowOrigins: ["http://pictures.example"],
      resolve: async () => [
        { address: "10.0.0.5", family: 4 },
        { address: "169.254.169.254", family: 4 },
      ],
    });
    await assert.rejects(named("http://pictures.example/"), { code: "fetch.private-address" });
  });

  test("must be an origin and nothing more", () => {
    for (const text of [
      "127.0.0.1",
      "http://a/path",
      "http://a/?q",
      "ftp://a",
      "http://u@a",
      "*",
      "https://*.example/x",
      "",
    ])
      assert.throws(() => createGuardedFetch({ allowOrigins: [text] }), TypeError, text);
  });
});

test("an opened origin may lead to public and private addresses and this machine, to nothing else", () => {
  for (const address of [
    "93.184.215.14",
    "127.0.0.1",
    "::1",
    "10.0.0.5",
    "192.168.1.1",
    "172.16.0.1",
    "100.64.0.1",
    "fd12::1",
  ])
    assert.ok(isOpenable(address), address);
  for (const address of [
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "::",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.0.192",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "name",
  ])
    assert.ok(!isOpenable(address), address);
});

test("the answer says how long it holds, and validators may be answered with nothing but that it still does", async (t) => {
  const asked: (string | undefined)[][] = [];
  const server = await startServer((request, response) => {
    const { "if-none-match": tag, "if-modified-since": since } = request.headers;
    asked.push([tag, since]);
    response.setHeader("etag", '"1"').setHeader("cache-control", "max-age=60");
    response.statusCode = tag === '"1"' ? 304 : 200;
    response.end("bytes");
  });
  t.after(server.stop);
  const fetch = server.fetch();
  const first = await fetch(`${server.origin}/`);
  assert.deepEqual([first.unchanged, first.caching.etag, first.caching.cacheControl], [false, '"1"', "max-age=60"]);
  const second = await fetch(`${server.origin}/`, {
    validators: { etag: '"1"', lastModified: "Sun, 22 Nov 2026 10:00:00 GMT" },
  });
  assert.deepEqual([second.unchanged, second.bytes.length], [true, 0]);
  assert.deepEqual(asked, [
    [undefined, undefined],
    ['"1"', "Sun, 22 Nov 2026 10:00:00 GMT"],
  ]);
});

test("a 304 that nobody asked for is an error like any other status", async (t) => {
  const server = await startServer((_request, response) => response.writeHead(304).end());
  t.after(server.stop);
  await assert.rejects(server.fetch()(`${server.origin}/`), { code: "fetch.status" });
});
