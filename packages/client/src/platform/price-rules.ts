// What a price is multiplied by, as whole percents: keeping a prompt, batches, where inference happens. What it costs to read what was kept
// stands in each model's row.
import type { Capability } from "./capability.ts";
import { fact, unsure } from "./fact.ts";
import { BATCHES, CACHING, PRICING } from "./origins.ts";

/** How long a prompt is kept for later requests: five minutes or an hour after it was last read. */
export type CacheTtl = "5m" | "1h";

/** Writing to the cache, in percent of the input price. */
export const CACHE_WRITE_PERCENT: Readonly<Record<CacheTtl, Capability<number>>> = Object.freeze({
  "5m": fact(125, CACHING),
  "1h": fact(200, CACHING),
});

/** Everything of a request in a batch, in percent of its price. */
export const BATCH_PERCENT: Capability<number> = fact(50, BATCHES);

/** Everything of a request whose inference is bound to a place (`inference_geo: "us"`, a region of Bedrock or Vertex), in percent. */
export const GEO_PERCENT: Capability<number> = unsure(110, PRICING, "older models may have no such price");
