import assert from "node:assert/strict";
import { test } from "node:test";
import { createGateway } from "../gateway.ts";
import { createMemoryStore } from "../store/memory/store.ts";

const engine = { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined };

test("a store that cannot read and write is not ready, and health does not ask it", async () => {
  const store = {
    ...createMemoryStore(),
    check: async () => {
      throw new Error("no disk");
    },
  };
  const gateway = createGateway({ engine, store });
  const ready = await gateway.fetch("http://x/ready");
  assert.deepEqual([ready.status, await ready.json()], [503, { status: "store" }]);
  assert.equal((await gateway.fetch("http://x/health")).status, 200);
});

test("a server that was told to stop is not ready, refuses requests, and still answers health", async () => {
  const gateway = createGateway({ engine });
  const entry = { hosts: null, loopback: true, draining: () => true };
  const ask = (path: string) =>
    gateway.handle(
      {
        method: "GET",
        path,
        query: new URLSearchParams(),
        headers: {},
        body: (async function* () {})(),
        signal: new AbortController().signal,
      },
      entry,
    );
  assert.deepEqual((await ask("/ready")).body, '{"status":"draining"}');
  assert.equal((await ask("/ready")).status, 503);
  assert.equal((await ask("/health")).status, 200);
  const refused = await ask("/v1/models");
  assert.deepEqual([refused.status, refused.headers["retry-after"]], [529, "1"]);
  assert.equal(refused.headers["x-should-retry"], undefined);
});

test("without figures /metrics is 404", async () => {
  assert.equal((await createGateway({ engine }).fetch("http://x/metrics")).status, 404);
});
