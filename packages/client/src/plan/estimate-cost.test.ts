import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { imageTokens } from "../content/tokens.ts";
import { modelOf } from "../platform/models.ts";
import { amountOf, usdOf } from "../platform/money.ts";
import { costOf } from "./estimate-cost.ts";
import type { EstimateOptions } from "./estimate-options.ts";
import type { TokenEstimate } from "./estimate-tokens.ts";
import { exactly } from "./range.ts";

// The figures here were computed by hand from the prices of the documentation, none by the code that they test.

const runs = process.env.FOVEA_SOAK ? 10_000 : 200;

/** Turns of exactly so many tokens. */
function tokens(first: number, more = 0): TokenEstimate {
  return {
    visual: first,
    pages: null,
    text: exactly(0),
    unknown: 0,
    firstTurn: exactly(first),
    perTurn: exactly(more),
    lastTurn: exactly(0),
    allTurns: exactly(0),
  };
}

function cost(model: string, first: number, options: EstimateOptions = {}, more = 0) {
  const found = costOf(modelOf(model).model, tokens(first, more), options);
  assert.ok(found !== null);
  assert.equal(found.total.low, found.total.high);
  return found;
}

describe("the documentation's cost examples come out to the last digit:", () => {
  const rows: readonly (readonly [string, width: number, height: number, usd: number])[] = [
    ["claude-haiku-4-5", 1000, 1000, 0.001296],
    ["claude-opus-5", 1000, 1000, 0.00648],
    ["claude-opus-5", 3840, 2160, 0.02392],
    // One picture of the largest size the model sees.
    ["claude-fable-5-2", 2576, 1449, 0.038272],
    ["claude-opus-5-5", 2576, 1449, 0.019136],
    ["claude-sonnet-5-5", 2576, 1449, 0.009568],
    ["claude-haiku-5-5", 2576, 1449, 0.0004784],
    ["claude-opus-4-6", 1372, 891, 0.00784],
    ["claude-sonnet-4-6", 1372, 891, 0.004704],
    ["claude-haiku-4-5", 1372, 891, 0.001568],
  ];
  for (const [model, width, height, usd] of rows)
    test(`${model}, ${width}x${height}: $${usd}`, () => {
      const { total, output } = cost(model, imageTokens(width, height, modelOf(model).model.tier.value));
      assert.equal(total.low, usd);
      assert.equal(output, null);
    });
});

test("a conversation without a cache pays for everything so far in each turn", () => {
  // 10,000 + 10,500 + 11,000 tokens at $4 a million; three answers of 300 tokens at $20.
  const found = cost("claude-opus-5-5", 10_000, { turns: 3, outputTokens: 300 }, 500);
  assert.deepEqual(found.input, exactly(0.126));
  assert.deepEqual(found.output, exactly(0.018));
  assert.deepEqual(found.total, exactly(0.144));
  assert.deepEqual(found.firstTurn, exactly(0.04));
});

test("with a cache each turn writes what is new and reads the rest", () => {
  // Writes: 10,000 + 500 + 500 at $4 x 1.25 = $5 a million; reads: 10,000 + 10,500 at $0.20.
  const found = cost("claude-opus-5-5", 10_000, { turns: 3, cache: "5m" }, 500);
  assert.deepEqual(found.input, exactly(0.0591));
  // Writes at $8.
  assert.deepEqual(found.inputBy["1h"], exactly(0.0921));
  assert.deepEqual(found.inputBy.none, exactly(0.126));
  assert.deepEqual(found.firstTurn, exactly(0.05));
});

test("a prompt below the model's minimum is not kept, and costs the full price until it is long enough", () => {
  // Haiku 4.5 keeps from 4,096 tokens on, $1 in, $0.10 to read. Turns of 3,000, 4,000, 5,000 and 6,000: the third is written, the fourth
  // reads 5,000 and writes 1,000: 0.003 + 0.004 + 0.00625 + 0.0005 + 0.00125.
  const found = cost("claude-haiku-4-5", 3000, { turns: 4, cache: "5m" }, 1000);
  assert.deepEqual(found.input, exactly(0.015));
  // One picture of the standard tier is never long enough: caching it changes nothing.
  const one = cost("claude-haiku-4-5", 1568, { cache: "1h" });
  assert.deepEqual(one.input, exactly(0.001568));
});

test("a batch costs half, of input, output and cache alike; a named place a tenth more", () => {
  const plain = { turns: 3, outputTokens: 300, cache: "5m" } as const;
  const full = cost("claude-opus-5-5", 10_000, plain, 500);
  assert.deepEqual(full.total, exactly(0.0771));
  assert.deepEqual(cost("claude-opus-5-5", 10_000, { ...plain, batch: true }, 500).total, exactly(0.03855));
  assert.deepEqual(cost("claude-opus-5-5", 10_000, { ...plain, inferenceGeo: "us" }, 500).total, exactly(0.08481));
  assert.deepEqual(cost("claude-opus-5-5", 10_000, { ...plain, inferenceGeo: "global" }, 500).total, full.total);
  const both = cost("claude-opus-5-5", 10_000, { ...plain, batch: true, inferenceGeo: "us" }, 500);
  assert.deepEqual(both.total, exactly(0.042405));
});

test("over 100,000 tokens every token of a prompt to Haiku 5.5 costs five times as much, answers too", () => {
  // 100,000 at $0.10, then 100,001 at $0.50; 1,000 out at $0.50, then at $2.50.
  const found = cost("claude-haiku-5-5", 100_000, { turns: 2, outputTokens: 1000 }, 1);
  assert.deepEqual(found.input, exactly(0.0600005));
  assert.deepEqual(found.output, exactly(0.003));
  // With a cache: writes 100,000 at $0.125, then reads 100,000 at $0.05 and writes one token at $0.625.
  assert.deepEqual(found.inputBy["5m"], exactly(0.017500625));
});

test("without a published price there is no cost", () => {
  assert.equal(costOf(modelOf("claude-mythos-preview").model, tokens(1000), {}), null);
  assert.equal(costOf(modelOf("my-deployment").model, tokens(1000), {}), null);
});

test("a range of tokens gives a range of cost that holds every conversation inside it", () => {
  const model = modelOf("claude-haiku-4-5").model;
  const small = fc.integer({ min: 1, max: 6000 });
  fc.assert(
    fc.property(
      small,
      small,
      small,
      small,
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom("none", "5m", "1h"),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, c, d, turns, cache, part) => {
        const firstTurn = { low: Math.min(a, b), high: Math.max(a, b) };
        const perTurn = { low: Math.min(c, d), high: Math.max(c, d) };
        const between = ({ low, high }: { low: number; high: number }) => Math.round(low + (high - low) * part);
        const whole = costOf(model, { ...tokens(0), firstTurn, perTurn }, { turns, cache });
        const one = costOf(model, tokens(between(firstTurn), between(perTurn)), { turns, cache });
        assert.ok(whole !== null && one !== null);
        assert.ok(whole.input.low <= one.input.low && one.input.high <= whole.input.high);
      },
    ),
    { numRuns: runs, seed: 7 },
  );
});

test("amounts are exact: the parts cost what the whole costs, and what was written as a price comes back", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 40 }), (parts) => {
      const all = parts.reduce((sum, part) => sum + part, 0);
      const sum = parts.reduce((total, part) => total + amountOf(part, 0.025, [125, 50, 110]), 0n);
      assert.equal(sum, amountOf(all, 0.025, [125, 50, 110]));
    }),
    { numRuns: runs, seed: 7 },
  );
  assert.equal(usdOf(amountOf(1_000_000, 0.025)), 0.025);
  assert.equal(usdOf(amountOf(1, 0.01, [125, 50, 110])), 0.000000006875);
  assert.equal(usdOf(amountOf(10_000_000_000_000, 50)), 500_000_000);
  assert.equal(usdOf(0n), 0);
});
