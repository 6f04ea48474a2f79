// What a message cost, by the platform's own count of its tokens and the price row of its model.
import type { Model } from "./capability.ts";
import { type Amount, amountOf, usdOf } from "./money.ts";
import { BATCH_PERCENT, CACHE_WRITE_PERCENT, GEO_PERCENT } from "./price-rules.ts";

/** The usage of a message, as far as it has a price. Source of the shape: Messages types of npm @anthropic-ai/sdk 1.12.0. */
export interface PricedUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  /** Of what was written to the cache, how much is kept an hour; without it five minutes are taken. */
  readonly cache_creation?: { readonly ephemeral_1h_input_tokens?: number | null } | null;
  readonly service_tier?: string | null;
  readonly inference_geo?: string | null;
}

/**
 * USD, by list price: what an account was granted, and what a cloud adds for a region, is not known here. Null where no price is published.
 */
export function messageCost(model: Model, usage: PricedUsage): number | null {
  const price = model.price.value;
  if (price === null) return null;
  const fresh = whole(usage.input_tokens);
  const read = whole(usage.cache_read_input_tokens);
  const written = whole(usage.cache_creation_input_tokens);
  const hourly = Math.min(written, whole(usage.cache_creation?.ephemeral_1h_input_tokens));
  const isLong = price.long !== undefined && fresh + read + written > price.long.overTokens;
  const rates = isLong && price.long ? price.long : price;
  const geo = usage.inference_geo;
  const percents = [
    ...(usage.service_tier === "batch" ? [BATCH_PERCENT.value] : []),
    ...(geo === "us" ? [GEO_PERCENT.value] : []),
  ];
  const sums: Amount[] = [
    amountOf(fresh, rates.input, percents),
    amountOf(read, rates.cacheRead, percents),
    amountOf(written - hourly, rates.input, [CACHE_WRITE_PERCENT["5m"].value, ...percents]),
    amountOf(hourly, rates.input, [CACHE_WRITE_PERCENT["1h"].value, ...percents]),
    amountOf(whole(usage.output_tokens), rates.output, percents),
  ];
  return usdOf(sums.reduce((sum, amount) => sum + amount, 0n));
}

/** A server's own count may be anything. */
function whole(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}
