// Pictures that would be refused, written anew on the way: what the platform gets, what the engine gets, and what the caller is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { noise, scene } from "@fovea/client/internal/pixels/fixtures/pictures";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import sharp from "sharp";
import { read } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { ask, byFile, byUrl, image, PNG } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const HIGH = "claude-sonnet-5-5";
const TEXT = { type: "text", text: "What is this?" };

interface Block {
  readonly source?: { readonly type: string; readonly media_type: string; readonly data: string };
}

function keeper(platform = PLATFORMS.anthropic) {
  const got: Block[][] = [];
  const upstream = upstreamOf({
    platform,
    async send(request) {
      const body = JSON.parse((await read(request.body)).toString()) as { messages: [{ content: Block[] }] };
      got.push(body.messages[0].content);
      return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
    },
  });
  const pictureOf = (index: number): Buffer => Buffer.from(got.at(-1)?.[index]?.source?.data ?? "", "base64");
  return { upstream, got, pictureOf };
}

test("legal: a side that is too long and a format that nobody takes are mended, what is legal keeps its bytes", async () => {
  const { upstream, got, pictureOf } = keeper();
  const h = harness({ upstream, fit: "legal" });
  const wide = await scene(8100, 405).jpeg().toBuffer();
  const tiff = await scene(301, 203).tiff({ compression: "lzw" }).toBuffer();
  const large = await scene(4000, 3000).jpeg({ quality: 60 }).toBuffer();
  const told = await h.post(
    ask([image(wide, "image/jpeg"), image(tiff, "image/tiff"), image(large, "image/jpeg"), TEXT], { model: HIGH }),
  );
  assert.equal(told.status, 200, told.text);
  const first = await sharp(pictureOf(0)).metadata();
  assert.deepEqual([first.format, first.width, first.height], ["jpeg", 2576, 129]);
  assert.equal(got[0]?.[0]?.source?.media_type, "image/jpeg");
  const second = await sharp(pictureOf(1)).metadata();
  assert.deepEqual([second.format, second.width, second.height], ["png", 301, 203]);
  assert.equal(got[0]?.[1]?.source?.media_type, "image/png");
  assert.deepEqual(pictureOf(2), large);
  assert.equal(told.headers["fovea-images"], "in=3 out=3");
  assert.match(String(told.headers["fovea-mended"]), /messages\.0\.content\.0=pixels\.resized:2576x129/);
  assert.match(String(told.headers["fovea-mended"]), /messages\.0\.content\.1=pixels\.converted:301x203/);
  assert.deepEqual(
    h.lines.at(-1)?.images.map(({ step }) => step),
    ["resize", "transcode", "keep"],
  );
  // What came, and what was sent of it.
  assert.deepEqual(
    h.lines.at(-1)?.images.map(({ width, height, tokens, sent }) => [width, height, tokens, sent]),
    [
      [8100, 405, 92 * 5, { mediaType: "image/jpeg", width: 2576, height: 129 }],
      [301, 203, 11 * 8, { mediaType: "image/png", width: 301, height: 203 }],
      [4000, 3000, 79 * 60, undefined],
    ],
  );
});

test("seen: every picture goes in the size that the model sees; never and strict: none is touched", async () => {
  const large = await scene(4000, 3000).jpeg({ quality: 60 }).toBuffer();
  const body = ask([image(large, "image/jpeg"), TEXT], { model: HIGH });
  const seen = keeper();
  assert.equal((await harness({ upstream: seen.upstream, fit: "seen" }).post(body)).status, 200);
  const { width, height } = await sharp(seen.pictureOf(0)).metadata();
  assert.deepEqual([width, height], [2212, 1659]);
  for (const [fit, mode] of [
    ["never", "mend"],
    ["seen", "strict"],
  ] as const) {
    const { upstream, pictureOf } = keeper();
    assert.equal((await harness({ upstream, fit }).post(body, mode)).status, 200);
    assert.deepEqual(pictureOf(0), large);
  }
});

test("the bytes of a picture come under the platform's limit, also of one that is fetched or a file", async () => {
  const { upstream, pictureOf } = keeper(PLATFORMS.bedrock);
  const heavy = await noise(1400, 1000).png().toBuffer();
  const url = "https://example.com/heavy.png";
  const h = harness({ upstream, fit: "legal", urls: { [url]: heavy } });
  const id = await h.upload(heavy, "image/png");
  const told = await h.post(ask([image(heavy), byUrl(url), byFile(id), TEXT], { model: "claude-opus-4-8" }));
  assert.equal(told.status, 200, told.text);
  for (const index of [0, 1, 2]) {
    const picture = pictureOf(index);
    assert.ok(picture.length * (4 / 3) <= 5 * 2 ** 20 && picture.length > 100_000);
    assert.deepEqual((await sharp(picture).metadata()).width, 1400);
    assert.deepEqual(picture, pictureOf(0));
  }
});

test("new pictures of files are reserved as they are written, each as often as the file is named", async () => {
  const { upstream, pictureOf } = keeper();
  const h = harness({ upstream: { ...upstream, files: { uploads: "never", foreignFiles: false } }, fit: "seen" });
  const id = await h.upload(await scene(4000, 3000).jpeg({ quality: 60 }).toBuffer(), "image/jpeg");
  const body = JSON.stringify(ask([byFile(id), byFile(id), byFile(id)], { model: HIGH }));
  const told = await h.post(body);
  assert.equal(told.status, 200, told.text);
  assert.equal(h.context.pool.used, body.length + 3 * pictureOf(0).length);
});

test("the ledger has the size that was sent, where the bytes fit only in a smaller one", async () => {
  const platform = withCapabilities(PLATFORMS.anthropic, { maxImageBase64Bytes: 40_000 });
  const { upstream, pictureOf } = keeper(platform);
  const h = harness({ upstream, fit: "legal" });
  const told = await h.post(ask([image(await noise(1400, 1000).png().toBuffer()), TEXT], { model: HIGH }));
  assert.equal(told.status, 200, told.text);
  const { width, height } = await sharp(pictureOf(0)).metadata();
  assert.ok(width < 1400 && pictureOf(0).length <= 30_000, `${width} px, ${pictureOf(0).length} bytes`);
  const [line] = h.lines.at(-1)?.images ?? [];
  assert.deepEqual(line?.sent, { mediaType: "image/jpeg", width, height });
  assert.equal(line?.tokens, Math.ceil(width / 28) * Math.ceil(height / 28));
  assert.match(String(told.headers["fovea-mended"]), new RegExp(`:${width}x${height}$`));
});

test("the engine is given the new picture", async () => {
  const h = harness({ fit: "legal" });
  const turned = await scene(405, 8100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const told = await h.post(ask([image(turned, "image/jpeg"), TEXT]));
  assert.equal(told.status, 200, told.text);
  const [picture] = h.asked[0]?.turns[0]?.pictures ?? [];
  assert.ok(picture !== undefined);
  const { width, height, orientation } = await sharp(picture.bytes ?? picture).metadata();
  assert.deepEqual([width, height, orientation], [2576, 129, undefined]);
});

test("what is converted is counted as it is seen, though its size was not known before", async () => {
  const h = harness({ fit: "legal" });
  const tiff = await scene(301, 203).tiff({ compression: "lzw" }).toBuffer();
  for (const told of [
    await h.count(ask([image(tiff, "image/tiff")])),
    await h.count(ask([image(await scene(301, 203).png().toBuffer())])),
  ])
    assert.deepEqual(told.json, { input_tokens: 11 * 8 });
});

test("damaged pixels are the caller's error and name the block; so is what cannot be decoded here", async () => {
  const { upstream } = keeper();
  const h = harness({ upstream, fit: "legal" });
  const damaged = Buffer.from(await scene(8100, 405).png().toBuffer());
  damaged.fill(0x55, 400, 500);
  const told = await h.post(ask([image(PNG), image(damaged), TEXT], { model: HIGH }));
  assert.equal(told.status, 400);
  assert.match(told.text, /messages\.0\.content\.1.*cannot be read/);
});

test("a picture whose end is missing enters no history: it is refused by name, as the library does, and passes where an answer stands behind it", async () => {
  const { upstream, got } = keeper();
  const h = harness({ upstream, fit: "legal" });
  const whole = await scene(900, 700).jpeg().toBuffer();
  const cut = image(whole.subarray(0, whole.length >> 1), "image/jpeg");
  const png = image((await scene(900, 700).png().toBuffer()).subarray(0, 3000));
  const told = await h.post(ask([image(PNG), cut, png, TEXT], { model: HIGH }));
  assert.equal(told.status, 400);
  assert.match(told.text, /messages\.0\.content\.1.*ends before the picture does.*messages\.0\.content\.2/s);
  assert.equal(got.length, 0);
  // A film behind the photograph is none of anybody's business.
  const film = image(Buffer.concat([whole, Buffer.alloc(200_000, 7)]), "image/jpeg");
  assert.equal((await h.post(ask([film, TEXT], { model: HIGH }))).status, 200);
  const messages = [
    { role: "user", content: [cut, TEXT] },
    { role: "assistant", content: "half of it is grey" },
    { role: "user", content: "which half?" },
  ];
  assert.equal((await h.post({ model: HIGH, max_tokens: 9, messages })).status, 200);
  const passed = await h.post(ask([cut, TEXT], { model: HIGH }), "strict");
  assert.equal(passed.status, 200, passed.text);
});

test("where nothing can write pixels, the refusal says the size that is right", async () => {
  const { upstream } = keeper();
  const pixels = { ready: async () => false, write: async () => assert.fail("it was asked to write") };
  const wide = await scene(8100, 405).jpeg().toBuffer();
  const told = await harness({ upstream, fit: "legal", pixels }).post(
    ask([image(wide, "image/jpeg"), TEXT], { model: HIGH }),
  );
  assert.equal(told.status, 400);
  assert.match(told.text, /2,576x129 px.*npm install sharp/);
});
