import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { createGateway } from "../gateway.ts";
import { ReplyError } from "../reply/envelope.ts";
import { createMemoryStore } from "../store/memory/store.ts";
import { checkModelAllowed, createKeyLimiter, isModelAllowed, type LimitsTable } from "./key-limits.ts";

const NOW = Date.UTC(2026, 10, 22);
const TEAM = { id: "wrkspc_1", name: "team", createdAt: NOW };

const limiterOf = (table: LimitsTable) => createKeyLimiter({ table, workspaces: async () => [TEAM], now: () => NOW });
const ci = { workspace: TEAM.id, keyId: "key_1", keyName: "ci" };
const web = { workspace: TEAM.id, keyId: "key_2", keyName: "web" };
const other = { workspace: "wrkspc_2", keyId: "key_3", keyName: "other" };

test("a key's own limits come before its workspace's, and those before what holds for all", async () => {
  const limiter = limiterOf({
    ci: { maxInFlight: 1 },
    team: { maxInFlight: 2 },
    "*": { maxInFlight: 3 },
  });
  assert.deepEqual(await limiter.limitsOf(ci), { maxInFlight: 1 });
  assert.deepEqual(await limiter.limitsOf(web), { maxInFlight: 2 });
  assert.deepEqual(await limiter.limitsOf(other), { maxInFlight: 3 });
  assert.deepEqual(await limiterOf({ key_1: {} }).limitsOf(ci), {}, "by id");
  assert.deepEqual(await limiterOf({ wrkspc_1: {} }).limitsOf(ci), {}, "by the workspace's id");
  assert.equal(await limiterOf({ team: {} }).limitsOf(other), null);
  assert.equal(await limiterOf({ toString: {} as never }).limitsOf({ workspace: "x", keyId: null }), null);
});

test("a workspace's keys share its count; everybody else has one of his own", async () => {
  const shared = limiterOf({ team: { requestsPerMinute: 1 } });
  await shared.enter(ci);
  await assert.rejects(shared.enter(web), { status: 429 });
  await assert.rejects(shared.enter(web), /rate limit of this workspace, which its keys share: 1 request a minute/);
  const each = limiterOf({ "*": { requestsPerMinute: 1 } });
  await each.enter(ci);
  await each.enter(web);
  await assert.rejects(each.enter(ci), /rate limit of this key: 1 request a minute/);
  const together = limiterOf({ team: { maxInFlight: 1 } });
  await together.enter(ci);
  await assert.rejects(together.enter(web), /^ReplyError: 1 request under way is .* to this workspace/);
});

test("what is too much is told with the headers of the Claude API, and when to come again", async () => {
  const limiter = limiterOf({ "*": { requestsPerMinute: 2 } });
  assert.deepEqual((await limiter.enter(ci)).headers, {
    "anthropic-ratelimit-requests-limit": "2",
    "anthropic-ratelimit-requests-remaining": "1",
    "anthropic-ratelimit-requests-reset": new Date(NOW + 30_000).toISOString(),
  });
  await limiter.enter(ci);
  const refused = await limiter.enter(ci).then(
    () => assert.fail("it came in"),
    (error: unknown) => error as ReplyError,
  );
  assert.deepEqual(refused.headers, {
    "anthropic-ratelimit-requests-limit": "2",
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": new Date(NOW + 60_000).toISOString(),
    "retry-after": "30",
  });
});

test("only the models that are listed may be asked, by any of their names", () => {
  const limits = { models: ["claude-haiku-4-5", "cheap"] };
  for (const name of ["claude-haiku-4-5", "claude-haiku-4-5-20251001", "cheap"])
    assert.equal(isModelAllowed(limits, name), true, name);
  for (const name of ["us.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5@20251001"])
    assert.equal(isModelAllowed(limits, name), true, name);
  // What else stands in such a name may be what the platform goes by.
  for (const name of ["gpt-5/claude-haiku-4-5", "claude-opus-5-5.anthropic.claude-haiku-4-5", " claude-haiku-4-5 "])
    assert.equal(isModelAllowed(limits, name), false, name);
  for (const name of ["claude-opus-5-5", "Cheap", "", "gpt-5"]) assert.equal(isModelAllowed(limits, name), false, name);
  assert.equal(isModelAllowed({}, "anything"), true);
  assert.throws(
    () => checkModelAllowed(limits, "claude-opus-5-5"),
    (error: unknown) => {
      assert.ok(error instanceof ReplyError);
      assert.deepEqual([error.status, error.message], [403, "model: this key may not ask claude-opus-5-5."]);
      return true;
    },
  );
});

test("limits that no request could keep are refused at the start", () => {
  for (const limits of [{ requestsPerMinute: 0 }, { maxInFlight: 1.5 }, { requestsPerMinute: Number.NaN }])
    assert.throws(() => limiterOf({ ci: limits }), TypeError);
});

async function limited(limits: LimitsTable) {
  const store = createMemoryStore();
  const workspace = await store.keys.addWorkspace("team");
  const { secret } = await store.keys.addKey(workspace.id, "ci");
  let give: (text: string) => void = () => undefined;
  const gateway = createGateway({
    engine: {
      model: "recorder-1",
      answer: () => new Promise((resolve) => (give = (text) => resolve({ text }))),
      close: async () => undefined,
    },
    store,
    auth: "keys",
    limits,
  });
  const client = new Anthropic({
    apiKey: secret,
    baseURL: "http://fovea.invalid",
    fetch: gateway.fetch,
    maxRetries: 0,
  });
  const ask = (model = "claude-opus-5-5") =>
    client.messages.create({ model, max_tokens: 10, messages: [{ role: "user", content: "hi" }] }).withResponse();
  return { client, ask, give: (text: string) => give(text), gateway };
}

test("through the gateway: one request at a time, and the next when its reply has gone", async () => {
  const { ask, give } = await limited({ ci: { maxInFlight: 1, requestsPerMinute: 3 } });
  const first = ask();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(ask(), (error: unknown) => {
    assert.ok(error instanceof Anthropic.RateLimitError);
    assert.equal(error.headers?.get("retry-after"), "1");
    return true;
  });
  give("one");
  const { response } = await first;
  assert.equal(response.headers.get("anthropic-ratelimit-requests-remaining"), "2");
  const second = ask();
  await new Promise((resolve) => setTimeout(resolve, 20));
  give("two");
  assert.equal((await second).response.headers.get("anthropic-ratelimit-requests-remaining"), "1");
});

test("through the gateway: a model that is not allowed is 403, also when tokens are counted", async () => {
  const { ask, client } = await limited({ ci: { models: ["claude-haiku-4-5"] } });
  for (const asked of [
    ask(),
    client.messages.countTokens({ model: "claude-opus-5-5", messages: [{ role: "user", content: "hi" }] }),
  ])
    await assert.rejects(asked, (error: unknown) => {
      assert.ok(error instanceof Anthropic.PermissionDeniedError);
      assert.match(error.message, /permission_error.*claude-opus-5-5/);
      return true;
    });
  const counted = await client.messages.countTokens({
    model: "claude-haiku-4-5-20251001",
    messages: [{ role: "user", content: "hi" }],
  });
  assert.ok(counted.input_tokens > 0);
});
