// Plan, resolve what it needs, plan again. The second plan may only say more about blocks the first knew nothing of: what was decided
// about a known block stands, whatever its neighbours turned out to be.
import { type Block, type BlockFacts, isKnown } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import type { PlanContext } from "./context.ts";
import { planWith } from "./make-plan.ts";
import type { Plan, Step } from "./plan.ts";
import { termsOf } from "./terms.ts";

/** What became known, by printed path. */
export type Resolved = Readonly<Record<string, BlockFacts>>;

/**
 * The blocks with what became known, and the second plan. `blocks` and `context` are those of `first`.
 *
 * @throws TypeError when `resolved` speaks of a block that is not there or was known, or when `blocks` or `context` are not those of `first`.
 */
export function refine(
  first: Plan,
  blocks: readonly Block[],
  context: PlanContext,
  resolved: Resolved,
): { readonly plan: Plan; readonly blocks: readonly Block[] } {
  if (first.platform !== context.platform.id || first.model !== context.model.id || !sameBlocks(first, blocks))
    throw new TypeError("refine takes the blocks and the context that the first plan was made from");
  // The same in, the same out.
  if (Object.keys(resolved).length === 0) return { plan: first, blocks };
  const terms = termsOf(blocks, context);
  const open = new Set(first.steps.filter(isOpen).map((step) => step.at));
  for (const at of Object.keys(resolved))
    if (!open.has(at)) throw new TypeError(`${at} is no block whose bytes were unknown to the first plan`);

  const known = blocks.map((block) => {
    const at = formatPath(block.at);
    const facts = Object.hasOwn(resolved, at) ? resolved[at] : undefined;
    return facts === undefined ? block : { ...block, facts };
  });
  const settled = new Map(
    first.steps.filter((step) => !Object.hasOwn(resolved, step.at)).map((step) => [step.at, step]),
  );
  return { plan: planWith(known, terms, settled), blocks: known };
}

/** Whether the step's block is unknown and could become known. */
function isOpen({ facts, from }: Step): boolean {
  return from !== "text" && !isKnown(facts) && !("defect" in facts);
}

function sameBlocks(plan: Plan, blocks: readonly Block[]): boolean {
  return (
    plan.steps.length === blocks.length &&
    blocks.every((block, index) => plan.steps[index]?.at === formatPath(block.at))
  );
}
