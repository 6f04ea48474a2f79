// From blocks to a plan: every block through the same short list of rules, then the request as a whole. Pure; the same in, the same out.
import type { Block } from "../content/block.ts";
import type { PlanContext } from "./context.ts";
import { diagnose } from "./diagnose.ts";
import { type Draft, draftOf, type Rule } from "./draft.ts";
import { freeze } from "./freeze.ts";
import type { Plan, Step } from "./plan.ts";
import { requestProblems, totalsOf } from "./request.ts";
import { fitRequest } from "./request-bytes.ts";
import { bounds } from "./rules/bounds.ts";
import { imageBytes } from "./rules/image-bytes.ts";
import { kind } from "./rules/kind.ts";
import { mediaType } from "./rules/media-type.ts";
import { method } from "./rules/method.ts";
import { place } from "./rules/place.ts";
import { size } from "./rules/size.ts";
import { transformations } from "./rules/transformations.ts";
import { stepOf } from "./step.ts";
import { type Terms, termsOf } from "./terms.ts";

/** In this order: what the block is, what has to change about its pixels, how it travels, what follows from that. */
const RULES: readonly Rule[] = [place, kind, mediaType, size, method, imageBytes, transformations, bounds];

/**
 * Decides what is done with every block, or why it is refused. One step per block, in the order given, and every problem at once.
 *
 * @throws TypeError when the context is not well formed.
 */
export function makePlan(blocks: readonly Block[], context: PlanContext): Plan {
  return planWith(blocks, termsOf(blocks, context), new Map());
}

/** The plan, with the steps of some blocks (by printed path) settled beforehand. */
export function planWith(blocks: readonly Block[], terms: Terms, settled: ReadonlyMap<string, Step>): Plan {
  const drafts = blocks.map((block) => RULES.reduce((draft, rule) => rule(draft, terms), draftOf(block)));
  const open = drafts.filter((draft) => !settled.has(draft.at));
  const settledBytes = [...settled.values()].reduce((sum, step) => sum + (step.wireBytes ?? 0), 0);
  const fitted = new Map(fitRequest(open, terms.otherBytes + settledBytes, terms).map((draft) => [draft.at, draft]));
  const steps = drafts.map((draft: Draft) => settled.get(draft.at) ?? stepOf(fitted.get(draft.at) ?? draft, terms));
  const totals = totalsOf(steps, terms);
  const problems = requestProblems(steps, totals, terms);
  const { platform, model, policy } = terms;
  return freeze({
    platform: platform.id,
    platformTitle: platform.title,
    model: model.id,
    policy,
    steps,
    problems,
    diagnostics: diagnose(blocks, steps, problems, terms),
    totals,
    ok: problems.length === 0 && steps.every((step) => step.action !== "refuse"),
  });
}
