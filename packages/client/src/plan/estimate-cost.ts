// What the turns cost, to the last digit. With a cache each turn reads what the turn before wrote and writes what is new, as soon as the prompt is
// long enough to be kept; what is shorter is read at the full price, and the platform says nothing of it.
import type { Model, Price } from "../platform/capability.ts";
import { type Amount, amountOf, usdOf } from "../platform/money.ts";
import { BATCH_PERCENT, CACHE_WRITE_PERCENT, type CacheTtl, GEO_PERCENT } from "../platform/price-rules.ts";
import type { EstimateOptions } from "./estimate-options.ts";
import type { TokenEstimate } from "./estimate-tokens.ts";
import type { Range } from "./plan.ts";

/** USD. Every figure is of all turns, at the price of a batch where one was asked for, and with a tenth more where a place was named. */
export interface CostEstimate {
  /** Input and output, as the options ask for. Without `outputTokens` it is the input alone. */
  readonly total: Range;
  /** Input, as the options ask for. */
  readonly input: Range;
  /** Output; null where nobody said how long answers are. */
  readonly output: Range | null;
  /** Input of the first turn alone, as the options ask for. */
  readonly firstTurn: Range;
  /** Input by each way of caching: what `cache` would make of it. */
  readonly inputBy: Readonly<Record<"none" | CacheTtl, Range>>;
}

type Sums = { readonly low: Amount; readonly high: Amount };

/** Null where no price is published. */
export function costOf(model: Model, tokens: TokenEstimate, options: EstimateOptions): CostEstimate | null {
  const price = model.price.value;
  if (price === null) return null;
  const { turns = 1, outputTokens, cache = "none", batch = false, inferenceGeo } = options;
  const percents = [
    ...(batch ? [BATCH_PERCENT.value] : []),
    ...(inferenceGeo === undefined || inferenceGeo === "global" ? [] : [GEO_PERCENT.value]),
  ];
  const course: Course = { price, percents, tokens, minCacheTokens: model.minCacheTokens.value };
  const by = {
    none: inputOf(course, turns, "none"),
    "5m": inputOf(course, turns, "5m"),
    "1h": inputOf(course, turns, "1h"),
  };
  const output = outputTokens === undefined ? null : outputOf(course, turns, outputTokens);
  const input = by[cache];
  return {
    total: usd({ low: input.low + (output?.low ?? 0n), high: input.high + (output?.high ?? 0n) }),
    input: usd(input),
    output: output === null ? null : usd(output),
    firstTurn: usd(inputOf(course, 1, cache)),
    inputBy: { none: usd(by.none), "5m": usd(by["5m"]), "1h": usd(by["1h"]) },
  };
}

interface Course {
  readonly price: Price;
  /** Of everything: batch, place. */
  readonly percents: readonly number[];
  readonly tokens: TokenEstimate;
  readonly minCacheTokens: number;
}

/** Tokens of the prompt of a turn, counted from 1. */
type Prompt = (turn: number) => number;

function inputOf(course: Course, turns: number, cache: "none" | CacheTtl): Sums {
  const { firstTurn, perTurn } = course.tokens;
  const least: Prompt = (turn) => firstTurn.low + (turn - 1) * perTurn.low;
  const most: Prompt = (turn) => firstTurn.high + (turn - 1) * perTurn.high;
  if (cache === "none") {
    const never = turns + 1;
    return { low: conversation(course, turns, least, never, 100), high: conversation(course, turns, most, never, 100) };
  }
  const percent = CACHE_WRITE_PERCENT[cache].value;
  // The first turn whose prompt is kept: the later, the dearer, save that a last turn is kept for nobody. Where the ends of the range part about it,
  // what lies between is inside the cheapest and the dearest of these.
  const early = firstKept(most, course.minCacheTokens, turns);
  const late = firstKept(least, course.minCacheTokens, turns);
  const candidates = new Set(
    [early, late, ...(late > turns ? [Math.max(early, turns)] : [])].filter((at) => at <= late),
  );
  const all = [...candidates].flatMap((at) => [
    conversation(course, turns, least, at, percent),
    conversation(course, turns, most, at, percent),
  ]);
  return { low: all.reduce((a, b) => (b < a ? b : a)), high: all.reduce((a, b) => (b > a ? b : a)) };
}

/** The first turn with a prompt that is long enough; one more than there are turns when none is. */
function firstKept(prompt: Prompt, minTokens: number, turns: number): number {
  for (let turn = 1; turn <= turns; turn++) if (prompt(turn) >= minTokens) return turn;
  return turns + 1;
}

function conversation(
  { price, percents }: Course,
  turns: number,
  prompt: Prompt,
  kept: number,
  writePercent: number,
): Amount {
  let sum = 0n;
  for (let turn = 1; turn <= turns; turn++) {
    const tokens = prompt(turn);
    const rates = ratesOf(price, tokens);
    const before = turn > kept ? prompt(turn - 1) : 0;
    sum += amountOf(before, rates.cacheRead, percents);
    sum += amountOf(tokens - before, rates.input, turn >= kept ? [writePercent, ...percents] : percents);
  }
  return sum;
}

/** An output costs more, too, when its prompt is long. */
function outputOf({ price, percents, tokens }: Course, turns: number, outputTokens: number): Sums {
  const { firstTurn, perTurn } = tokens;
  const at = (first: number, more: number): Amount => {
    let sum = 0n;
    for (let turn = 0; turn < turns; turn++)
      sum += amountOf(outputTokens, ratesOf(price, first + turn * more).output, percents);
    return sum;
  };
  return { low: at(firstTurn.low, perTurn.low), high: at(firstTurn.high, perTurn.high) };
}

function ratesOf(price: Price, promptTokens: number): Pick<Price, "input" | "output" | "cacheRead"> {
  return price.long !== undefined && promptTokens > price.long.overTokens ? price.long : price;
}

function usd({ low, high }: Sums): Range {
  return { low: usdOf(low), high: usdOf(high) };
}
