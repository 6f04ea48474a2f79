import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import type { PlatformId } from "../platform/capability.ts";
import { DIAGNOSTICS } from "./diagnostics.ts";
import { base64, context, file, held, jpeg, MIB, other, png, tiff, times, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Policy } from "./plan.ts";

function notes(
  blocks: Block | readonly Block[],
  platform: PlatformId = "anthropic",
  policy: Partial<Policy> = {},
  modelId = "claude-opus-5-5",
): string[] {
  const plan = makePlan([blocks].flat() as Block[], context(platform, policy, { modelId }));
  return plan.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test("a plain picture on a certain platform gets no note", () => {
  assert.deepEqual(notes(base64(png(1000, 1000))), []);
});

test("a picture the model sees smaller says both sizes", () => {
  assert.deepEqual(notes(base64(png(4000, 3000))), [
    "size.downscaled: claude-opus-5-5 sees 2,212x1,659 px of the 4,000x3,000 px sent; coordinates in the answer are in the smaller size.",
  ]);
});

test("notes on the bytes: frames, size, an unusual JPEG", () => {
  assert.deepEqual(notes(base64(png(100, 300, { frames: 3 }))), [
    "size.small: The model sees 100x300 px; below 200 px on a side answers are often wrong.",
    "frames.first-only: The picture has 3 frames; the model sees the first.",
  ]);
  assert.deepEqual(notes(base64(jpeg(300, 300, { jpeg: { coding: "arithmetic", components: 3 } }))), [
    'jpeg.unusual: The JPEG uses arithmetic coding, which few decoders read; the platform may answer "Could not process image".',
  ]);
});

test("notes on pixels that are written anew, and on a position in those that are not", () => {
  const at = { gps: true } as const;
  assert.deepEqual(notes(base64(jpeg(1000, 1000, at))), [
    "metadata.gps: The picture is sent as it is, and its metadata hold the position where it was taken; `stripMetadata` (`--strip`) takes them out.",
  ]);
  assert.deepEqual(notes(base64(jpeg(4000, 3000, at)), "anthropic", { fit: "seen" }), [
    "pixels.resized: A picture of 2,212x1,659 px is made of the 4,000x3,000 px: upright, in sRGB, without its metadata.",
  ]);
  assert.deepEqual(notes(held(other("image/tiff"))), [
    "pixels.converted: Its pixels are written anew as image/png instead of image/tiff, without its metadata.",
  ]);
});

test("notes on what was corrected", () => {
  assert.deepEqual(notes(base64(png(300, 300), { declared: "image/jpg", flaws: ["data-prefix"] })), [
    "type.relabelled: Declared as image/jpg, the bytes are image/png; they are sent as what they are.",
    "base64.mended: The base64 text was cleaned without touching the bytes: data-prefix.",
  ]);
  assert.deepEqual(notes(held(png(300, 300), { declared: "image/jpeg" })), [
    "type.relabelled: Declared as image/jpeg, the bytes are image/png; they are sent as what they are.",
  ]);
  assert.deepEqual(notes(base64(png(300, 300), { oversizedImage: "downsize" }), "eyes"), [
    "setting.removed: transformations was taken out of the block, because it would be refused by the built-in eyes.",
  ]);
});

test("notes on what is not known", () => {
  assert.deepEqual(notes(url("https://example.org/a.png")), [
    "url.unknown-until-fetched: The URL is fetched by Claude API; size, tokens and whether it is a picture at all are unknown until someone fetches it.",
  ]);
  assert.deepEqual(notes(file()), [
    "file.unknown: Size and tokens of file_011CNha8iCJcU1wXNR6q4V8w are unknown: it was uploaded elsewhere, and files cannot be looked into.",
  ]);
  assert.deepEqual(notes(base64(other("application/pdf"), { type: "document" })), [
    "pages.unknown: The document counts as one page here; claude-opus-5-5 takes at most 600 images and pages together.",
  ]);
});

test("an upload says that it stays", () => {
  assert.deepEqual(notes(held(png(300, 300)), "anthropic", { method: "file" }), [
    "upload.persists: The file stays on Claude API until it expires or someone deletes it, and everyone in the workspace can use it.",
  ]);
});

test("an unknown model is named, with what is assumed", () => {
  assert.deepEqual(notes(base64(png(300, 300)), "anthropic", {}, "my-deployment"), [
    "model.unknown: my-deployment is unknown here; planned as a model that sees at most 1,568 px on a side and takes 100 images. There is no price.",
  ]);
});

test("an uncertain fact is noted when the plan rests on it, and only then", () => {
  const uncertain = (found: readonly string[]): string[] =>
    found
      .filter((line) => line.startsWith("capability.uncertain"))
      .map((line) => line.replace(/^.*Not certain: /, "").replace(/ is taken to be ([\w,]+) .*/, " = $1"));
  assert.deepEqual(uncertain(notes(base64(png(300, 300)), "google-cloud")), []);
  assert.deepEqual(uncertain(notes(url("https://example.org/a.png"), "google-cloud")), [
    "Claude Models on Google Cloud: image blocks by url = yes",
  ]);
  assert.deepEqual(uncertain(notes(url("https://example.org/a.png"), "compatible")), [
    "a compatible server: image blocks by url = no",
  ]);
  assert.deepEqual(uncertain(notes(base64(jpeg(1000, 1000, { byteLength: 4.5 * MIB })), "foundry-azure")), [
    "Microsoft Foundry (hosted on Azure): longest base64 text of an image = 5,242,880",
  ]);
  assert.deepEqual(uncertain(notes(times(21, base64(png(1000, 1000))))), []);
  assert.deepEqual(uncertain(notes(times(21, base64(png(3000, 1000))))), [
    "Claude API: longest side of an image among more than 20 = 2,000",
  ]);
  assert.deepEqual(uncertain(notes(base64(png(300, 300)), "anthropic", {}, "claude-mythos-preview")), [
    "Claude API: the resolution tier of claude-mythos-preview = standard",
  ]);
});

test("a refused block gets no notes of its own", () => {
  assert.deepEqual(notes(base64(png(100, 9000, { frames: 2 })), "anthropic", { mode: "strict" }), []);
});

test("every note has a title without a full stop", () => {
  for (const [code, row] of Object.entries(DIAGNOSTICS)) assert.match(row.title, /^[A-Z].*[^.]$/, code);
});

test("of a TIFF the first page is seen, and of a mended picture not all", () => {
  const codes = (facts: Parameters<typeof base64>[0]): string[] =>
    makePlan([base64(facts)], context()).diagnostics.map(({ code }) => code);
  assert.ok(codes({ ...tiff(900, 700), frames: 3 }).includes("frames.first-only"));
  assert.ok(!codes({ ...tiff(900, 700), frames: 1 }).includes("frames.first-only"));
  assert.ok(codes(png(900, 700, { mended: true })).includes("truncated.mended"));
});
