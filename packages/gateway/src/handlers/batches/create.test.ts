import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { splice } from "@fovea/client/internal/wire/splice";
import type { GatewayRequest } from "../../exchange.ts";
import { createMemoryStore } from "../../store/memory/store.ts";
import { ask, byFile, fromTool, image, JPEG, PNG, sized, text64 } from "../messages/fixtures/bodies.ts";
import { harness } from "../messages/fixtures/harness.ts";
import { relayBatch } from "./create.ts";
import { batchOf, keeper, setup } from "./fixtures/setup.ts";

const inline = (type: string, bytes: Uint8Array): string =>
  `{"type":"base64","media_type":"${type}","data":"${text64(bytes)}"}`;

test("pictures inside a batch are settled like those of a request, and every other byte goes as it came", async () => {
  const platform = keeper("main");
  const { enter, ledger } = await setup({ upstreams: [platform] });
  const { ask: send, upload } = await enter("a");
  const id = await upload(PNG, "image/png");
  const body = `{ "requests" :[ {"params":{"max_tokens":1.0e2,"model":"claude-opus-5-5","messages":[{"role":"user","content":"hi"}]},"custom_id":"text"},
    {"custom_id":"file" , "p\\u0061rams" : {"model":"claude-opus-5-5","messages":[{"role":"user","content":[
      {"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"file","file_id":"${id}"}}]},
      ${JSON.stringify(image(JPEG, "image/png"))}]}]}, "extra":[1,2.50]} ] , "z":null}`;
  const told = await send("POST", "?beta=true", body);
  assert.equal(told.status, 200, told.text);
  const expected = body
    .replace(`{"type":"file","file_id":"${id}"}`, inline("image/png", PNG))
    .replace('"media_type":"image/png","data":"/9j', '"media_type":"image/jpeg","data":"/9j');
  const [got] = platform.got;
  assert.equal(got?.line, "POST /v1/messages/batches?beta=true");
  assert.equal(got?.body, expected);
  assert.equal(got?.request.length, Buffer.byteLength(expected));
  assert.equal(told.headers["fovea-images"], "in=2 out=2");
  const at = "requests.1.params.messages.0.content";
  assert.equal(told.headers["fovea-mended"], `${at}.0.content.0=inline:main, ${at}.1=type.relabelled`);
  const [line] = ledger() as [{ in: number; out: number; platform: string; images: { at: string; step: string }[] }];
  assert.deepEqual([line.in, line.out, line.platform], [2, 2, "main"]);
  assert.deepEqual(
    line.images.map(({ at, step }) => [at, step]),
    [
      [`${at}.0.content.0`, "inline"],
      [`${at}.1`, "relabel"],
    ],
  );
});

test("what a platform signs is what it gets", async () => {
  const platform = keeper("main");
  const { enter } = await setup({ upstreams: [platform] });
  const { ask: send, upload } = await enter("a");
  const id = await upload(PNG, "image/png");
  await send("POST", "", batchOf(ask([byFile(id)]), ask("text"), ask([image(PNG)])));
  const [got] = platform.got;
  const pieces: Uint8Array[] = [];
  for await (const piece of got?.request.rehearse?.() ?? []) pieces.push(piece);
  assert.equal(Buffer.concat(pieces).toString(), got?.body);
});

test("models are renamed for each request as the routes say, and nothing of the caller's key goes along", async () => {
  const platform = keeper("main");
  const routes = [
    { model: "fast", upstream: "main", as: "claude-haiku-5-5" },
    { model: "*", upstream: "main" },
  ];
  const { enter } = await setup({ upstreams: [platform], routes });
  const { ask: send, secret } = await enter("a");
  await send("POST", "", batchOf(ask("a", { model: "fast" }), ask("b"), ask("c", { model: "fast" })));
  const models = JSON.parse(platform.got[0]?.body ?? "").requests.map(
    (one: { params: { model: string } }) => one.params.model,
  );
  assert.deepEqual(models, ["claude-haiku-5-5", "claude-opus-5-5", "claude-haiku-5-5"]);
  assert.ok(!JSON.stringify(platform.got[0]?.body).includes(secret));
});

test("a batch for two platforms is refused, and the first request that differs is named", async () => {
  const [one, two] = [keeper("one"), keeper("two")];
  const routes = [
    { model: "claude-opus-5-5", upstream: "one" },
    { model: "*", upstream: "two" },
  ];
  const { enter } = await setup({ upstreams: [one, two], routes });
  const { ask: send } = await enter("a");
  const told = await send("POST", "", batchOf(ask("a"), ask("b"), ask("c", { model: "claude-haiku-5-5" })));
  assert.equal(told.status, 400);
  assert.equal(
    told.json.error.message,
    'requests.2.params.model: claude-haiku-5-5 goes to "two", and claude-opus-5-5, the first of the batch, to "one".',
  );
  assert.deepEqual([one.got.length, two.got.length], [0, 0]);
});

test("a platform without batches is 404, and those that have them are named", async () => {
  const routes = [
    { model: "claude-opus-5-5", upstream: "bedrock" },
    { model: "*", upstream: "main" },
  ];
  const upstreams = [keeper("bedrock", {}, { row: PLATFORMS.bedrock }), keeper("main")];
  const { ask: send } = await (await setup({ upstreams, routes })).enter("a");
  const told = await send("POST", "", batchOf(ask("a")));
  assert.equal(told.status, 404);
  assert.equal(told.json.error.details.error_code, "capability.operation");
  assert.match(told.json.error.message, /^Amazon Bedrock has no message batches; possible: .*Claude API \("main"\)/);

  for (const given of [{}, { upstreams: upstreams.slice(0, 1) }]) {
    const { ask: none } = await (await setup(given)).enter("a");
    for (const [method, path] of [
      ["POST", ""],
      ["GET", ""],
      ["GET", "/msgbatch_1"],
      ["GET", "/msgbatch_1/results"],
      ["POST", "/msgbatch_1/cancel"],
      ["DELETE", "/msgbatch_1"],
    ] as const) {
      const { status, json } = await none(method, path, method === "POST" ? batchOf(ask("a")) : undefined);
      assert.equal(status, 404, `${method} ${path}`);
      assert.equal(json.error.details.error_code, "capability.operation");
      assert.match(json.error.message, /has no message batches; possible: Claude API, once it is configured/);
    }
  }
});

test("every problem of every request is told at once, each with its path in the batch", async () => {
  const { ask: send } = await (await setup({ upstreams: [keeper("main")] })).enter("a");
  const broken = image(new Uint8Array([1, 2, 3]));
  const told = await send("POST", "", batchOf(ask([broken, fromTool(broken)]), ask([image(PNG)]), ask([broken])));
  assert.equal(told.status, 400);
  assert.deepEqual(
    told.json.error.details.problems.map(({ at }: { at: string }) => at),
    [
      "requests.0.params.messages.0.content.0",
      "requests.0.params.messages.0.content.1.content.0",
      "requests.2.params.messages.0.content.0",
    ],
  );
  assert.match(told.json.error.message, /^3 problems: requests\.0\.params\.messages\.0\.content\.0: /);
});

test("errors that are no block's have the path of their request too", async () => {
  const { ask: send, upload } = await (
    await setup({ upstreams: [keeper("main")], limits: { a: { models: ["claude-opus-5-5"] } } })
  ).enter("a");
  const id = await upload(PNG, "image/png");
  for (const [params, status, message] of [
    [[ask("a"), { max_tokens: 1 }], 400, "requests.1.params.model: Field required"],
    [
      [ask("a"), ask("b", { model: "claude-haiku-5-5" })],
      403,
      "requests.1.params.model: this key may not ask claude-haiku-5-5.",
    ],
    [[ask("a"), []], 400, "requests.1.params: The request body should be a JSON object"],
    [[ask("a"), ask([byFile(`${id}x`)])], 404, `requests.1.params.messages.0.content.0: File \`${id}x\` not found.`],
    [[], 400, "requests: List should have at least 1 item after validation, not 0"],
  ] as const) {
    const told = await send("POST", "", batchOf(...params));
    assert.deepEqual([told.status, told.json.error.message], [status, message]);
  }
  for (const [body, message] of [
    ["[]", "The request body should be a JSON object"],
    ["{}", "requests: Field required"],
    ['{"requests":{}}', "requests: Input should be a valid list"],
    ['{"requests":[3]}', "requests.0: Input should be an object"],
    ['{"requests":[{"params":{"model":"claude-opus-5-5"}},{"custom_id":"a"}]}', "requests.1.params: Field required"],
  ] as const) {
    const told = await send("POST", "", body);
    assert.deepEqual([told.status, told.json.error.message], [400, message]);
  }
  const twice = '{"requests":[{"params":{"model":"claude-opus-5-5","mod\\u0065l":"x"}}]}';
  const told = await send("POST", "", twice);
  assert.equal(told.json.error.details.error_code, "input.body-duplicate-key");
  assert.equal(told.json.error.details.at, "requests.0.params");
});

test("the rule for many pictures is one of each request, not of the batch", async () => {
  const { ask: send } = await (await setup({ upstreams: [keeper("main")] })).enter("a");
  const wide = (count: number) => ask(Array.from({ length: count }, () => image(sized(2500, 10))));
  const few = await send("POST", "", batchOf(wide(10), wide(10), wide(10)), "strict");
  assert.equal(few.status, 200, few.text);
  assert.equal(few.headers["fovea-images"], "in=30 out=30");
  const many = await send("POST", "", batchOf(wide(1), wide(21)), "strict");
  assert.equal(many.status, 400);
  assert.match(
    many.json.error.message,
    /^requests\.1\.params\.messages\.0\.content\.0\.image\.source\.base64\.data: .* many-image requests: 2000 pixels$/,
  );
  assert.equal(many.json.error.details.paths.length, 21);
  assert.equal(many.json.error.details.paths[20], "requests.1.params.messages.0.content.20");
});

test("strict makes no edit but routing, and refuses in the API's words", async () => {
  const platform = keeper("main");
  const { ask: send, upload } = await (await setup({ upstreams: [platform] })).enter("a");
  const id = await upload(PNG, "image/png");
  const body = JSON.stringify(batchOf(ask([image(PNG), byFile(id)])), null, 1);
  assert.equal((await send("POST", "", body, "strict")).status, 200);
  assert.deepEqual(JSON.parse(platform.got[0]?.body ?? ""), batchOf(ask([image(PNG), image(PNG)])));
  const wrong = await send("POST", "", batchOf(ask([image(JPEG, "image/png")])), "strict");
  assert.equal(
    wrong.json.error.message,
    "requests.0.params.messages.0.content.0.image.source.base64: The image was specified using the image/png media type, but the image appears to be a image/jpeg image",
  );
});

test("a batch longer than the memory for bodies is 413, and says what to do; 256 MB are the most", async () => {
  const { ask: send } = await (await setup({ upstreams: [keeper("main")], pool: { maxBytes: 1000 } })).enter("a");
  const told = await send("POST", "", batchOf(ask("x".repeat(1000))));
  assert.equal(told.status, 413);
  assert.match(told.json.error.message, /268435456 bytes.* 1000 here \(--max-bytes-in-flight\)/);
  assert.match(told.json.error.details.fix, /--max-bytes-in-flight 268435456/);
  assert.equal((await send("POST", "", batchOf(ask("x")))).status, 200);
});

test("a reply that is no batch's passes as it came, and 200 without one is a bad gateway", async () => {
  const refused = { status: 400, headers: { "x-own": "1" }, body: '{"type" : "error"}' };
  const { ask: send } = await (
    await setup({ upstreams: [keeper("main", { "POST /v1/messages/batches": refused })] })
  ).enter("a");
  const told = await send("POST", "", batchOf(ask([image(PNG)])));
  assert.deepEqual([told.status, told.text, told.headers["fovea-images"]], [400, '{"type" : "error"}', "in=1 out=1"]);
  for (const body of ["{}", "[]", "nonsense", `{"id":"a"${" ".repeat(2 ** 20)}}`]) {
    const { ask: other } = await (
      await setup({ upstreams: [keeper("main", { "POST /v1/messages/batches": body })] })
    ).enter("a");
    const { status, json } = await other("POST", "", batchOf(ask("a")));
    assert.deepEqual([status, json.error.details.error_code], [502, "engine.unreadable-answer"]);
  }
});

test("a batch whose owner cannot be written down is cancelled on the platform", async () => {
  const store = createMemoryStore();
  const failing = {
    ...store,
    batches: { ...store.batches, add: () => Promise.reject(new Error("the disk is gone")) },
  };
  const platform = keeper("main");
  const { ask: send } = await (await setup({ upstreams: [platform], store: failing })).enter("a");
  assert.equal((await send("POST", "", batchOf(ask("a")))).status, 500);
  assert.equal(platform.got.at(-1)?.line, "POST /v1/messages/batches/msgbatch_main_1/cancel");
});

test("an image that would be lost on the way destroys the request before its last byte", async () => {
  const pieces: Uint8Array[] = [];
  const platform = keeper(
    "main",
    {},
    {
      async send({ body }) {
        for await (const piece of body) pieces.push(piece);
        return { status: 200, headers: {}, body: "{}" };
      },
    },
  );
  const h = harness({ upstream: platform });
  const id = await h.upload(PNG, "image/png");
  const text = JSON.stringify(batchOf(ask([image(PNG)]), ask([byFile(id), image(PNG)]), ask("end")));
  const request = requestOf(text, AbortSignal.timeout(60_000));
  const losing: typeof splice = (scan, edits) =>
    splice(
      scan,
      edits.filter(({ at }) => at.at(-1) !== "source"),
    );
  await assert.rejects(relayBatch(request, { ...h.context, maxBodyBytes: 1e6 }, losing), /not as planned/);
  const sent = Buffer.concat(pieces).toString();
  assert.ok(sent.length > 100 && !sent.includes("end"), sent);
});

test("who leaves while a batch is sent ends it; who leaves later does not, and finds it in the list", async () => {
  for (const sent of [false, true]) {
    const caller = new AbortController();
    let reached: () => void = () => undefined;
    const onItsWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const platform = keeper(
      "main",
      {},
      {
        async send({ body, signal, onSent }) {
          for await (const _ of body);
          if (sent) onSent?.();
          reached();
          await new Promise((resolve) => setTimeout(resolve, 20));
          signal.throwIfAborted();
          return { status: 200, headers: {}, body: '{"id":"msgbatch_1"}' };
        },
      },
    );
    const h = harness({ upstream: platform });
    const request = requestOf(JSON.stringify(batchOf(ask([image(PNG)]))), caller.signal);
    const relayed = relayBatch(request, { ...h.context, maxBodyBytes: 1e6 });
    await onItsWay;
    caller.abort(new Error("gone"));
    if (sent) await relayed;
    else await assert.rejects(relayed, /gone/);
    const row = await h.context.batches.get("local", "msgbatch_1");
    assert.equal(row?.upstream, sent ? "main" : undefined);
    assert.equal(h.lines[0]?.status, sent ? 200 : 499);
  }
});

function requestOf(text: string, signal: AbortSignal): GatewayRequest {
  return {
    method: "POST",
    path: "/v1/messages/batches",
    query: new URLSearchParams(),
    headers: {},
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    signal,
  };
}
