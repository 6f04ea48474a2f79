// A plan carried out: the edits that bring every block of a request into a form its platform takes. Never a skip: what is refused, or cannot
// be done here, is an error before anything is fetched, written or uploaded.
import { type Block, isKnown } from "../content/block.ts";
import type { Edit } from "../content/edit.ts";
import { formatPath } from "../content/path.ts";
import { errorOfPlan, oneError } from "../plan/errors.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { unable } from "./able.ts";
import { carryOut } from "./carry-out.ts";
import type { Resolvers } from "./resolvers.ts";

/**
 * The edits of every step, in the order of the plan; steps are carried out one after the other. A held block stands in the request as a
 * block whose `source` is a placeholder of any value (null, say): the edit replaces it.
 *
 * @throws FoveaError the problem of a plan that is not ok, or `input.several-problems` for several.
 * @throws CapabilityError `capability.step` when a step needs a resolver that is not there; several are told at once as well.
 * @throws LimitError when a picture written anew is not within the bounds of its step.
 * @throws TypeError when `blocks` are not those of the plan, or the plan needs bytes that nobody got yet (`resolve` gets them).
 */
export async function lower(plan: Plan, blocks: readonly Block[], resolvers: Resolvers = {}): Promise<Edit[]> {
  const pairs = pair(plan, blocks);
  const refused = errorOfPlan(plan) ?? oneError(pairs.flatMap(([step, block]) => unable(plan, step, block, resolvers)));
  if (refused !== null) throw refused;
  for (const [step] of pairs)
    if (step.needs !== null && !isKnown(step.facts))
      throw new TypeError(
        `${step.at} was planned before its bytes were known: resolve() them and lower the second plan`,
      );

  const edits: Edit[] = [];
  for (const [step, block] of pairs) edits.push(...(await carryOut(plan, step, block, resolvers)));
  return edits;
}

function pair(plan: Plan, blocks: readonly Block[]): [Step, Block][] {
  if (plan.steps.length !== blocks.length) throw new TypeError("lower takes the blocks that the plan was made from");
  return plan.steps.map((step, index) => {
    const block = blocks[index];
    if (block === undefined || formatPath(block.at) !== step.at)
      throw new TypeError(`lower takes the blocks that the plan was made from; ${step.at} is not among them`);
    return [step, block];
  });
}
