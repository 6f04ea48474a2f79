import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { GUARDED_BYTES, MAX_BODY_VALUES } from "@fovea/client/internal/wire/depth";
import { read } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { ask, byUrl } from "./fixtures/bodies.ts";
import { harness, type Told } from "./fixtures/harness.ts";

const BROKEN = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
const many = (one: object, count: number): object[] => Array.from({ length: count }, () => one);
const upstream = upstreamOf({
  platform: PLATFORMS.anthropic,
  async send({ body }) {
    await read(body);
    return { status: 200, headers: {}, body: "{}" };
  },
});
const LANES = { "the eyes": {}, "a platform": { upstream } };

function told(reply: Told): [number, string] {
  return [reply.status, reply.json.error?.message ?? ""];
}

for (const [lane, more] of Object.entries(LANES)) {
  test(`${lane}: 100,000 messages are taken, and one more is not`, async () => {
    const messages = many({ role: "user", content: "a" }, 100_000);
    const body = { model: "claude-opus-5-5", max_tokens: 0, messages };
    const h = harness();
    assert.equal((await h.post(body, "mend", more)).status, 200);
    messages.push({ role: "user", content: "a" });
    const message = "messages: List should have at most 100000 items after validation, not 100001";
    for (const mode of ["mend", "strict"] as const)
      assert.deepEqual(told(await h.post(body, mode, more)), [400, message]);
  });

  test(`${lane}: too many pictures are counted, and none of them is looked at`, async () => {
    const h = harness();
    const body = ask([
      ...many(BROKEN, 600),
      { type: "document", source: { type: "url", url: "https://a.example/b.pdf" } },
    ]);
    const strict = await h.post(body, "strict", more);
    assert.deepEqual(told(strict), [400, "too many images and documents: 600 + 1 > 600"]);
    const mended = await h.post(body, "mend", more);
    assert.equal(mended.json.error.details.error_code, "limit.image-count");
    assert.deepEqual(
      h.lines.map(({ in: came, out, images }) => [came, out, images.length]),
      [
        [600, 0, 0],
        [600, 0, 0],
      ],
    );
  });

  test(`${lane}: malformed blocks count too, and the API tells the first of them`, async () => {
    const h = harness();
    const body = ask(many({ type: "image" }, 601));
    assert.equal((await h.post(body, "mend", more)).json.error.details.error_code, "limit.image-count");
    assert.deepEqual(told(await h.post(body, "strict", more)), [
      400,
      "messages.0.content.0.image.source: Field required",
    ]);
  });

  test(`${lane}: documents with a text are no pages, but there is an end to them`, async () => {
    const one = { type: "document", source: { type: "text", media_type: "text/plain", data: "a" } };
    const h = harness();
    const [status, message] = told(await h.post(ask(many(one, 10_001)), "mend", more));
    assert.equal(status, 400);
    assert.match(message, /^too many documents: 10001 /);
    assert.doesNotMatch(told(await h.post(ask(many(one, 700)), "mend", more))[1], /too many/);
  });

  test(`${lane}: a request with more keys than any has is refused, short or long`, async () => {
    const h = harness();
    const keys = (count: number, value: string): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
    const code = "input.body-too-many-keys";
    const short = await h.post({ ...ask([]), ...keys(1000, "") }, "mend", more);
    assert.deepEqual([short.status, short.json.error.details.error_code], [400, code]);
    const long = await h.post(ask([], keys(1000, "a".repeat(GUARDED_BYTES / 1000 + 1))), "mend", more);
    assert.deepEqual([long.status, long.json.error.details.error_code], [400, code]);
  });
}

test("a body with more values than any has is refused before it is parsed", async () => {
  const body = `{"model":"claude-opus-5-5","max_tokens":1,"messages":[${"[],".repeat(MAX_BODY_VALUES)}[]]}`;
  const { status, json } = await harness().post(body);
  assert.deepEqual([status, json.error.details.error_code], [400, "input.body-too-many-values"]);
});

test("of many problems the first twenty are told, and how many more there are", async () => {
  const { status, json } = await harness().post(ask([...many(BROKEN, 30), byUrl("http://a.example/b.png")]));
  const { message, details } = json.error;
  assert.equal(status, 400);
  assert.match(message, /^31 problems: messages\.0\.content\.0: .* messages\.0\.content\.19: .* And 11 more\.$/);
  assert.doesNotMatch(message, /content\.20/);
  assert.deepEqual([details.problems.length, details.more], [20, 11]);
});
