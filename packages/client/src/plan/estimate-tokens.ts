// Input tokens of each turn: what comes with the first, what each further turn adds, and everything before it again.
import { imageTokens } from "../content/tokens.ts";
import type { Model } from "../platform/capability.ts";
import type { EstimateOptions } from "./estimate-options.ts";
import type { Plan, Range } from "./plan.ts";
import { exactly, plus, sum, times } from "./range.ts";
import { FRAME_TOKENS, textTokens } from "./text-tokens.ts";

/** Tokens of what is sent, and how they are known. */
export interface TokenEstimate {
  /** Visual tokens of the pictures whose size is known: exact. */
  readonly visual: number;
  /** Pages of PDFs, and what they are expected to take; null where there are none. */
  readonly pages: { readonly count: number; readonly tokens: Range } | null;
  /** Text of the first turn: system, prompt and other texts, with the frame of a message. */
  readonly text: Range;
  /** Blocks whose tokens nobody knows before they are fetched or decoded; nothing is counted for them. */
  readonly unknown: number;
  /** All of the first turn. */
  readonly firstTurn: Range;
  /** What each further turn adds: the answer before it and its prompt. */
  readonly perTurn: Range;
  /** All of the last turn; what must fit the context window. */
  readonly lastTurn: Range;
  /** All turns together, everything that is sent again counted again. */
  readonly allTurns: Range;
}

export function tokensOf(plan: Plan, model: Model, options: EstimateOptions): TokenEstimate {
  const { prompt = "", system = "", texts = [], turns = 1, outputTokens = 0, written = {} } = options;
  const { pageTokens, pages } = plan.totals;
  // Pictures whose size no header told, and that have been written since.
  const found = plan.steps.flatMap(({ at, tokens }) => (tokens === null && written[at] ? [written[at]] : []));
  const visual = found.reduce(
    (all, { width, height }) => all + imageTokens(width, height, model.tier.value),
    plan.totals.tokens,
  );
  const unknown = plan.totals.unknown - found.length;
  const tokens = (text: string): Range => textTokens(text, model.tokenizer.value);
  const text = sum([FRAME_TOKENS.request, tokens(system), tokens(prompt), ...texts.map(tokens)]);
  const firstTurn = sum([exactly(visual), text, ...(pageTokens === null ? [] : [pageTokens])]);
  const perTurn = sum([tokens(prompt), exactly(outputTokens), times(FRAME_TOKENS.message, 2)]);
  return {
    visual,
    pages: pageTokens === null ? null : { count: pages, tokens: pageTokens },
    text,
    unknown,
    firstTurn,
    perTurn,
    lastTurn: plus(firstTurn, times(perTurn, turns - 1)),
    allTurns: plus(times(firstTurn, turns), times(perTurn, (turns * (turns - 1)) / 2)),
  };
}
