import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../messages/fixtures/bodies.ts";
import { batchOf, keeper, said, setup } from "./fixtures/setup.ts";

const P = "/v1/messages/batches";
const ID = "msgbatch_main_1";

/** A workspace that has made one batch on a platform that answers so. */
async function made(answers: Parameters<typeof keeper>[1]) {
  const platform = keeper("main", answers);
  const there = await setup({ upstreams: [platform] });
  const owner = await there.enter("owner");
  assert.equal((await owner.ask("POST", "", batchOf(ask("a")))).json.id, ID);
  return { ...there, platform, owner };
}

test("a batch is told as the platform tells it, byte by byte but for the address of its results, which is ours", async () => {
  const { owner, platform } = await made({
    [`GET ${P}/${ID}`]: said(ID, `https://platform.example/v1/messages/batches/${ID}/results`),
    [`POST ${P}/${ID}/cancel?beta=true`]: said(ID, `https://platform.example/x`),
  });
  const got = await owner.ask("GET", `/${ID}`);
  assert.equal(got.text, said(ID, `/v1/messages/batches/${ID}/results`));
  assert.equal(got.headers["request-id"], "req_platform");
  const cancelled = await owner.ask("POST", `/${ID}/cancel?beta=true`);
  assert.equal(cancelled.text, said(ID, `/v1/messages/batches/${ID}/results`));
  for (const { request } of platform.got.slice(1)) {
    assert.equal(request.length, 0);
    assert.equal(request.headers["content-type"], undefined);
  }
});

test("results are streamed as they are", async () => {
  const text = '{"custom_id":"r0", "result" :{"type":"expired"}}\nno JSON at all\n';
  async function* pieces() {
    yield Buffer.from(text.slice(0, 10));
    yield Buffer.from(text.slice(10));
  }
  const reply = { status: 200, headers: { "content-type": "application/x-jsonl" }, body: pieces() };
  const { owner, platform } = await made({ [`GET ${P}/${ID}/results`]: reply });
  const told = await owner.ask("GET", `/${ID}/results`);
  assert.deepEqual([told.status, told.text, told.headers["content-type"]], [200, text, "application/x-jsonl"]);
  assert.equal(platform.got.at(-1)?.request.stream, true);
});

test("another workspace's batch is as unknown as one that never was, and the platform is not asked", async () => {
  const { enter, platform } = await made({});
  const other = await enter("other");
  const before = platform.got.length;
  for (const [method, path] of [
    ["GET", ""],
    ["GET", "/results"],
    ["POST", "/cancel"],
    ["DELETE", ""],
  ] as const) {
    const foreign = await other.ask(method, `/${ID}${path}`);
    const never = await other.ask(method, `/msgbatch_main_9${path}`);
    assert.equal(foreign.status, 404);
    assert.equal(foreign.json.error.message, `Message Batch ${ID} not found.`);
    const same = ({ json }: typeof foreign) => ({ ...json, request_id: 0, error: { ...json.error, message: 0 } });
    assert.deepEqual(same(foreign), same(never));
  }
  assert.equal((await other.ask("GET", `?after_id=${ID}`)).status, 400);
  assert.deepEqual((await other.ask("GET", "")).json.data, []);
  assert.equal(platform.got.length, before);
});

test("a deleted batch is gone; one that the platform keeps is not", async () => {
  const running = { status: 400, headers: {}, body: '{"type":"error"}' };
  const { owner } = await made({ [`DELETE ${P}/${ID}`]: running });
  assert.equal((await owner.ask("DELETE", `/${ID}`)).text, running.body);
  assert.equal((await owner.ask("GET", `/${ID}`)).json.error.message, "gone", "the platform says it");
  const done = await made({ [`DELETE ${P}/${ID}`]: `{"id":"${ID}","type":"message_batch_deleted"}` });
  assert.equal((await done.owner.ask("DELETE", `/${ID}`)).json.type, "message_batch_deleted");
  assert.equal((await done.owner.ask("GET", `/${ID}`)).json.error.message, `Message Batch ${ID} not found.`);
});

test("a batch is looked for where it was made: by credential, by name, and not at all when the platform is gone", async () => {
  const first = await made({});
  const asked = async (upstreams: ReturnType<typeof keeper>[]) => {
    const { gateway } = await setup({ upstreams, store: first.store });
    const headers = { "x-api-key": first.owner.secret };
    const reply = await gateway.fetch(`http://fovea.invalid${P}/${ID}`, { headers });
    return { text: await reply.text(), asked: upstreams.map(({ got }) => got.length) };
  };
  const others = [keeper("other"), keeper("another")];
  const renamed = keeper("renamed", {}, { credentialId: "credential of main" });
  assert.deepEqual((await asked([...others, renamed])).asked, [0, 0, 1]);
  const exchanged = keeper("main", {}, { credentialId: "a new key" });
  assert.deepEqual((await asked([keeper("other"), exchanged])).asked, [0, 1]);
  const gone = await asked([keeper("other")]);
  assert.match(gone.text, /was made on \\"main\\", which is not configured here any more/);
  assert.deepEqual(gone.asked, [0]);
});

test("lists show the workspace's own, newest first, page by page; what the platform has forgotten is named in a header", async () => {
  const platform = keeper(
    "main",
    Object.fromEntries(
      [1, 2, 4, 5].map((n) => [`GET ${P}/msgbatch_main_${n}`, said(`msgbatch_main_${n}`, "https://x")]),
    ),
  );
  const { enter } = await setup({ upstreams: [platform] });
  const [mine, yours] = [await enter("mine"), await enter("yours")];
  for (const one of [mine, mine, mine, yours, mine]) await one.ask("POST", "", batchOf(ask("a")));
  const ids = ({ json }: { json: { data: { id: string }[] } }) => json.data.map(({ id }) => id.at(-1)).join("");
  const all = await mine.ask("GET", "");
  assert.equal(ids(all), "521");
  assert.equal(all.headers["fovea-missing"], "msgbatch_main_3");
  assert.ok(all.text.includes(said("msgbatch_main_5", `/v1/messages/batches/msgbatch_main_5/results`)));
  assert.deepEqual(
    [all.json.has_more, all.json.first_id, all.json.last_id],
    [false, "msgbatch_main_5", "msgbatch_main_1"],
  );
  const first = await mine.ask("GET", "?limit=2");
  assert.deepEqual([ids(first), first.json.has_more, first.json.last_id], ["5", true, "msgbatch_main_3"]);
  const next = await mine.ask("GET", "?limit=2&after_id=msgbatch_main_3");
  assert.deepEqual([ids(next), next.json.has_more], ["21", false]);
  const back = await mine.ask("GET", "?limit=2&before_id=msgbatch_main_1");
  assert.deepEqual([ids(back), back.json.has_more], ["2", true]);
  assert.equal(ids(await yours.ask("GET", "")), "4");
  const empty = await yours.ask("GET", "?after_id=msgbatch_main_4");
  assert.deepEqual(empty.json, { data: [], has_more: false, first_id: null, last_id: null });
  for (const [query, name] of [
    ["?limit=0", "limit"],
    ["?limit=1001", "limit"],
    ["?limit=x", "limit"],
    ["?after_id=nobody", "after_id"],
    ["?before_id=nobody", "before_id"],
    ["?before_id=a&after_id=b", "before_id"],
  ] as const) {
    const told = await mine.ask("GET", query);
    assert.equal(told.status, 400, query);
    assert.ok(told.json.error.message.startsWith(`${name}: `), told.text);
  }
});

test("where the platform says something else of a batch, that is what the list answers", async () => {
  const limited = { status: 429, headers: { "retry-after": "7" }, body: '{"type":"error","x":1}' };
  const { owner } = await made({ [`GET ${P}/${ID}`]: limited });
  const told = await owner.ask("GET", "");
  assert.deepEqual([told.status, told.text, told.headers["retry-after"]], [429, limited.body, "7"]);
});

test("a request without a version goes on with the one that it was taken for", async () => {
  const { owner, gateway, platform } = await made({});
  await gateway.fetch(`http://fovea.invalid${P}/${ID}`, { headers: { "x-api-key": owner.secret } });
  assert.equal(platform.got.at(-1)?.request.headers["anthropic-version"], "2023-06-01");
});
