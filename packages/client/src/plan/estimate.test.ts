import assert from "node:assert/strict";
import { test } from "node:test";
import type { PdfPages } from "../media/facts.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import { estimate } from "./estimate.ts";
import { context, file, held, jpeg, other, times, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";

const opus = { modelId: "claude-opus-5-5" };
const photo = held(jpeg(1000, 1000, { byteLength: 300_000 }));

/** Bytes of `{"type":"base64","media_type":"image/jpeg","data":"..."}` for a file of 300,000 bytes, counted by hand. */
const BASE64 = 43 + 10 + 400_000;
/** Bytes of `{"type":"file","file_id":""}`, and an id of 29 letters. */
const FILE = 28 + 29;

function by(found: ReturnType<typeof estimate>, method: string) {
  const way = found.wire.find((one) => one.method === method);
  assert.ok(way);
  return way;
}

test("one picture: visual tokens are exact, its base64 is resent each turn, and a file is uploaded once", () => {
  const plan = makePlan([photo], { ...context("anthropic", {}, opus), otherBytes: 1000 });
  const found = estimate(plan, { turns: 20, prompt: "And now?" });
  assert.equal(found.tokens.visual, 1296);
  const base64 = by(found, "base64");
  const file = by(found, "file");
  assert.deepEqual(base64.firstTurn, { low: BASE64 + 1000, high: BASE64 + 1000 });
  // Each further turn adds an empty answer, {"role":"assistant","content":""}, a prompt of 8 letters, and its own frame, two commas: 71 bytes.
  assert.deepEqual(base64.lastTurn, { low: BASE64 + 1000 + 19 * 71, high: BASE64 + 1000 + 19 * 71 });
  assert.equal(file.upload, 300_000);
  assert.deepEqual(file.firstTurn, { low: FILE + 1000, high: FILE + 1000 });
  const all = 300_000 + 20 * (FILE + 1000) + 190 * 71;
  assert.deepEqual(file.allTurns, { low: all, high: all });
  assert.ok(all < 0.05 * (base64.allTurns?.low ?? 0));
  assert.ok([base64, file].every(({ taken, possible }) => taken && possible));
  assert.deepEqual([by(found, "url").taken, by(found, "url").possible], [true, false]);
});

test("a platform that takes base64 alone says so, and how many turns its longest request holds", () => {
  const blocks = times(9, held(jpeg(1000, 1000, { byteLength: 1_500_000 })));
  const plan = makePlan(blocks, context("bedrock", {}, opus));
  const found = estimate(plan, { turns: 5, prompt: "x".repeat(1_000_000) });
  assert.deepEqual(
    found.wire.map(({ method, taken }) => [method, taken]),
    [
      ["base64", true],
      ["url", false],
      ["file", false],
    ],
  );
  const first = by(found, "base64").firstTurn?.high ?? 0;
  const limit = PLATFORMS.bedrock.maxRequestBytes.value;
  const fit = by(found, "base64").turnsThatFit ?? 0;
  const each = 1_000_000 + 63;
  assert.ok(first + (fit - 1) * each <= limit && first + fit * each > limit && fit < 5 && fit > 0, `${fit} turns`);
});

test("what nobody knows yet is null, never zero: a url that was not fetched, a picture that nobody has written", () => {
  const plan = makePlan([url("https://example.org/a.png")], context("anthropic", {}, opus));
  const found = estimate(plan);
  assert.equal(found.tokens.unknown, 1);
  assert.equal(by(found, "base64").firstTurn, null);
  assert.equal(by(found, "file").upload, null);
  assert.equal(by(found, "file").allTurns, null);
  assert.equal(
    by(found, "url").firstTurn?.low,
    JSON.stringify({ type: "url", url: "https://example.org/a.png" }).length,
  );
  assert.match(found.notes.map(({ message }) => message).join(" "), /The tokens of 1 block are not known yet/);

  const large = makePlan([held(jpeg(6000, 4000))], context("anthropic", { fit: "seen" }, opus));
  assert.equal(large.steps[0]?.action, "resize");
  assert.equal(by(estimate(large), "base64").firstTurn, null);
  const written = {
    "messages.0.content.0": { mediaType: "image/jpeg", byteLength: 300_000, width: 2352, height: 1568 },
  };
  const known = estimate(large, { written });
  assert.equal(by(known, "base64").firstTurn?.low, BASE64);
  assert.equal(by(known, "file").upload, 300_000);
  assert.equal(known.tokens.visual, 4704);
});

test("a picture whose size no header told has tokens once it is written", () => {
  const heic = held(other("image/heic"));
  const plan = makePlan([heic], context("anthropic", {}, opus));
  assert.equal(estimate(plan).tokens.unknown, 1);
  const written = {
    "messages.0.content.0": { mediaType: "image/jpeg", byteLength: 9000, width: 1000, height: 1000 },
  };
  const { tokens } = estimate(plan, { written });
  assert.deepEqual([tokens.unknown, tokens.visual], [0, 1296]);
});

test("a file that is on the platform is uploaded by nobody", () => {
  const found = estimate(makePlan([file()], context("anthropic", {}, opus)));
  assert.equal(by(found, "file").upload, 0);
});

test("pages of a PDF are a range, and so is what they cost", () => {
  const pdf: PdfPages = { pages: 2, exact: true, encryption: "none" };
  const block = held({ ...other("application/pdf"), pdf }, { type: "document" });
  const { tokens, cost } = estimate(makePlan([block], context("anthropic", {}, opus)));
  assert.deepEqual(tokens.pages, { count: 2, tokens: { low: 3000, high: 2 * (3000 + 4784) } });
  assert.ok(tokens.firstTurn.low >= 3006 && tokens.firstTurn.high <= 15_579);
  assert.ok((cost?.total.low ?? 0) >= 0.012 && (cost?.total.high ?? 0) < 0.063);
});

test("the tokens of all turns are the sum of the turns", () => {
  const plan = makePlan([photo], context("anthropic", {}, opus));
  const { firstTurn, perTurn, lastTurn, allTurns } = estimate(plan, {
    turns: 4,
    prompt: "What is this?",
    outputTokens: 100,
  }).tokens;
  for (const end of ["low", "high"] as const) {
    const turns = [0, 1, 2, 3].map((turn) => firstTurn[end] + turn * perTurn[end]);
    assert.equal(lastTurn[end], turns[3]);
    assert.equal(
      allTurns[end],
      turns.reduce((a, b) => a + b),
    );
  }
});

test("notes name what the figures rest on: no price, an uncertain one, a cache that keeps nothing, batches, a place, a full context", () => {
  const codes = (
    modelId: string,
    options: Parameters<typeof estimate>[1],
    platform: "anthropic" | "bedrock" = "anthropic",
  ) => estimate(makePlan([photo], context(platform, {}, { modelId })), options).notes.map(({ code }) => code);
  assert.deepEqual(codes("claude-opus-5-5", {}), []);
  assert.deepEqual(codes("my-deployment", {}), ["price.none"]);
  assert.deepEqual(codes("claude-fable-5-2", {}), ["price.uncertain"]);
  assert.deepEqual(codes("claude-haiku-4-5", { cache: "5m" }), ["cache.below-minimum"]);
  assert.deepEqual(codes("claude-haiku-5-5", { cache: "5m" }), ["cache.minimum-uncertain"]);
  assert.deepEqual(codes("claude-opus-5-5", { batch: true }, "bedrock"), ["batch.not-taken"]);
  assert.deepEqual(codes("claude-opus-5-5", { inferenceGeo: "us" }), ["geo.uncertain"]);
  assert.deepEqual(codes("claude-haiku-4-5", { turns: 200, outputTokens: 1000 }), ["context.over"]);
  assert.deepEqual(codes("claude-opus-5-5", { turns: 2 }), ["answers.not-counted"]);
  assert.deepEqual(codes("claude-haiku-5-5", { texts: ["word ".repeat(100_000)] }), ["price.long"]);
});

test("an estimate is plain data that nobody can change", () => {
  const found = estimate(makePlan([photo], context("anthropic", {}, opus)));
  assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  assert.throws(() => Object.assign(found.tokens, { visual: 0 }), TypeError);
});

test("options that are none are a TypeError at once", () => {
  const plan = makePlan([photo], context("anthropic"));
  for (const wrong of [
    { turns: 0 },
    { turns: 1.5 },
    { turns: 20_000 },
    { outputTokens: -1 },
    { cache: "10m" },
    { batch: 1 },
    { inferenceGeo: 5 },
    { prompt: 5 },
    { texts: [5] },
  ])
    assert.throws(() => estimate(plan, wrong as never), TypeError, JSON.stringify(wrong));
});
