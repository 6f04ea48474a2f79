// Problems of the request as a whole, and its totals.
import { problem } from "../errors/errors.ts";
import { inputCost } from "../platform/cost.ts";
import { pageTotals } from "./pages.ts";
import type { PlanProblem, PlanTotals, Step } from "./plan.ts";
import type { Terms } from "./terms.ts";

/**
 * What was found before planning, then counts and bytes. Only pages that were counted are held against a limit: a PDF that nobody has looked through, or
 * that only says how many it has, is one page. The platform may still find more, and a plan says so in a diagnostic.
 */
export function requestProblems(steps: readonly Step[], totals: PlanTotals, terms: Terms): PlanProblem[] {
  const { platform } = terms;
  const problems: PlanProblem[] = [...terms.found, ...counts(steps, terms)];
  const limit = platform.maxRequestBytes.value;
  if (totals.requestBytes > limit)
    problems.push({
      at: null,
      ...problem("limit.request-bytes", {
        limit,
        actual: totals.requestBytes,
        unit: "bytes",
        platform: platform.title,
      }),
    });
  return problems;
}

/** Too many pages, or too many images and pages together; pages alone are told as pages. */
function counts(steps: readonly Step[], { model, images, documents }: Terms): PlanProblem[] {
  const counted = steps.flatMap(({ pages }) => (pages?.exact ? [pages.count] : []));
  const pages = counted.reduce((sum, count) => sum + count, 0);
  const most = model.maxPdfPages.value;
  if (pages > most) {
    const facts = { limit: most, actual: pages, unit: "pages", sum: counted.join(" + "), model: model.id } as const;
    return [{ at: null, ...problem("limit.pdf-pages", facts) }];
  }
  const limit = model.maxImages.value;
  const all = documents - counted.length + pages;
  if (images + all <= limit) return [];
  const facts = {
    limit,
    actual: images + all,
    unit: "images and pages",
    images,
    documents: all,
    model: model.id,
  } as const;
  return [{ at: null, ...problem("limit.image-count", facts) }];
}

export function totalsOf(steps: readonly Step[], terms: Terms): PlanTotals {
  const tokens = steps.reduce((sum, step) => sum + (step.tokens ?? 0), 0);
  return {
    images: terms.images,
    documents: steps.length - terms.images,
    tokens,
    unknown: steps.filter(isUnknown).length,
    cost: inputCost(terms.model, tokens),
    ...pageTotals(steps, tokens, terms),
    requestBytes: steps.reduce((sum, step) => sum + (step.wireBytes ?? 0), terms.otherBytes),
  };
}

function isUnknown({ tokens, pageTokens, action, from }: Step): boolean {
  return tokens === null && pageTokens === null && action !== "refuse" && from !== "text";
}
