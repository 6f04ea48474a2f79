// Pictures before thinking blocks, on every platform: what they alone decide is made again, what a neighbour would change is refused by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "@fovea/client/internal/pixels/fixtures/pictures";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import sharp from "sharp";
import { read } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { image } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const BINDS = "claude-opus-5-5";
const thought = {
  role: "assistant",
  content: [
    { type: "thinking", thinking: "", signature: "s" },
    { type: "text", text: "a" },
  ],
};
const hidden = {
  role: "assistant",
  content: [
    { type: "redacted_thinking", data: "r" },
    { type: "text", text: "a" },
  ],
};
const shows = (...content: object[]): object => ({ role: "user", content: [...content, { type: "text", text: "?" }] });
const body = (messages: object[], more: object = {}): object => ({ model: BINDS, max_tokens: 100, messages, ...more });

function lane(platform = PLATFORMS.anthropic) {
  const got: Buffer[][] = [];
  const upstream = upstreamOf({
    platform,
    async send(request) {
      const text = (await read(request.body)).toString();
      const { messages } = JSON.parse(text) as { messages: { content: { source?: { data: string } }[] }[] };
      const sources = messages.flatMap(({ content }) => content.flatMap(({ source }) => source ?? []));
      got.push(sources.map(({ data }) => Buffer.from(data, "base64")));
      return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
    },
  });
  return { h: harness({ upstream, fit: "legal" }), got };
}

const first = image(await scene(2400, 2400).jpeg({ quality: 30 }).toBuffer(), "image/jpeg");

for (const platform of Object.values(PLATFORMS).filter(({ image }) => image.base64.value)) {
  test(`${platform.id}: a picture that no request could hold goes in the same bytes, turn after turn`, async () => {
    const { h, got } = lane(platform);
    const wide = image(await scene(8100, 405).jpeg().toBuffer(), "image/jpeg");
    const tiff = image(await scene(301, 203).tiff().toBuffer(), "image/tiff");
    for (const messages of [
      [shows(wide, tiff)],
      [shows(wide, tiff), thought, shows()],
      [shows(wide, tiff), hidden, shows()],
    ])
      assert.equal((await h.post(body(messages))).status, 200);
    assert.equal((await sharp(got[0]?.[0]).metadata()).width, 2576);
    assert.deepEqual(got[1], got[0]);
    assert.deepEqual(got[2], got[0]);
  });

  test(`${platform.id}: the 21st picture makes no earlier one smaller that thinking is bound to, and both are named`, async () => {
    const { h, got } = lane(platform);
    const long = image(await scene(2400, 60).png().toBuffer());
    const twenty = Array.from({ length: 20 }, () => long);
    const before = [shows(...twenty), thought];
    assert.equal((await h.post(body([...before, shows()]))).status, 200);
    const refused = await h.post(body([...before, shows(long)]));
    assert.equal(refused.status, 400);
    assert.match(refused.text, /messages\.0\.content\.3\b.*messages\.1\.content\.0\b/);
    assert.equal(got.length, 1);
    // Without thinking, with thinking that may be dropped, and for a model that does not bind any, all of them are made smaller.
    const drop = { thinking: { type: "adaptive", block_binding: { prefix_mismatch_behavior: "drop_block" } } };
    const free = [
      body([shows(...twenty), shows(long)]),
      body([...before, shows(long)], drop),
      body([...before, shows(long)], { model: "claude-opus-4-8" }),
    ];
    for (const asked of free) {
      const told = await h.post(asked);
      assert.equal(told.status, 200, told.text);
      const sides = await Promise.all((got.at(-1) ?? []).map(async (bytes) => (await sharp(bytes).metadata()).width));
      assert.ok(sides.length === 21 && sides.every((side) => side <= platform.manyImagesMaxEdgePx.value));
    }
  });

  test(`${platform.id}: 25 pictures of 2400 px pass, and pass the same in the turns after`, async () => {
    const { h, got } = lane(platform);
    const many = shows(...Array.from({ length: 25 }, () => first));
    const turns = [[many], [many, thought, shows()], [many, thought, shows(), thought, shows(first)]];
    for (const messages of turns) {
      const told = await h.post(body(messages));
      assert.equal(told.status, 200, told.text);
      assert.equal(told.headers["fovea-images"], `in=${got.at(-1)?.length} out=${got.at(-1)?.length}`);
    }
    const [one, two, three] = got;
    assert.deepEqual(two, one);
    assert.deepEqual(three?.slice(0, 25), one);
    for (const bytes of three ?? []) assert.ok(((await sharp(bytes).metadata()).width ?? 9999) <= 2000);
  });
}
