import assert from "node:assert/strict";
import { test } from "node:test";
import { batchOf, keeper, setup } from "../batches/fixtures/setup.ts";
import { ask } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

test("a name of megabytes does not fill the ledger", async () => {
  const model = "m".repeat(1_000_000);
  const h = harness();
  assert.equal((await h.post(ask("a", { model }))).status, 404);
  assert.equal(h.lines[0]?.model, "m".repeat(200));
  const { enter, ledger } = await setup({ upstreams: [keeper("main")] });
  const owner = await enter("owner");
  assert.equal((await owner.ask("POST", "", batchOf(ask("a", { model })))).status, 200);
  assert.equal(ledger()[0]?.model, "m".repeat(200));
});
