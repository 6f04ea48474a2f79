// What the figures of an estimate rest on, and what they leave out.
import type { Model, Platform } from "../platform/capability.ts";
import { GEO_PERCENT } from "../platform/price-rules.ts";
import type { CostEstimate } from "./estimate-cost.ts";
import type { EstimateOptions } from "./estimate-options.ts";
import type { TokenEstimate } from "./estimate-tokens.ts";
import { number } from "./numbers.ts";
import type { Plan } from "./plan.ts";

/** What a note of an estimate is about. */
export type EstimateNoteCode =
  | "blocks.unknown"
  | "blocks.refused"
  | "price.none"
  | "price.uncertain"
  | "price.long"
  | "cache.below-minimum"
  | "cache.minimum-uncertain"
  | "batch.not-taken"
  | "geo.uncertain"
  | "context.over"
  | "answers.not-counted";

/** A sentence for people about the figures, with a code for programs. */
export interface EstimateNote {
  readonly code: EstimateNoteCode;
  readonly message: string;
}

interface Subject {
  readonly plan: Plan;
  readonly platform: Platform;
  readonly model: Model;
  readonly tokens: TokenEstimate;
  readonly cost: CostEstimate | null;
  readonly options: EstimateOptions;
}

export function notesOf(subject: Subject): EstimateNote[] {
  return [...aboutTokens(subject), ...aboutPrice(subject), ...aboutCache(subject), ...aboutPlace(subject)];
}

function aboutTokens({ plan, model, tokens, options }: Subject): EstimateNote[] {
  const notes: EstimateNote[] = [];
  const { unknown, lastTurn } = tokens;
  if (unknown > 0)
    notes.push(note("blocks.unknown", `The tokens of ${blocks(unknown)} are not known yet and not counted.`));
  const refused = plan.steps.filter(({ action }) => action === "refuse").length;
  if (refused > 0) notes.push(note("blocks.refused", `${blocks(refused)} would be refused and not counted.`));
  const { value: context } = model.contextTokens;
  if (lastTurn.high > context)
    notes.push(
      note("context.over", `The last turn may be longer than the context window of ${number(context)} tokens.`),
    );
  if ((options.turns ?? 1) > 1 && options.outputTokens === undefined)
    notes.push(
      note("answers.not-counted", "Answers are not counted, though each is input to the next turn: name their length."),
    );
  return notes;
}

function aboutPrice({ model, tokens, cost }: Subject): EstimateNote[] {
  const { value: price, certain, note: why } = model.price;
  if (price === null || cost === null) return [note("price.none", `There is no published price for ${model.id}.`)];
  const notes: EstimateNote[] = [];
  if (!certain) notes.push(note("price.uncertain", `The price is not certain: ${why ?? "sources disagree"}.`));
  const { long } = price;
  if (long !== undefined && tokens.lastTurn.high > long.overTokens)
    notes.push(
      note(
        "price.long",
        `Prompts of more than ${number(long.overTokens)} tokens cost $${long.input} a million tokens.`,
      ),
    );
  return notes;
}

function aboutCache({ model, tokens, options }: Subject): EstimateNote[] {
  const { value: least, certain } = model.minCacheTokens;
  if ((options.cache ?? "none") === "none") return [];
  const notes: EstimateNote[] = [];
  if (tokens.lastTurn.low < least)
    notes.push(
      note(
        "cache.below-minimum",
        `Prompts of fewer than ${number(least)} tokens are not kept, and cost the full price.`,
      ),
    );
  if (!certain)
    notes.push(note("cache.minimum-uncertain", `From how many tokens on ${model.id} keeps a prompt is not certain.`));
  return notes;
}

function aboutPlace({ platform, options }: Subject): EstimateNote[] {
  const notes: EstimateNote[] = [];
  if (options.batch === true && !platform.batches.value)
    notes.push(note("batch.not-taken", `${platform.title} has no batches.`));
  const { inferenceGeo = "global" } = options;
  if (inferenceGeo !== "global" && GEO_PERCENT.note !== undefined)
    notes.push(note("geo.uncertain", `A tenth more was reckoned for ${inferenceGeo}; ${GEO_PERCENT.note}.`));
  return notes;
}

function note(code: EstimateNoteCode, message: string): EstimateNote {
  return { code, message };
}

function blocks(count: number): string {
  return `${number(count)} ${count === 1 ? "block" : "blocks"}`;
}
