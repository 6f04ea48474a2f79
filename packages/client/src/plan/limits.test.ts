// Every limit one below, at, and one above. The numbers are written out here, apart from the rows: a row that changes has to change here too.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { visualTokens } from "../content/tokens.ts";
import type { PlatformId } from "../platform/capability.ts";
import { MANY_IMAGES_FIT_EDGE_PX } from "../platform/limits.ts";
import { base64, context, file, held, jpeg, other, png, times } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Plan } from "./plan.ts";
import { MAX_DECODED_PIXELS } from "./rules/size.ts";
import { base64SourceBytes } from "./wire-bytes.ts";

function actions(plan: Plan): string {
  return plan.steps.map((step) => step.action).join(" ");
}

function codes(plan: Plan): string[] {
  return [...plan.steps.flatMap((step) => step.problems), ...plan.problems].map((problem) => problem.code);
}

/** A base64 block whose text has exactly `base64Length` characters. */
function ofLength(base64Length: number): Block {
  return {
    ...base64(jpeg(1000, 1000, { byteLength: Math.floor((base64Length * 3) / 4) })),
    source: { method: "base64", declared: "image/jpeg", base64Length, flaws: [] },
  };
}

const IMAGE_BYTES: Record<PlatformId, number> = {
  anthropic: 10_485_760,
  aws: 10_485_760,
  bedrock: 5_242_880,
  "bedrock-legacy": 5_242_880,
  vertex: 5_242_880,
  "google-cloud": 10_485_760,
  foundry: 10_485_760,
  "foundry-azure": 5_242_880,
  compatible: 10_485_760,
  eyes: 10_485_760,
};

test("the base64 text of an image may be as long as the limit, counted in characters of the text", () => {
  for (const [id, limit] of Object.entries(IMAGE_BYTES) as [PlatformId, number][]) {
    const plan = (length: number): Plan => makePlan([ofLength(length)], context(id, { mode: "strict" }));
    assert.deepEqual(codes(plan(limit - 1)), [], id);
    assert.deepEqual(codes(plan(limit)), [], id);
    assert.deepEqual(codes(plan(limit + 1)), ["limit.image-base64-bytes"], id);
    assert.equal(actions(makePlan([ofLength(limit + 4)], context(id))), "transcode", id);
  }
});

test("a held file is measured by the base64 text it would become, not by its own length", () => {
  // 7,864,320 bytes are 10,485,760 characters of base64; one byte more begins another group of four.
  const plan = (byteLength: number): Plan =>
    makePlan([held(jpeg(1000, 1000, { byteLength }))], context("anthropic", { fit: "never" }));
  assert.deepEqual(codes(plan(7_864_319)), []);
  assert.deepEqual(codes(plan(7_864_320)), []);
  assert.deepEqual(codes(plan(7_864_321)), ["limit.image-base64-bytes"]);
});

test("a side may have 8000 px", () => {
  for (const [width, height] of [
    [1, 0],
    [0, 1],
  ] as const) {
    const plan = (side: number): Plan =>
      makePlan([base64(png(100 + width * (side - 100), 100 + height * (side - 100)))], context());
    assert.equal(actions(plan(7999)), "keep");
    assert.equal(actions(plan(8000)), "keep");
    assert.equal(actions(plan(8001)), "resize");
  }
});

test("more than 20 images bring every one of them under 2000 px", () => {
  const plan = (count: number, side: number): Plan => makePlan(times(count, base64(png(side, 1000))), context());
  assert.ok(plan(19, 2001).steps.every((step) => step.action === "keep"));
  assert.ok(plan(20, 2001).steps.every((step) => step.action === "keep"));
  assert.ok(plan(21, 2001).steps.every((step) => step.action === "resize"));
  assert.ok(plan(21, 1999).steps.every((step) => step.action === "keep"));
  assert.ok(plan(21, 2000).steps.every((step) => step.action === "keep"));
  assert.deepEqual(plan(21, 2001).steps[0]?.resize, { width: 1988, height: 994 });
  assert.equal(MANY_IMAGES_FIT_EDGE_PX, 1988);
});

test("a picture of exactly 2000 px among many is sent, with a note that one report says it was refused", () => {
  const noted = (side: number): number =>
    makePlan(times(21, base64(png(side, 1000))), context()).diagnostics.filter((d) => d.code === "size.at-limit")
      .length;
  assert.equal(noted(1999), 0);
  assert.equal(noted(2000), 21);
});

test("documents count towards the 20 images on Bedrock and Google Cloud, and nowhere else", () => {
  const blocks = (documents: number): Block[] => [
    ...times(20, base64(png(3000, 1000))),
    ...times(documents, base64(other("application/pdf"), { type: "document" })).map((block, index) => ({
      ...block,
      at: ["messages", 1, "content", index],
    })),
  ];
  for (const [id, counts] of Object.entries({
    anthropic: false,
    aws: false,
    bedrock: true,
    "bedrock-legacy": true,
    vertex: true,
    "google-cloud": true,
    foundry: false,
    "foundry-azure": false,
  }) as [PlatformId, boolean][]) {
    assert.equal(makePlan(blocks(0), context(id)).steps[0]?.action, "keep", id);
    assert.equal(makePlan(blocks(1), context(id)).steps[0]?.action, counts ? "resize" : "keep", id);
  }
});

test("100 images and pages go to a model with 200k tokens of context, 600 to the others", () => {
  const small = file();
  for (const [modelId, limit] of [
    ["claude-haiku-4-5", 100],
    ["claude-opus-5-5", 600],
    ["my-foundry-deployment", 100],
  ] as const) {
    const plan = (images: number, documents = 0): Plan =>
      makePlan(
        [
          ...times(images, small),
          ...times(documents, { ...small, type: "document" }).map((block) => ({
            ...block,
            at: ["other", ...block.at],
          })),
        ],
        context("anthropic", {}, { modelId }),
      );
    assert.deepEqual(codes(plan(limit - 1)), [], modelId);
    assert.deepEqual(codes(plan(limit)), [], modelId);
    assert.deepEqual(codes(plan(limit + 1)), ["limit.image-count"], modelId);
    assert.deepEqual(codes(plan(limit - 1, 1)), [], modelId);
    assert.deepEqual(codes(plan(limit, 1)), ["limit.image-count"], modelId);
    assert.equal(plan(limit + 1).ok, false);
  }
});

const REQUEST_BYTES: Record<PlatformId, number> = {
  anthropic: 32 * 1024 * 1024,
  aws: 32 * 1024 * 1024,
  bedrock: 20 * 1024 * 1024,
  "bedrock-legacy": 20 * 1024 * 1024,
  vertex: 30 * 1024 * 1024,
  "google-cloud": 32 * 1024 * 1024,
  foundry: 32 * 1024 * 1024,
  "foundry-azure": 32 * 1024 * 1024,
  compatible: 32 * 1024 * 1024,
  eyes: 32 * 1024 * 1024,
};

test("the request may be as long as the limit, sources and everything else together", () => {
  const block = ofLength(4_000_000);
  const source = base64SourceBytes("image/jpeg", 4_000_000);
  for (const [id, limit] of Object.entries(REQUEST_BYTES) as [PlatformId, number][]) {
    const plan = (bytes: number): Plan =>
      makePlan([block], context(id, { fit: "never" }, { otherBytes: bytes - source }));
    assert.deepEqual(codes(plan(limit - 1)), [], id);
    assert.deepEqual(codes(plan(limit)), [], id);
    assert.deepEqual(codes(plan(limit + 1)), ["limit.request-bytes"], id);
    assert.equal(plan(limit + 1).totals.requestBytes, limit + 1);
  }
});

test("2^27 pixels are decoded, and not one more", () => {
  const plan = (width: number): Plan => makePlan([base64(png(width, 2 ** 13))], context());
  assert.equal(MAX_DECODED_PIXELS, 134_217_728);
  assert.equal(actions(plan(2 ** 14 - 1)), "resize");
  assert.equal(actions(plan(2 ** 14)), "resize");
  assert.deepEqual(codes(plan(2 ** 14 + 1)), ["limit.pixels"]);
});

test("a picture may be as large as the model's tier sees, where its setting says so", () => {
  const plan = (modelId: string, width: number, height: number): Plan =>
    makePlan(
      [base64(png(width, height), { oversizedImage: "error" })],
      context("anthropic", { mode: "strict" }, { modelId }),
    );
  // By the edge: 2576 px and 1568 px; a picture one px over is padded to the next 28.
  assert.deepEqual(codes(plan("claude-opus-5-5", 2575, 100)), []);
  assert.deepEqual(codes(plan("claude-opus-5-5", 2576, 100)), []);
  assert.deepEqual(codes(plan("claude-opus-5-5", 2577, 100)), ["limit.tier"]);
  assert.deepEqual(codes(plan("claude-haiku-4-5", 1567, 100)), []);
  assert.deepEqual(codes(plan("claude-haiku-4-5", 1568, 100)), []);
  assert.deepEqual(codes(plan("claude-haiku-4-5", 1569, 100)), ["limit.tier"]);
  // By the tokens: 69 x 69 = 4761 of 4784, 70 x 69 = 4830; 39 x 40 = 1560 of 1568, 40 x 40 = 1600.
  assert.equal(visualTokens(1932, 1932), 4761);
  assert.deepEqual(codes(plan("claude-opus-5-5", 1932, 1932)), []);
  assert.deepEqual(codes(plan("claude-opus-5-5", 1933, 1932)), ["limit.tier"]);
  assert.deepEqual(codes(plan("claude-haiku-4-5", 1120, 1092)), []);
  assert.deepEqual(codes(plan("claude-haiku-4-5", 1120, 1093)), ["limit.tier"]);
});

test("a side under 200 px gets a note", () => {
  const noted = (side: number): boolean =>
    makePlan([base64(png(side, 500))], context()).diagnostics.some((d) => d.code === "size.small");
  assert.deepEqual([noted(199), noted(200), noted(201)], [true, false, false]);
});

test("a picture that is too large and too long is refused once, for its pixels", () => {
  const [step] = makePlan([base64(png(30_000, 30_000, { byteLength: 9_000_000 }))], context()).steps;
  assert.deepEqual(
    step?.problems.map(({ code }) => code),
    ["limit.pixels"],
  );
});
