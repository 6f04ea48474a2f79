// Files whose bytes a plan needs: what was uploaded cannot be downloaded, and here nobody has it. So the plan says no before anything is sent.
import type { Block } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import { cannotGet } from "../lower/able.ts";
import type { PlanContext } from "../plan/context.ts";
import type { Plan } from "../plan/plan.ts";

/** For `PlanContext.problems`. */
export function unreadableFiles(plan: Plan, blocks: readonly Block[]): NonNullable<PlanContext["problems"]> {
  const needed = new Set(plan.steps.flatMap(({ needs, at }) => (needs === "file" ? [at] : [])));
  return blocks.flatMap(({ at }) => {
    const printed = formatPath(at);
    if (!needed.has(printed)) return [];
    const { code, facts } = cannotGet(plan, "file", printed);
    return [{ at, problem: { code, facts } as NonNullable<PlanContext["problems"]>[number]["problem"] }];
  });
}
