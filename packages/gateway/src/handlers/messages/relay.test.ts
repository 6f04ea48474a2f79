import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { splice } from "@fovea/client/internal/wire/splice";
import type { GatewayRequest } from "../../exchange.ts";
import { errorReply } from "../../reply/envelope.ts";
import { read, startPlatform, startSink } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { createRelay } from "../../upstream/relay.ts";
import { createRouter } from "../../upstream/router.ts";
import type { Upstream, UpstreamRequest } from "../../upstream/upstream.ts";
import { ask, byFile, byUrl, fromTool, image, JPEG, PDF, PNG, pdf, sized, text64 } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";
import { withLedger } from "./lane.ts";
import { relay } from "./relay.ts";

const URL_A = "https://example.com/a.png";
const TEXT = { type: "text", text: "Wäs is \ud83d\ude00 this?" };

/** An upstream that keeps what it gets. */
function keeper(
  platform = PLATFORMS.compatible,
): Upstream & { readonly got: { request: UpstreamRequest; body: string }[] } {
  const got: { request: UpstreamRequest; body: string }[] = [];
  const upstream = upstreamOf({
    platform,
    async send(request) {
      got.push({ request, body: (await read(request.body)).toString() });
      return { status: 418, headers: { "x-own": "1", "content-type": "application/json" }, body: '{"answer" : 42}' };
    },
  });
  return { ...upstream, got };
}

test("what a platform does not take goes as base64, and every other byte goes as it came", async () => {
  const upstream = keeper();
  const h = harness({ upstream, urls: { [URL_A]: JPEG } });
  const id = await h.upload(PNG, "image/png");
  const body = `{ "max_tokens":1.0e2 ,"model":"llava", "temperature": 1e-1,"messages":[{"role":"user","content":[
    {"type":"image","source":{"type":"file","file_id":"${id}"},"cache_control":{"type":"ephemeral"}}, ${JSON.stringify(TEXT)},
    {"type":"tool_result","tool_use_id":"t","content":[{"source":{"url":"${URL_A}","type":"url"},"type":"im\\u0061ge"}]},
    ${JSON.stringify(image(PNG, "image/jpeg"))}]}],"unknown":{"a":[1,2.50]}}`;
  const told = await h.post(body);
  const inline = (type: string, bytes: Uint8Array): string =>
    `{"type":"base64","media_type":"${type}","data":"${text64(bytes)}"}`;
  const expected = body
    .replace(`{"type":"file","file_id":"${id}"}`, inline("image/png", PNG))
    .replace(`{"url":"${URL_A}","type":"url"}`, inline("image/jpeg", JPEG))
    .replace('"media_type":"image/jpeg","data":"iVBOR', '"media_type":"image/png","data":"iVBOR');
  assert.equal(upstream.got[0]?.body, expected);
  assert.equal(upstream.got[0]?.request.length, Buffer.byteLength(expected));
  assert.deepEqual([told.status, told.text, told.headers["x-own"]], [418, '{"answer" : 42}', "1"]);
  assert.equal(told.headers["fovea-images"], "in=3 out=3");
  assert.equal(
    told.headers["fovea-mended"],
    "messages.0.content.0=inline:compatible, messages.0.content.2.content.0=inline:compatible, messages.0.content.3=type.relabelled",
  );
  assert.deepEqual(
    h.lines.map(({ model, status, in: came, out, images }) => [
      model,
      status,
      came,
      out,
      images.map(({ step }) => step),
    ]),
    [["llava", 418, 3, 3, ["inline", "inline", "relabel"]]],
  );
});

test("a body with nothing to change goes as it came, long base64 and streams too", async () => {
  const upstream = keeper();
  const h = harness({ upstream });
  const body = JSON.stringify(ask([image(sized(100, 100, 9000)), TEXT], { stream: true }), null, 1);
  await h.post(body);
  assert.equal(upstream.got[0]?.body, body);
  assert.equal(upstream.got[0]?.request.stream, true);
});

test("strict refuses what the platform's row refuses, and 5 MB where the platform has 5 MB", async () => {
  const h = harness({ upstream: keeper(PLATFORMS.bedrock) });
  const id = await h.upload(PNG, "image/png");
  for (const block of [byUrl(URL_A), byFile(id)]) {
    const told = await h.post(ask([block]), "strict");
    assert.equal(told.status, 400);
    assert.match(
      told.json.error.message,
      /^messages\.0\.content\.0: There is no way to send image blocks by .* to Amazon Bedrock/,
    );
  }
  const long = await h.post(ask([image(sized(10, 10, 3_932_160))]), "strict");
  assert.match(
    long.json.error.message,
    /^messages\.0\.content\.0\.image\.source\.base64: image exceeds 5 MB maximum: \d+ bytes > 5242880 bytes$/,
  );
  const large = await h.upload(sized(10, 10, 3_932_160), "image/png");
  const told = await h.post(ask([fromTool(byFile(large))]));
  assert.match(told.json.error.message, /^messages\.0\.content\.0\.content\.0: The image is \d+ bytes as base64/);
});

test("a document of the assistant goes to the platform under the old version only", async () => {
  const messages = [
    { role: "user", content: "hi" },
    { role: "assistant", content: [pdf(PDF)] },
  ];
  const body = { model: "claude-opus-5-5", max_tokens: 1, messages };
  const h = harness({ upstream: keeper(PLATFORMS.anthropic) });
  assert.equal((await h.post(body, "strict", { version: "2023-06-01" })).status, 418);
  const told = await h.post(body, "strict", { version: "2026-10-21" });
  assert.equal(told.status, 400);
  assert.match(
    told.json.error.message,
    /^messages\.1\.content\.0: The document block stands in a message of the assistant/,
  );
});

test("a PDF behind a url or in the store goes to Bedrock as base64", async () => {
  const upstream = keeper(PLATFORMS.bedrock);
  const h = harness({ upstream, urls: { "https://example.com/a.pdf": PDF } });
  const id = await h.upload(PDF, "application/pdf");
  const told = await h.post(ask([byUrl("https://example.com/a.pdf", "document"), byFile(id, "document")]));
  assert.equal(told.status, 418, told.text);
  assert.deepEqual(JSON.parse(upstream.got[0]?.body ?? "").messages[0].content, [pdf(PDF), pdf(PDF)]);
  assert.equal(told.headers["fovea-images"], "in=0 out=0");
});

test("documents of every kind go to the Claude API on a socket as they came, and a compatible server's refusal says what to do", async (t) => {
  const bodies: string[] = [];
  const platform = await startPlatform(async (request, response) => {
    bodies.push((await read(request)).toString());
    response.end("{}");
  });
  t.after(platform.stop);
  const notes = {
    type: "document",
    source: { type: "text", media_type: "text/plain", data: "naïve notes" },
    title: "N",
  };
  const parts = { type: "document", source: { type: "content", content: [{ type: "text", text: "a" }, image(PNG)] } };
  const body = JSON.stringify(ask([pdf(PDF), notes, parts, byUrl("https://example.com/a.pdf", "document"), TEXT]));
  const claude = createRelay({ baseUrl: platform.url, platform: PLATFORMS.anthropic });
  t.after(() => claude.close());
  for (const mode of ["mend", "strict"] as const) {
    const told = await harness({ upstream: claude }).post(body, mode);
    assert.deepEqual([told.status, bodies.pop()], [200, body], told.text);
  }
  const broken = await harness({ upstream: claude }).post(ask([pdf(PNG)]));
  assert.equal(broken.json.error.details.error_code, "input.image-in-document");

  const compatible = createRelay({ baseUrl: platform.url });
  t.after(() => compatible.close());
  for (const document of [pdf(PDF), notes]) {
    const told = await harness({ upstream: compatible }).post(ask([document]));
    assert.equal(told.status, 400);
    assert.match(told.json.error.message, /^messages\.0\.content\.0: There is no way to send document blocks/);
    assert.match(
      told.json.error.message,
      /Send the pages of the document as image blocks, or its text as a text block;/,
    );
  }
  assert.equal(bodies.length, 0);
});

test("count_tokens goes to the platform that answers", async () => {
  const upstream = keeper();
  const h = harness({ upstream, urls: { [URL_A]: PNG } });
  await h.count({ model: "llava", messages: [{ role: "user", content: [byUrl(URL_A)] }] });
  assert.equal(upstream.got[0]?.request.target, "/v1/messages/count_tokens");
  assert.deepEqual(JSON.parse(upstream.got[0]?.body ?? "").messages[0].content, [image(PNG)]);
});

/** Splicers that lose something. */
const MUTANTS: Readonly<Record<string, typeof splice>> = {
  "drops the first edit": (scan, edits) => splice(scan, edits.slice(1)),
  "drops the last edit": (scan, edits) => splice(scan, edits.slice(0, -1)),
  "drops every edit": (scan) => splice(scan, []),
  "removes a block": (scan, edits) =>
    splice(scan, [...edits.filter(({ at }) => at[3] !== 1), { at: ["messages", 0, "content", 1], op: "remove" }]),
  "empties a source": (scan, edits) =>
    splice(
      scan,
      edits.map((edit) => (edit.at[3] === 0 ? { at: edit.at, op: "replace", value: null } : edit)),
    ),
  "stops early": (scan, edits) => {
    const whole = splice(scan, edits);
    return {
      length: whole.length,
      async *open(onSource) {
        let left = 3;
        for await (const piece of whole.open(onSource))
          if (left-- > 0) yield piece;
          else return;
      },
    };
  },
};

for (const [name, mutant] of Object.entries(MUTANTS))
  test(`a splicer that ${name} is a 500, and the platform never sees a whole request`, async (t) => {
    const sink = await startSink();
    t.after(sink.stop);
    const upstream = createRelay({ baseUrl: sink.url, maxRetries: 0 });
    const h = harness({ upstream, urls: { [URL_A]: JPEG } });
    const id = await h.upload(PNG, "image/png");
    const text = JSON.stringify(ask([byFile(id), byUrl(URL_A), image(sized(100, 100, 50_000)), TEXT]));
    const request: GatewayRequest = {
      method: "POST",
      path: "/v1/messages",
      query: new URLSearchParams(),
      headers: { "content-length": String(Buffer.byteLength(text)) },
      body: (async function* () {
        yield Buffer.from(text);
      })(),
      signal: AbortSignal.timeout(30_000),
    };
    const reply = await withLedger(request, h.context, (admitted, notes) =>
      relay(request, admitted, notes, { ...h.context, router: createRouter([upstream]) }, mutant),
    ).catch((error: unknown) => errorReply(error, "req_test"));
    await upstream.close();
    assert.equal(reply.status, 500);
    assert.deepEqual([h.lines[0]?.status, h.lines[0]?.in], [500, 3]);
    if (sink.seen() !== "") await sink.closed;
    const [head = "", ...rest] = sink.seen().split("\r\n\r\n");
    const promised = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 1);
    assert.ok(rest.join("\r\n\r\n").length < promised, `${rest.join("").length} of ${promised} bytes`);
  });

test("a platform on a socket gets a whole request, and its stream comes back as it is", async (t) => {
  const bodies: string[] = [];
  const platform = await startPlatform(async (request, response) => {
    bodies.push((await read(request)).toString());
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end("event: ping\ndata: {}\n\n");
  });
  t.after(platform.stop);
  const upstream = createRelay({ baseUrl: platform.url });
  const h = harness({ upstream });
  const id = await h.upload(PNG, "image/png");
  const told = await h.post(ask([byFile(id), TEXT]));
  await upstream.close();
  assert.deepEqual(JSON.parse(bodies[0] ?? ""), ask([image(PNG), TEXT]));
  assert.deepEqual([told.status, told.text], [200, "event: ping\ndata: {}\n\n"]);
});
