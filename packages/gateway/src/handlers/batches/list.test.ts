import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { startPlatform } from "../../upstream/fixtures/platform.ts";
import { createRelay } from "../../upstream/relay.ts";
import { ask } from "../messages/fixtures/bodies.ts";
import { batchOf, said, setup } from "./fixtures/setup.ts";

test("what a platform says against a list reaches the caller whole, on a socket too", async (t) => {
  const words = `{"type":"error","error":{"type":"rate_limit_error","message":"${"slow down ".repeat(20_000)}"}}`;
  let made = 0;
  let open = 0;
  const platform = await startPlatform(async (request, response) => {
    request.resume();
    open++;
    response.on("close", () => open--);
    if (request.method === "POST") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(said(`msgbatch_${++made}`));
      return;
    }
    response.writeHead(429, { "content-type": "application/json", "retry-after": "7" });
    response.end(words);
  });
  const upstream = createRelay({ baseUrl: platform.url, platform: PLATFORMS.anthropic });
  const { gateway, enter } = await setup({ upstreams: [upstream] });
  t.after(async () => {
    await gateway.close();
    await platform.stop();
  });
  const owner = await enter("owner");
  for (const _ of [1, 2, 3]) assert.equal((await owner.ask("POST", "", batchOf(ask("a")))).status, 200);
  const told = await owner.ask("GET", "");
  assert.deepEqual([told.status, told.headers["retry-after"], told.text], [429, "7", words]);
  for (let waited = 0; open > 0 && waited < 5000; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(open, 0);
});
