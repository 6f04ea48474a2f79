// Too many pictures, or too many bytes: the oldest pictures give way, as few as will do. Agents and people alike work with the newest.
import type { Block } from "../content/block.ts";
import { errorOf } from "../errors/errors.ts";
import type { PlanContext } from "../plan/context.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan, PlanProblem } from "../plan/plan.ts";
import type { Conversation, Decision } from "./decide.ts";
import type { Spot } from "./examine.ts";

/**
 * Part of a request that is left for what no transcript has: system prompt, tools, the next question. Of 32 MB it is one. Only where something has to
 * give way anyway.
 */
const RESERVED_SHARE = 1 / 32;

export interface Room {
  readonly spots: readonly Spot[];
  readonly plan: Plan;
  readonly decisions: readonly Decision[];
}

/** `plan` refuses none of the spots' blocks. */
export function makeRoom(spots: readonly Spot[], plan: Plan, context: PlanContext, { isRequest }: Conversation): Room {
  const lean = isRequest || !isTight(spots, plan, context) ? context : reserving(context);
  const first = lean === context ? plan : makePlan(blocksOf(spots), lean);
  if (first.ok) return { spots, plan: first, decisions: [] };
  const order = oldestFirst(spots);
  // The fewest that will do: fewer never do when more do not.
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (without(order, middle, spots, lean).plan.ok) high = middle;
    else low = middle + 1;
  }
  const left = without(order, low, spots, lean);
  // What can be mended is, though the whole stays too long.
  if (!left.plan.ok) return { spots, plan, decisions: first.problems.map(nothing) };
  const why = sentence(first.problems);
  const decisions = order
    .slice(0, low)
    .map((spot): Decision => ({ do: "remove", from: spot, code: codeOf(first.problems), reason: why }));
  return { ...left, decisions };
}

/** Whether anything had to be made smaller for the sake of the whole, or that was not enough. */
function isTight(spots: readonly Spot[], plan: Plan, context: PlanContext): boolean {
  if (plan.problems.some(({ code }) => code === "limit.request-bytes")) return true;
  const roomy = {
    ...context.platform,
    maxRequestBytes: { ...context.platform.maxRequestBytes, value: Number.MAX_SAFE_INTEGER },
  };
  const alone = makePlan(blocksOf(spots), { ...context, platform: roomy });
  return alone.totals.requestBytes > context.platform.maxRequestBytes.value;
}

function reserving(context: PlanContext): PlanContext {
  const reserved = Math.floor(context.platform.maxRequestBytes.value * RESERVED_SHARE);
  return { ...context, otherBytes: (context.otherBytes ?? 0) + reserved };
}

/** Pictures, then documents: a document is read more often than it is looked at. */
function oldestFirst(spots: readonly Spot[]): Spot[] {
  const may = spots.filter(({ block }) => block.place !== "server_result" && block.source.method !== "text");
  return [...may.filter(({ block }) => block.type === "image"), ...may.filter(({ block }) => block.type !== "image")];
}

function without(
  order: readonly Spot[],
  count: number,
  spots: readonly Spot[],
  context: PlanContext,
): { spots: Spot[]; plan: Plan } {
  const gone = new Set(order.slice(0, count));
  const rest = spots.filter((spot) => !gone.has(spot));
  return { spots: rest, plan: makePlan(blocksOf(rest), context) };
}

function blocksOf(spots: readonly Spot[]): Block[] {
  return spots.map(({ block }) => block);
}

function nothing({ code, facts }: PlanProblem): Decision {
  return { do: "nothing", from: null, code, reason: errorOf(code, facts).message };
}

function codeOf(problems: readonly PlanProblem[]): string {
  return problems[0]?.code ?? "limit.request-bytes";
}

function sentence(problems: readonly PlanProblem[]): string {
  return problems.map(({ code, facts }) => errorOf(code, facts).message).join(" ");
}
