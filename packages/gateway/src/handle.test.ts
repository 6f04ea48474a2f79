import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, setup } from "./handlers/batches/fixtures/setup.ts";
import { ask } from "./handlers/messages/fixtures/bodies.ts";

test("the workspace that a reply names is the caller's, not the one that the platform's key belongs to", async () => {
  const headers = { "content-type": "application/json", "anthropic-workspace-id": "wrkspc_platform" };
  const platform = keeper("main", { "POST /v1/messages": { status: 200, headers, body: "{}" } });
  const { gateway, enter } = await setup({ upstreams: [platform] });
  const { secret, workspace } = await enter("owner");
  const reply = await gateway.fetch("http://fovea.invalid/v1/messages", {
    method: "POST",
    headers: { "x-api-key": secret },
    body: JSON.stringify(ask("a")),
  });
  assert.deepEqual([reply.status, reply.headers.get("anthropic-workspace-id")], [200, workspace]);
});
