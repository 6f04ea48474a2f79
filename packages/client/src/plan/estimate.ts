// Numbers before sending: tokens, what they cost, and bytes on the wire, of one request or of a conversation. Reckoned from a plan, without a
// network call. What is exact is a number, what is expected is a range, what nobody knows yet is null.
import type { PlatformId } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import type { CacheTtl } from "../platform/price-rules.ts";
import { type CostEstimate, costOf } from "./estimate-cost.ts";
import { type EstimateNote, notesOf } from "./estimate-notes.ts";
import { checkEstimateOptions, type EstimateOptions } from "./estimate-options.ts";
import { type TokenEstimate, tokensOf } from "./estimate-tokens.ts";
import { type WireEstimate, wireOf } from "./estimate-wire.ts";
import { freeze } from "./freeze.ts";
import type { Plan } from "./plan.ts";

/** What a request, or a conversation of several turns, takes. Plain data, frozen. */
export interface Estimate {
  readonly platform: PlatformId;
  readonly model: string;
  /** False when the plan refuses something; the figures are then of what it does not refuse. */
  readonly ok: boolean;
  readonly turns: number;
  readonly cache: "none" | CacheTtl;
  readonly batch: boolean;
  readonly tokens: TokenEstimate;
  /** Null where no price is published for the model. */
  readonly cost: CostEstimate | null;
  /** One entry for each method: base64, url, file. */
  readonly wire: readonly WireEstimate[];
  /** What the figures rest on, and what they leave out. */
  readonly notes: readonly EstimateNote[];
}

/**
 * Reckons what a plan takes. Pictures come with the first turn, everything so far is sent again with each further turn, and every turn has the same
 * prompt and an answer of the same length.
 *
 * @throws TypeError when an option is not of its kind
 */
export function estimate(plan: Plan, options: EstimateOptions = {}): Estimate {
  checkEstimateOptions(options);
  const { turns = 1, cache = "none", batch = false } = options;
  const { platform = PLATFORMS[plan.platform], model = modelOf(plan.model).model } = options;
  const tokens = tokensOf(plan, model, options);
  const cost = costOf(model, tokens, options);
  const wire = wireOf(plan, platform, options);
  return freeze({
    platform: plan.platform,
    model: plan.model,
    ok: plan.ok,
    turns,
    cache,
    batch,
    tokens,
    cost,
    wire,
    notes: notesOf({ plan, platform, model, tokens, cost, options }),
  });
}
