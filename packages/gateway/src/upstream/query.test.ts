import assert from "node:assert/strict";
import { test } from "node:test";
import { batchOf, keeper, said, setup } from "../handlers/batches/fixtures/setup.ts";
import { ask } from "../handlers/messages/fixtures/bodies.ts";

test("of a query goes on what the Claude API knows; keys and tokens in it, which clouds would take, go nowhere", async () => {
  const id = "msgbatch_main_1";
  const platform = keeper("main", { [`GET /v1/messages/batches/${id}?beta=true`]: said(id) });
  const { gateway, enter } = await setup({ upstreams: [platform] });
  const { secret } = await enter("owner");
  const query = `beta=true&key=${secret}&access_token=a&X-Amz-Security-Token=b&api_key=c&__proto__=d`;
  const send = async (method: string, path: string, body: object | null = null) => {
    const init = body === null ? {} : { body: JSON.stringify(body) };
    await (
      await gateway.fetch(`http://fovea.invalid${path}`, { method, headers: { "x-api-key": secret }, ...init })
    ).text();
  };
  await send("POST", `/v1/messages?${query}`, ask("a"));
  await send("POST", `/v1/messages/count_tokens?${query}`, ask("a"));
  await send("POST", `/v1/messages/batches?${query}`, batchOf(ask("a")));
  await send("GET", `/v1/messages/batches/${id}?${query}`);
  await send("GET", `/v1/messages/batches?${query}`);
  await send("GET", `/v1/models?${query}&limit=2&lifecycle%5B%5D=active&lifecycle%5B%5D=retired&after_id=x`);
  assert.deepEqual(
    platform.got.map(({ line }) => line),
    [
      "POST /v1/messages?beta=true",
      "POST /v1/messages/count_tokens?beta=true",
      "POST /v1/messages/batches?beta=true",
      `GET /v1/messages/batches/${id}?beta=true`,
      `GET /v1/messages/batches/${id}?beta=true`,
      "GET /v1/models?beta=true&limit=2&lifecycle%5B%5D=active&lifecycle%5B%5D=retired&after_id=x",
    ],
  );
});
