// Every file of the corpus, through the library and through the gateway, on every platform, for a model of each tier: what leaves is what the
// platform takes and shows the same, what was legal leaves byte for byte, and what is refused is refused by name.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createEyes, type Eyes } from "@fovea/eyes";
import sharp from "sharp";
import { psnr, shown } from "../../packages/client/src/pixels/fixtures/pictures.ts";
import { sha256 } from "../fakes/blocks.ts";
import { type Behind, behind, PLATFORMS } from "../platforms/behind.ts";
import { fileOf, type Listed, MANIFEST, MODELS, throughLibrary } from "./corpus.ts";

const PLATFORM_MODELS = PLATFORMS.flatMap((platform) => MODELS.map((model) => [platform, model] as const));
const isCode = (becomes: string): boolean => becomes !== "same" && becomes !== "changed";
/** What was sent for a file and a tier: the same on every platform, for no picture of the corpus reaches a platform's limit of bytes. */
const sentFor = new Map<string, string>();

test("the corpus is what its manifest says, small, and as hostile as it should be", () => {
  for (const { file, byteLength, sha256: hash } of MANIFEST)
    assert.deepEqual([fileOf(file).length, sha256(fileOf(file))], [byteLength, hash], file);
  assert.ok(MANIFEST.reduce((sum, { byteLength }) => sum + byteLength, 0) < 3_000_000);
  assert.ok(MANIFEST.filter(({ file }) => file.startsWith("hostile-")).length >= 30);
  assert.equal(new Set(MANIFEST.map(({ file }) => file)).size, MANIFEST.length);
});

describe("the library", { timeout: 300_000 }, () => {
  for (const entry of MANIFEST)
    test(`${entry.file} (${entry.what}) becomes ${entry.becomes}`, async () => {
      for (const [platform, model] of PLATFORM_MODELS) {
        const where = `${platform}, ${model}`;
        const sent = await throughLibrary(entry.file, platform, model);
        if (typeof sent === "string" || isCode(entry.becomes)) {
          assert.equal(sent, entry.becomes, where);
          continue;
        }
        assert.equal(sent.equals(fileOf(entry.file)) ? "same" : "changed", entry.becomes, where);
        const key = `${entry.file} ${model}`;
        const hash = sha256(sent);
        assert.equal(sentFor.get(key) ?? hash, hash, `${where}: other bytes than on another platform`);
        if (!sentFor.has(key) && entry.size !== null) await compare(sent, entry, where);
        sentFor.set(key, hash);
      }
    });
});

/** Decoded to the last pixel by a decoder that forgives nothing, in the right proportions, upright, and alike. */
async function compare(sent: Buffer, entry: Listed, where: string): Promise<void> {
  const { data, info } = await sharp(sent, { failOn: "warning", limitInputPixels: false })
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.equal(data.length, info.width * info.height * info.channels);
  const [width, height] = entry.size as readonly [number, number];
  const scale = Math.max(info.width, info.height) / Math.max(width, height);
  const [x, y] = [Math.max(1, width * scale), Math.max(1, height * scale)];
  assert.ok(scale <= 1 && Math.abs(info.width - x) <= 1 && Math.abs(info.height - y) <= 1, `${where}: ${x}x${y}`);
  if (entry.becomes === "same") assert.deepEqual([info.width, info.height], [width, height], where);
  if (entry.minDb === null || entry.becomes === "same") return;
  const original = fileOf(entry.like ?? entry.file);
  const alike = psnr(await shown(sent), await shown(whole(original), { width: info.width, height: info.height }));
  assert.ok(alike >= entry.minDb, `${where}: ${alike} dB`);
}

/** Bombs are decoded by the test as well. */
function whole(bytes: Buffer) {
  return sharp(bytes, { pages: 1, limitInputPixels: false });
}

for (const platform of PLATFORMS)
  describe(`the gateway before ${platform}`, { timeout: 300_000 }, () => {
    let at: Behind;
    before(async () => {
      at = await behind(platform, { fit: "legal" });
    });
    after(() => at.close());

    // Claude 4.5 is not on the Bedrock of 2026.
    const models = platform === "bedrock" ? MODELS.slice(1) : MODELS;
    // In short, a tier a platform, in turn: the plan of the other one was made in the library.
    for (const model of process.env.FOVEA_SOAK
      ? models
      : models.slice(-1 - (PLATFORMS.indexOf(platform) % 2)).slice(0, 1))
      test(`every file, for ${model}`, async () => {
        for (const entry of MANIFEST) {
          const { becomes } = entry;
          const data = fileOf(entry.file).toString("base64");
          const source = { type: "base64", media_type: "image/png", data };
          const content = [
            { type: "image", source },
            { type: "text", text: "?" },
          ];
          const body = { model, max_tokens: 9, messages: [{ role: "user", content }] };
          const count = at.fake.requests.length;
          const response = await at.ask("/v1/messages", body);
          const told = await response.text();
          if (isCode(becomes)) {
            const { error } = JSON.parse(told) as { error: { details?: { error_code?: string } } };
            assert.equal(error.details?.error_code, becomes, `${entry.file}: ${told}`);
            assert.equal(at.fake.requests.length, count, `${entry.file} was sent`);
            continue;
          }
          const [image] = at.fake.requests.at(-1)?.images ?? [];
          assert.equal(at.fake.requests.length, count + 1, `${entry.file}: ${told}`);
          assert.equal(response.status, 200, `${entry.file}: ${told}`);
          const expected = becomes === "same" ? entry.sha256 : sentFor.get(`${entry.file} ${model}`);
          assert.equal(image?.sha256, expected, entry.file);
        }
      });
  });

describe("what the eyes read", { timeout: 300_000 }, () => {
  let eyes: Eyes;
  before(() => {
    eyes = createEyes();
  });
  after(() => eyes.close());

  for (const [file, like] of [
    ["screen.tiff", "screen.png"],
    ["banner.png", "banner.png"],
  ] as const)
    test(`${file} reads the same after Fovea`, async () => {
      const original = await textOf(fileOf(like));
      assert.ok(original.length > 40, original);
      for (const model of MODELS) {
        const sent = await throughLibrary(file, "anthropic", model);
        assert.ok(typeof sent !== "string");
        const text = await textOf(sent);
        const errors = distance(original, text) / original.length;
        assert.ok(errors <= 0.02, `${model}: ${errors} of\n${original}\nare other letters in\n${text}`);
      }
    });

  async function textOf(bytes: Uint8Array): Promise<string> {
    const { text } = await eyes.perceive(bytes);
    return text.lines.map((line) => line.text).join("\n");
  }
});

/** Insertions, deletions and replacements that make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] as number;
}
