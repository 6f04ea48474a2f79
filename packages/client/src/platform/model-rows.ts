// The models: tier, limits and price of each, by its canonical id. Source: the Messages types (ids) and the documentation's model and
// price pages. Images and PDF pages follow the context window: 100 of each up to 200k tokens, 600 beyond (Vision, PDF support).
import type { Tier } from "../content/tier.ts";
import type { Capability, Model, Price, Tokenizer } from "./capability.ts";
import { fact, unsure } from "./fact.ts";
import {
  CACHING,
  FOVEA,
  MODELS,
  PDF,
  ROUTER_GUIDE,
  THINKING,
  THIRD_PARTIES,
  TOKENIZERS,
  TYPES,
  VISION,
} from "./origins.ts";
import { HIGH_TIER, STANDARD_TIER } from "./tiers.ts";

const high = fact(HIGH_TIER, VISION);
const standard = fact(STANDARD_TIER, VISION);
const million = fact(1_000_000, MODELS);
const twoHundredThousand = fact(200_000, MODELS);
const out128k = fact(128_000, MODELS);
const out64k = fact(64_000, MODELS);
const free: Price = Object.freeze({ input: 0, output: 0, cacheRead: 0 });

/** USD per million tokens; cache reads are priced apart. */
function usd(input: number, output: number, cacheRead: number): Price {
  return Object.freeze({ input, output, cacheRead });
}

interface TokenLimits {
  readonly context: Capability<number>;
  readonly out: Capability<number>;
}

/** The release notes name three models; the rest of their families are taken to do the same. */
function bindsThinking(id: string): Capability<boolean> {
  if (id === "claude-fable-5-1") return fact(true, THINKING, "accounts made before 2026-08-31 only record it");
  if (id === "claude-fable-5-2" || id === "claude-opus-5-5") return fact(true, THINKING);
  const silent = "the notes do not speak of this model";
  return unsure(/-5-[125]$/.test(id), THINKING, silent);
}

/** Fewest tokens that are kept, by the beginning of the id; the first that fits holds. */
const MIN_CACHE_TOKENS: readonly (readonly [RegExp, Capability<number>])[] = [
  [/^claude-(sonnet|haiku)-5-5$/, unsure(512, ROUTER_GUIDE, "not read on Anthropic's own page")],
  [/^claude-((fable|mythos)-5|opus-5)(-|$)/, fact(512, CACHING)],
  [/^claude-(opus-4-8|sonnet-(5|4-[56]))$/, fact(1024, CACHING)],
  [/^claude-(opus-4-7|mythos-preview)$/, fact(2048, CACHING)],
  [/^claude-(opus-4-[56]|haiku-4-5)$/, fact(4096, CACHING)],
];

function minCacheTokens(id: string): Capability<number> {
  const found = MIN_CACHE_TOKENS.find(([name]) => name.test(id));
  return found?.[1] ?? unsure(4096, CACHING, "the page does not name this model; the careful value is taken");
}

/** The models of the standard tier are those before 4.7, and have the tokenizer before it. */
function tokenizer(id: string, tier: Capability<Tier>): Capability<Tokenizer> {
  if (!id.startsWith("claude-") || !tier.certain)
    return unsure("since-4.7", TOKENIZERS, "not known for this model; the one that makes more tokens is taken");
  return fact(tier.value === HIGH_TIER ? "since-4.7" : "before-4.7", TOKENIZERS);
}

const LARGE: TokenLimits = { context: million, out: out128k };
const SMALL: TokenLimits = { context: twoHundredThousand, out: out64k };

function model(
  id: string,
  tier: Capability<Tier>,
  { context, out }: TokenLimits,
  price: Capability<Price | null>,
  lifecycle: Model["lifecycle"] = "active",
  aliases: readonly string[] = [],
): Model {
  const pictures = context.value > 200_000 ? 600 : 100;
  const pages = context.value >= 1_000_000 ? 600 : 100;
  const silent = "follows from the context window, which is not certain";
  return Object.freeze({
    id,
    aliases: Object.freeze([...aliases]),
    tier,
    contextTokens: context,
    maxOutputTokens: out,
    price,
    minCacheTokens: minCacheTokens(id),
    tokenizer: tokenizer(id, tier),
    maxImages: context.certain ? fact(pictures, VISION) : unsure(pictures, VISION, silent),
    maxPdfPages: context.certain ? fact(pages, PDF) : unsure(pages, PDF, silent),
    bindsThinking: bindsThinking(id),
    lifecycle,
  });
}

const fable52 = unsure(usd(8, 40, 0.2), THIRD_PARTIES, "not read on Anthropic's own page; the three agree");
const fable51 = fact(usd(10, 50, 0.25), MODELS);
const fable5 = fact(usd(10, 50, 1), MODELS);
const opus5 = fact(usd(5, 25, 0.5), MODELS);
const haiku55: Price = Object.freeze({
  ...usd(0.1, 0.5, 0.01),
  long: Object.freeze({ overTokens: 100_000, ...usd(0.5, 2.5, 0.05) }),
});
const CONTEXT_UNSURE = "no page read states the context window and output limit of this model plainly";
const LARGE_UNSURE: TokenLimits = {
  context: unsure(1_000_000, MODELS, CONTEXT_UNSURE),
  out: unsure(128_000, MODELS, CONTEXT_UNSURE),
};
const PREVIEW = "no page read states it for this model, which is by invitation only";

const EYES =
  "the eyes have no context window; the number is that of the smallest Claude models, so that what fits here fits there";

/** Every known model, newest first. */
export const MODEL_ROWS: readonly Model[] = Object.freeze([
  model("claude-fable-5-2", high, LARGE, fable52),
  model("claude-mythos-5-2", high, LARGE, unsure(fable52.value, THIRD_PARTIES, "reported to be priced as Fable 5.2")),
  model("claude-haiku-5-5", high, LARGE, fact(haiku55, MODELS)),
  model("claude-sonnet-5-5", high, LARGE, fact(usd(2, 10, 0.1), MODELS, "cache reads were 0.20 before 2026-10-07")),
  model("claude-opus-5-5", high, LARGE, fact(usd(4, 20, 0.2), MODELS, "fast mode costs 8 and 40")),
  model("claude-fable-5-1", high, LARGE, fable51),
  model("claude-mythos-5-1", high, LARGE, fable51),
  model("claude-opus-5", high, LARGE, opus5),
  model("claude-sonnet-5", high, LARGE, fact(usd(2, 10, 0.2), MODELS)),
  model("claude-fable-5", high, LARGE, fable5, "legacy"),
  model("claude-mythos-5", high, LARGE, fable5, "legacy"),
  model("claude-opus-4-8", high, LARGE, opus5),
  model("claude-opus-4-7", high, LARGE, opus5),
  model(
    "claude-mythos-preview",
    unsure(STANDARD_TIER, VISION, PREVIEW),
    { context: unsure(1_000_000, MODELS, PREVIEW), out: unsure(64_000, MODELS, PREVIEW) },
    unsure(null, MODELS, "no price is published"),
    "invited",
  ),
  model("claude-opus-4-6", standard, LARGE_UNSURE, opus5),
  model("claude-sonnet-4-6", standard, LARGE_UNSURE, fact(usd(3, 15, 0.3), MODELS)),
  model("claude-opus-4-5", standard, SMALL, opus5, "active", ["claude-opus-4-5-20251101"]),
  model("claude-sonnet-4-5", standard, SMALL, fact(usd(3, 15, 0.3), MODELS), "deprecated", [
    "claude-sonnet-4-5-20250929",
  ]),
  model("claude-haiku-4-5", standard, SMALL, fact(usd(1, 5, 0.1), MODELS), "active", ["claude-haiku-4-5-20251001"]),
  model(
    "fovea-eyes-1",
    fact(HIGH_TIER, FOVEA),
    { context: fact(200_000, FOVEA, EYES), out: fact(64_000, FOVEA, EYES) },
    fact(free, FOVEA),
  ),
]);

/** A row for a model nobody here knows: the smaller tier, no price, the limits of a 200k context window. */
export function unknownModel(id: string): Model {
  const note = "the model is not in the table; the careful value is taken";
  return model(
    id,
    unsure(STANDARD_TIER, VISION, note),
    { context: unsure(200_000, TYPES, note), out: unsure(64_000, TYPES, note) },
    unsure(null, TYPES, note),
    "unknown",
  );
}
