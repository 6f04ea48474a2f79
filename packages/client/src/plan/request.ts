// Problems of the request as a whole, and its totals.
import { problem } from "../errors/errors.ts";
import { inputCost } from "../platform/cost.ts";
import type { PlanProblem, PlanTotals, Step } from "./plan.ts";
import type { Terms } from "./terms.ts";

/**
 * What was found before planning, then counts and bytes. A document is counted as one page, since its pages are not read: the platform may still find more, and a plan says so
 * in a diagnostic.
 */
export function requestProblems(totals: PlanTotals, terms: Terms): PlanProblem[] {
  const { platform, model, images, documents } = terms;
  const problems: PlanProblem[] = [...terms.found];
  if (images + documents > model.maxImages.value)
    problems.push({
      at: null,
      ...problem("limit.image-count", {
        limit: model.maxImages.value,
        actual: images + documents,
        unit: "images and pages",
        images,
        documents,
        model: model.id,
      }),
    });
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

export function totalsOf(steps: readonly Step[], terms: Terms): PlanTotals {
  const tokens = steps.reduce((sum, step) => sum + (step.tokens ?? 0), 0);
  return {
    images: terms.images,
    documents: steps.length - terms.images,
    tokens,
    unknown: steps.filter((step) => step.tokens === null && step.action !== "refuse" && step.from !== "text").length,
    cost: inputCost(terms.model, tokens),
    requestBytes: steps.reduce((sum, step) => sum + (step.wireBytes ?? 0), terms.otherBytes),
  };
}
