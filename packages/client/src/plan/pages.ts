// Pages of PDFs: how many there are, and what a model is expected to take for them.
import { type BlockFacts, isKnown } from "../content/block.ts";
import type { Tier } from "../content/tier.ts";
import type { PdfPages } from "../media/facts.ts";
import { inputCost } from "../platform/cost.ts";
import type { PlanTotals, Range, Step } from "./plan.ts";
import type { Terms } from "./terms.ts";

/**
 * Text of a page, in tokens. Source: Claude documentation, PDF support, read 2026-09-26: "each page typically uses 1,500-3,000 tokens". Dense tables
 * take more, empty pages less.
 */
const TEXT_TOKENS: Range = { low: 1500, high: 3000 };

export const NO_PAGES = { pages: null, pageTokens: null } as const;

/**
 * From the text of every page alone to a dense text and a picture as large as the model sees: each page is also sent as a picture at the normal price, and
 * at what size platforms draw it is not published (same page).
 */
export function pagesOf(facts: BlockFacts, tier: Tier): Pick<Step, "pages" | "pageTokens"> {
  const pdf = pdfOf(facts);
  if (pdf === null || pdf.pages === null) return NO_PAGES;
  const count = pdf.pages;
  const high = count * (TEXT_TOKENS.high + tier.maxTokens);
  return { pages: { count, exact: pdf.exact }, pageTokens: { low: count * TEXT_TOKENS.low, high } };
}

export function pdfOf(facts: BlockFacts): PdfPages | null {
  return isKnown(facts) && facts.kind === "other" ? (facts.pdf ?? null) : null;
}

/** `tokens` are those of pictures in the same request. */
export function pageTotals(
  steps: readonly Step[],
  tokens: number,
  { model }: Terms,
): Pick<PlanTotals, "pages" | "pageTokens" | "pageCost"> {
  const counted = steps.flatMap(({ pages, pageTokens }) =>
    pages === null || pageTokens === null ? [] : [{ pages, pageTokens }],
  );
  if (counted.length === 0) return { pages: 0, pageTokens: null, pageCost: null };
  const sum = (of: (one: (typeof counted)[number]) => number): number => counted.reduce((all, one) => all + of(one), 0);
  const pageTokens = { low: sum((one) => one.pageTokens.low), high: sum((one) => one.pageTokens.high) };
  const cost = (more: number): number | null => inputCost(model, tokens + more);
  const [without, low, high] = [cost(0), cost(pageTokens.low), cost(pageTokens.high)];
  const pageCost =
    without === null || low === null || high === null ? null : { low: low - without, high: high - without };
  return { pages: sum((one) => one.pages.count), pageTokens, pageCost };
}
