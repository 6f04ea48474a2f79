import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { createGateway } from "../../gateway.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { createRouter } from "../../upstream/router.ts";

test("a model without a route is 404 in the API's words, and told what to do; strict says no more than the API", async (t) => {
  const upstream = upstreamOf({
    platform: PLATFORMS.anthropic,
    send: () => assert.fail("nothing goes to the platform"),
  });
  const gateway = createGateway({
    engine: { model: "none", answer: () => assert.fail("nobody is asked"), close: async () => undefined },
    router: createRouter([upstream], [{ model: "claude-opus-5-5", upstream: upstream.name }]),
  });
  t.after(() => gateway.close());
  const params = { model: "claude-opus-5", max_tokens: 9, messages: [{ role: "user", content: "a" }] };
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
    const reply = await gateway.fetch(`http://fovea${path}`, { ...init, body: JSON.stringify(body) });
    const { error } = (await reply.json()) as { error: { message: string; details?: Record<string, string> } };
    return { status: reply.status, ...error };
  };
  const told = await post("/v1/messages", params);
  assert.deepEqual([told.status, told.message], [404, "model: claude-opus-5"]);
  assert.equal(told.details?.error_code, "gateway.no-route");
  assert.match(told.details?.fix ?? "", /GET \/v1\/models.*`models` in fovea\.json/);

  const batch = await post("/v1/messages/batches", { requests: [{ custom_id: "a", params }] });
  assert.deepEqual([batch.status, batch.message], [404, "requests.0.params.model: claude-opus-5"]);
  assert.equal(batch.details?.error_code, "gateway.no-route");

  const strict = { "fovea-mode": "strict", "anthropic-version": "2023-06-01" };
  assert.deepEqual((await post("/v1/messages", params, strict)).details, undefined);
});
