import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type FarEnd, farEnd } from "./far-end.ts";
import { CAT } from "./kind.ts";
import { cat } from "./makers.ts";

const PUBLIC = "https://pictures.example.com/cat.png?signature=secret";

describe("an http URL", { timeout: 120_000 }, () => {
  let fetched = 0;
  let hanging: (() => void) | null = null;
  let closed = false;
  const server = createServer((request, response) => {
    fetched++;
    if (request.url === "/hang") {
      response.write(cat.subarray(0, 100));
      response.on("close", () => {
        closed = true;
      });
      hanging?.();
      return;
    }
    response.setHeader("content-type", "text/plain");
    response.end(cat);
  });
  let origin = "";
  let end: FarEnd;
  let bedrock: FarEnd;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    end = await farEnd("anthropic", { openedOrigins: [origin] });
    bedrock = await farEnd("bedrock", { openedOrigins: [origin], urls: { [PUBLIC]: cat } });
  });
  after(async () => {
    server.closeAllConnections();
    await Promise.all([end.close(), bedrock.close(), new Promise((resolve) => server.close(resolve))]);
  });

  test("that the platform can fetch is sent as it is, as a text or a URL", async () => {
    for (const input of [PUBLIC, new URL(PUBLIC)]) {
      const [seen] = await end.ask(input);
      assert.deepEqual([seen?.method, seen?.ref], ["url", PUBLIC]);
    }
  });

  test("arrives byte for byte where a platform takes no urls", async () => {
    const [seen] = await bedrock.ask(PUBLIC);
    assert.deepEqual([seen?.method, seen?.sha256], ["base64", CAT]);
  });

  test("of an origin that only this machine may reach is fetched here, once for a request, and arrives byte for byte", async () => {
    for (const one of [end, bedrock]) {
      fetched = 0;
      const seen = await one.ask([`${origin}/cat.png`, new URL(`${origin}/cat.png`)]);
      assert.deepEqual(
        seen.map(({ sha256 }) => sha256),
        [CAT, CAT],
      );
      assert.equal(fetched, 1);
    }
  });

  test("arrives byte for byte by base64 and by file as well, streamed or not", async () => {
    for (const method of ["base64", "file"] as const) {
      const [seen] = await end.stream(`${origin}/cat.png`, { method });
      assert.deepEqual([seen?.method, seen?.sha256], [method, CAT]);
    }
  });

  test("of an origin that nobody opened is refused before anybody is asked", async () => {
    fetched = 0;
    const closedEnd = await farEnd("anthropic");
    await assert.rejects(closedEnd.ask(`${origin}/cat.png`));
    assert.deepEqual([fetched, closedEnd.behind.fake.requests.length], [0, 0]);
    await closedEnd.close();
  });

  test("is no longer fetched when the signal fires: the connection is closed, and nothing is sent", async () => {
    const sent = end.behind.fake.requests.length;
    const controller = new AbortController();
    hanging = () => controller.abort(new Error("enough"));
    await assert.rejects(end.ask(`${origin}/hang`, { signal: controller.signal }), /enough/);
    for (let tries = 0; !closed && tries < 500; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(closed);
    assert.equal(end.behind.fake.requests.length, sent);
  });
});
