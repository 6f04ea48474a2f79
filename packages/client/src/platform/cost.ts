// What input tokens cost, by the price row of a model.
import type { Model, Price } from "./capability.ts";

/**
 * USD for `tokens` input tokens of a prompt of `promptTokens` tokens in all, without caching; null where no price is published. Some
 * models charge every token of a long prompt more, so give `promptTokens` when the tokens are only a part. Default: the tokens are all.
 */
export function inputCost(model: Model, tokens: number, promptTokens: number = tokens): number | null {
  const price = model.price.value;
  return price === null ? null : (tokens * rate(price, promptTokens)) / 1_000_000;
}

function rate(price: Price, promptTokens: number): number {
  return price.long !== undefined && promptTokens > price.long.overTokens ? price.long.input : price.input;
}
