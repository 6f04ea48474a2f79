// What `fit` really sends: measured from the bytes in the request body.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import sharp from "sharp";
import { COMPUTED, DOCUMENTED } from "../content/fixtures/sizes.ts";
import { imageTokens } from "../content/tokens.ts";
import { CapabilityError, FoveaError } from "../errors/errors.ts";
import { bytesOf } from "../media/fixtures/manifest.ts";
import { inspect } from "../media/inspect.ts";
import { createPixels } from "../pixels/create-pixels.ts";
import { noise, psnr, scene, shown } from "../pixels/fixtures/pictures.ts";
import type { PlatformId } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import { createFovea } from "./create-fovea.ts";
import type { AskOptions } from "./fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";

const pixels = createPixels();
const MODELS = { standard: "claude-haiku-4-5", high: "claude-sonnet-5-5" } as const;

interface Source {
  readonly type: string;
  readonly media_type: string;
  readonly data: string;
}

interface Body {
  readonly messages: readonly [{ readonly content: readonly { readonly type: string; readonly source?: Source }[] }];
}

interface Sent {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The pictures that leave for the platform, and the plan that was followed. */
async function send(inputs: Uint8Array | Uint8Array[], call: AskOptions = {}, options: FoveaOptions = {}) {
  const bodies: string[] = [];
  const fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    bodies.push(String(init?.body));
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: "end_turn", usage };
    return Response.json({ ...message, content: [{ type: "text", text: "ok" }] });
  };
  const { plan } = await createFovea({ apiKey: "k", fetch, ...options }).ask(inputs, "?", call);
  const body = JSON.parse(bodies[0] ?? "") as Body;
  const sent = body.messages[0].content.flatMap(({ source }): Sent[] =>
    source ? [{ mediaType: source.media_type, bytes: Buffer.from(source.data, "base64") }] : [],
  );
  return { plan, sent, one: sent[0] as Sent, bodyBytes: (bodies[0] ?? "").length };
}

function sizeOf({ bytes, mediaType }: Sent): readonly [number, number] {
  const found = inspect(bytes, { complete: true });
  assert.ok(found.status === "facts" && found.facts.kind === "image");
  assert.equal(found.facts.mediaType, mediaType);
  return [found.facts.width, found.facts.height];
}

function flat(width: number, height: number): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: "#468" } });
  return (width * height > 1e6 ? picture.jpeg({ quality: 50 }) : picture.png({ compressionLevel: 1 })).toBuffer();
}

const rows = [...DOCUMENTED, ...COMPUTED].filter(
  ({ of }, index, all) => all.findIndex((other) => String(other.of) === String(of)) === index,
);

test("the size the model sees is what is sent, for every size of the documentation's table and more", async () => {
  for (const { of, standard, high } of rows) {
    const bytes = await flat(...of);
    for (const [tier, [width, height, tokens]] of [["standard", standard] as const, ["high", high] as const]) {
      const { plan, one } = await send(bytes, { model: MODELS[tier] });
      const name = `${of.join("x")} for ${tier}`;
      assert.deepEqual(sizeOf(one), [width, height], name);
      assert.equal(plan.totals.tokens, tokens, name);
      assert.equal(imageTokens(width, height, modelOf(MODELS[tier]).model.tier.value), tokens, name);
      // What fits already is not touched.
      if (of[0] === width && of[1] === height) assert.deepEqual(one.bytes, bytes, name);
      // Fitted once more, not a byte changes.
      const again = await send(one.bytes, { model: MODELS[tier] });
      assert.deepEqual(again.one, one, name);
    }
  }
});

describe("every encoder's picture is accepted after Fovea, shows the same, and is fitted once", () => {
  const turned = (orientation: number) => () => scene(301, 203).withMetadata({ orientation }).jpeg().toBuffer();
  const corpus: Record<string, () => Promise<Uint8Array>> = {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`EXIF ${n}`, turned(n)])),
    "EXIF 6, large": () => scene(1901, 1399).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer(),
    "Display P3": () => scene(1801, 1201).withIccProfile("p3").jpeg({ quality: 90 }).toBuffer(),
    "CMYK JPEG": () => scene(1801, 1201).toColourspace("cmyk").jpeg({ quality: 90 }).toBuffer(),
    "progressive JPEG": () => scene(1801, 1201).jpeg({ progressive: true, quality: 90 }).toBuffer(),
    "16 bits": () => scene(1801, 1201).toColourspace("rgb16").png().toBuffer(),
    "one bit": () => scene(1801, 1201).threshold(80).toColourspace("b-w").png({ palette: true, colours: 2 }).toBuffer(),
    AVIF: () => scene(1201, 801).avif({ effort: 0, quality: 70 }).toBuffer(),
    "AVIF, large": () => scene(1801, 1201).avif({ effort: 0, quality: 70 }).toBuffer(),
    TIFF: () => scene(1801, 1201).tiff({ compression: "lzw" }).toBuffer(),
    "TIFF, turned": () => scene(1801, 1201).withMetadata({ orientation: 8 }).tiff({ compression: "lzw" }).toBuffer(),
    BMP: async () => bytesOf("other-3.bmp"),
    ICO: async () => bytesOf("other.ico"),
    GIF: () => scene(1801, 201).gif().toBuffer(),
    "1x1": () => scene(1, 1).png().toBuffer(),
    "9001x3": () => scene(9001, 3).png().toBuffer(),
    "3x9001": () => scene(3, 9001).jpeg().toBuffer(),
    "alpha, large": () => scene(1801, 1201, 4).webp({ quality: 90 }).toBuffer(),
  };
  for (const [name, make] of Object.entries(corpus))
    test(name, async () => {
      const bytes = await make();
      const shownThere = new Map<string, Uint8Array>();
      for (const fit of ["legal", "seen"] as const)
        for (const platform of ["anthropic", "vertex", "eyes"] as const) {
          const call = { fit, model: MODELS.standard };
          const { plan, one } = await send(bytes, call, { platform, pixels });
          const [width, height] = sizeOf(one);
          const kept = plan.steps[0]?.bounds === null;
          if (kept) assert.deepEqual(one.bytes, Buffer.from(bytes));
          const seen = plan.steps[0]?.seen;
          if (fit === "seen" && seen) assert.deepEqual([width, height], [seen.width, seen.height]);
          const again = await send(one.bytes, call, { platform, pixels });
          assert.deepEqual(again.one, one);
          if (kept || name === "BMP" || name === "ICO") continue;
          const size = `${width}x${height}`;
          const original = shownThere.get(size) ?? (await shown(bytes, { width, height }));
          shownThere.set(size, original);
          const alike = psnr(await shown(one.bytes), original);
          assert.ok(alike > (name === "one bit" ? 20 : 33), `${fit}, ${platform}: ${alike} dB`);
        }
    });
});

test("HEIC and SVG are decoded in a process of their own, and sent as what every platform takes", async () => {
  const heic = await send(bytesOf("other.heic"), {}, { platform: "vertex" });
  assert.deepEqual([sizeOf(heic.one), heic.one.mediaType], [[61, 43], "image/jpeg"]);
  assert.ok(psnr(await shown(heic.one.bytes), await shown(bytesOf("png-rgb.png"))) > 25);
  const svg = await send(bytesOf("other.svg"));
  assert.deepEqual([sizeOf(svg.one), svg.one.mediaType], [[61, 43], "image/png"]);
  const px = await sharp(svg.one.bytes).ensureAlpha().raw().toBuffer();
  assert.deepEqual([...px.subarray(0, 4)], [0x33, 0x66, 0xcc, 255]);
  // What is see-through in the drawing stays so.
  assert.equal(px.at(-1), 0);
});

test("bytes: a photograph of 9 MB goes to every platform, in its limit, as JPEG where PNG is too long", async () => {
  const bytes = await noise(2000, 1500).png().toBuffer();
  assert.ok(bytes.length > 8_900_000);
  for (const platform of Object.keys(PLATFORMS) as PlatformId[]) {
    const { one } = await send(bytes, { fit: "legal", model: MODELS.high }, { platform });
    const limit = PLATFORMS[platform].maxImageBase64Bytes.value;
    assert.ok(4 * Math.ceil(one.bytes.length / 3) <= limit, platform);
    assert.deepEqual([sizeOf(one), one.mediaType], [[2000, 1500], "image/jpeg"], platform);
    const again = await send(one.bytes, { fit: "legal", model: MODELS.high }, { platform });
    assert.deepEqual(again.one, one);
  }
});

test("25 pictures of 2400 px pass in one request on every platform", async () => {
  const bytes = await scene(2400, 1600).jpeg({ quality: 80 }).toBuffer();
  const all = Array.from({ length: 25 }, () => bytes);
  for (const platform of Object.keys(PLATFORMS) as PlatformId[])
    for (const fit of ["legal", "seen"] as const) {
      const { sent, bodyBytes, plan } = await send(all, { fit, model: MODELS.high }, { platform });
      assert.equal(sent.length, 25);
      for (const one of sent) assert.ok(Math.max(...sizeOf(one)) < 2000, platform);
      assert.ok(bodyBytes <= PLATFORMS[platform].maxRequestBytes.value);
      assert.ok(plan.ok);
    }
});

describe("without sharp", () => {
  const none = { ready: async () => false, pixels: async () => assert.fail("it was asked to write") };

  test("what is legal goes as it is, and whoever asks for the size seen is told what to install", async () => {
    const bytes = await flat(4000, 1000);
    const { one, plan } = await send(bytes, {}, { pixels: none });
    assert.deepEqual(one.bytes, bytes);
    assert.equal(plan.policy.fit, "legal");
    assert.ok(plan.diagnostics.some(({ code }) => code === "size.downscaled"));
    const error = await send(bytes, { fit: "seen" }, { pixels: none }).catch((error: unknown) => error);
    assert.ok(error instanceof CapabilityError && error.code === "capability.step", String(error));
    assert.match(error.message, /npm install sharp/);
  });

  test("what is not legal is refused with the size that would be", async () => {
    const error = await send(await flat(9000, 100), {}, { pixels: none }).catch((error: unknown) => error);
    assert.ok(error instanceof FoveaError);
    assert.match(error.message, /2,576x29 px.*npm install sharp/);
  });
});
