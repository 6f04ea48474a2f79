import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, image, PNG } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const PREFILL = "This model does not support assistant message prefill. The conversation must end with a user message.";
const user = { role: "user", content: [image(PNG)] };
const endingIn = (content: unknown): object => ({ messages: [user, { role: "assistant", content }] });

test("strict: a conversation that ends with the assistant's words is refused where the model does so", async () => {
  const h = harness();
  for (const content of ["It is", [{ type: "text", text: "It is" }]])
    for (const model of ["claude-opus-5-5", "claude-fable-5-2", "claude-haiku-5-5"]) {
      const { status, json } = await h.post(ask([], { ...endingIn(content), model }), "strict");
      assert.deepEqual([status, json.error.message], [400, PREFILL]);
    }
  const old = ask([], { ...endingIn("It is"), model: "claude-haiku-4-5" });
  assert.equal((await h.post(old, "strict")).status, 200);
  assert.equal((await h.post(ask([], endingIn("It is")))).status, 200);
});

test("strict: a turn that was paused in a tool of the platform goes back as it is", async () => {
  const paused = endingIn([{ type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} }]);
  assert.equal((await harness().post(ask([], paused), "strict")).status, 200);
});

test("strict: thinking is adaptive where the model says so", async () => {
  const h = harness();
  for (const type of ["disabled", "enabled"]) {
    const { status, json } = await h.post(ask("a", { thinking: { type, budget_tokens: 1024 } }), "strict");
    const text = `"thinking.type.${type}" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`;
    assert.deepEqual([status, json.error.message], [400, text]);
  }
  assert.equal((await h.post(ask("a", { thinking: { type: "adaptive" } }), "strict")).status, 200);
  assert.equal(
    (await h.post(ask("a", { thinking: { type: "disabled" }, model: "claude-sonnet-5-5" }), "strict")).status,
    200,
  );
  assert.equal((await h.post(ask("a", { thinking: { type: "disabled" } }))).status, 200);
});

test("strict: what only a model refuses is not refused when tokens are counted", async () => {
  const body = { model: "claude-opus-5-5", thinking: { type: "disabled" }, messages: [user] };
  assert.equal((await harness().count(body, "strict")).status, 200);
});
