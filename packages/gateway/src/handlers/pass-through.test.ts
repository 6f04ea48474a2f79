import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { createGateway } from "../gateway.ts";
import { startPlatform } from "../upstream/fixtures/platform.ts";
import { createRelay } from "../upstream/relay.ts";

test("HEAD of a passed path is answered with the platform's headers, on a socket", async (t) => {
  const asked: string[] = [];
  const platform = await startPlatform((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json", "request-id": "req_platform" });
    response.end('{"data":[]}');
  });
  const upstream = createRelay({ baseUrl: platform.url, platform: PLATFORMS.anthropic });
  const gateway = createGateway({
    engine: { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined },
    upstream,
  });
  t.after(async () => {
    await gateway.close();
    await platform.stop();
  });
  for (const path of ["/v1/models", "/v1/models/claude-opus-5-5"]) {
    const reply = await gateway.fetch(`http://fovea.invalid${path}`, { method: "HEAD" });
    assert.deepEqual([reply.status, reply.headers.get("request-id")], [200, "req_platform"], await reply.text());
  }
  assert.equal(asked.length, 2);
});
