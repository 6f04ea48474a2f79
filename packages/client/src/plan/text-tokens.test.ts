import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { FRAME_TOKENS, TEXT_RULE, textTokens } from "./text-tokens.ts";

interface Samples {
  readonly recorded: readonly { readonly text: string; readonly inputTokens: number }[];
  readonly counted: readonly {
    readonly text: string;
    readonly kind: string;
    readonly "before-4.7": number;
    readonly "since-4.7": number;
  }[];
}

const samples = JSON.parse(readFileSync(new URL("fixtures/text-tokens.json", import.meta.url), "utf8")) as Samples;

test("what the Claude API counted for short questions lies in the range, the frame of the message included", () => {
  assert.ok(samples.recorded.length >= 7);
  for (const { text, inputTokens } of samples.recorded) {
    const { low, high } = textTokens(text, "before-4.7");
    const range = [low + FRAME_TOKENS.request.low, high + FRAME_TOKENS.request.high] as const;
    assert.ok(range[0] <= inputTokens && inputTokens <= range[1], `${text}: ${inputTokens} is not in ${range}`);
  }
});

describe("prose lies in the range of both tokenizers,", () => {
  for (const { kind, text, ...tokens } of samples.counted)
    test(kind, () => {
      for (const tokenizer of ["before-4.7", "since-4.7"] as const) {
        const { low, high } = textTokens(text, tokenizer);
        const actual = tokens[tokenizer];
        assert.ok(low <= actual && actual <= high, `${tokenizer}: ${actual} is not in ${low} to ${high}`);
        // A range that held everything would say nothing.
        assert.ok(high <= 3.5 * low, `${low} to ${high}`);
      }
    });
});

test("the newer tokenizer makes more of English, and the same of Russian, Chinese and Arabic", () => {
  const english = samples.counted.find(({ kind }) => kind.endsWith("eng"))?.text ?? "";
  const [before, since] = [textTokens(english, "before-4.7"), textTokens(english, "since-4.7")];
  assert.ok(since.low > 1.3 * before.low && since.high > 1.3 * before.high);
  for (const text of ["Все люди рождаются свободными", "人人生而自由", "يولد جميع الناس أحرارًا"])
    assert.deepEqual(textTokens(text, "since-4.7"), textTokens(text, "before-4.7"));
});

test("no text has no tokens, a space has one, and longer texts never have fewer", () => {
  assert.deepEqual(textTokens("", "since-4.7"), { low: 0, high: 0 });
  assert.deepEqual(textTokens(" ", "since-4.7"), { low: 1, high: 1 });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const { low, high } = textTokens(text, "before-4.7");
      assert.ok(Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high);
      // One character is never more than four tokens: a byte each.
      assert.ok(high <= Math.max(1, 4 * [...text].length));
    }),
    { numRuns: process.env.FOVEA_SOAK ? 5000 : 200, seed: 7 },
  );
});

test("the rule says where it comes from and how often it was right", () => {
  assert.match(TEXT_RULE.measured, /^\d{4}-\d\d-\d\d$/);
  assert.ok(Object.values(TEXT_RULE.inside).every((percent) => percent > 90 && percent < 100));
});
