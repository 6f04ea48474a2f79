// One conversation held against a platform: what is mended, what gives way to text, and which thinking goes with it. Least loss first: the plan of the
// library mends what can be mended, and only what it refuses is removed.
import { isKnown } from "../content/block.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { errorOf, FoveaError, type Problem } from "../errors/errors.ts";
import type { KnownBytes } from "../lower/resolvers.ts";
import type { PlanContext } from "../plan/context.ts";
import { makePlan } from "../plan/make-plan.ts";
import { standsBefore } from "../plan/order.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Model, Platform } from "../platform/capability.ts";
import type { Examined, Malformed, Spot, Thinking } from "./examine.ts";
import { makeRoom } from "./make-room.ts";

export interface Conversation {
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  /** Its messages that have pictures, documents or thinking, in order. */
  readonly messages: readonly Examined[];
  /** Whether there is a request around the messages, with all that will be sent; else room is left for what a transcript does not have. */
  readonly isRequest: boolean;
  /** Bytes of the request without the sources of pictures and documents. */
  readonly otherBytes: number;
  readonly apiVersion?: string;
}

/** The bytes behind a url that the platform does not fetch. @throws FoveaError where there are none */
export type FetchUrl = (url: string) => Promise<KnownBytes>;

export type Decision =
  | {
      readonly do: "mend";
      readonly spot: Spot;
      readonly plan: Plan;
      readonly step: Step;
      readonly fetched: KnownBytes | null;
    }
  | { readonly do: "remove"; readonly from: Spot | Malformed; readonly code: string; readonly reason: string }
  | { readonly do: "drop-thinking"; readonly thinking: Thinking }
  | { readonly do: "nothing"; readonly from: Spot | Malformed | null; readonly code: string; readonly reason: string };

/** Pixels are changed only where they have to be, and nothing is uploaded. */
const POLICY = { method: "auto", uploads: "never", fit: "legal", mode: "mend" } as const;

/** Empty when there is nothing to do. */
export async function decide(conversation: Conversation, fetchUrl: FetchUrl | null): Promise<Decision[]> {
  const { platform, model, modelKnown, messages, apiVersion, otherBytes } = conversation;
  const context: PlanContext = {
    platform,
    model,
    modelKnown,
    policy: POLICY,
    otherBytes,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  };
  const decisions: Decision[] = messages.flatMap(({ malformed }) => malformed.map(withoutMalformed));
  let spots = messages.flatMap((one) => one.spots);
  const fetched = new Map<string, KnownBytes>();
  let plan: Plan;
  // Each round leaves fewer blocks, or fewer of which nothing is known.
  for (;;) {
    plan = makePlan(
      spots.map(({ block }) => block),
      context,
    );
    const gone = new Map<string, Decision>();
    for (const [index, step] of plan.steps.entries()) {
      const spot = spots[index] as Spot;
      const refused = await refusalOf(spot, step, fetchUrl, fetched);
      if (refused !== null) gone.set(step.at, refused);
    }
    const found = spots.some(({ block }) => !isKnown(block.facts) && fetched.has(formatPath(block.at)));
    if (gone.size === 0 && !found) break;
    decisions.push(...gone.values());
    spots = spots
      .filter(({ block }) => !gone.has(formatPath(block.at)))
      .map((spot) => {
        const got = fetched.get(formatPath(spot.block.at));
        return got === undefined ? spot : { ...spot, block: { ...spot.block, facts: got.facts } };
      });
  }
  const room = makeRoom(spots, plan, context, conversation);
  decisions.push(...room.decisions);
  for (const [index, step] of room.plan.steps.entries()) {
    const spot = room.spots[index] as Spot;
    if (step.action === "keep" && spot.retype === null) continue;
    decisions.push({ do: "mend", spot, plan: room.plan, step, fetched: fetched.get(step.at) ?? null });
  }
  return [...decisions, ...unbound(decisions, conversation)].sort(byPlace);
}

function byPlace(a: Decision, b: Decision): number {
  const [x, y] = [placeOf(a), placeOf(b)];
  return standsBefore(x, y) ? -1 : standsBefore(y, x) ? 1 : 0;
}

/** Where in the conversation; empty for all of it. */
function placeOf(decision: Decision): JsonPath {
  if (decision.do === "mend") return decision.spot.block.at;
  if (decision.do === "drop-thinking") return decision.thinking.at;
  if (decision.from === null) return [];
  return "at" in decision.from ? decision.from.at : decision.from.block.at;
}

/** Why the block cannot stay; null when it can. Gets the bytes that the step needs. */
async function refusalOf(
  spot: Spot,
  step: Step,
  fetchUrl: FetchUrl | null,
  fetched: Map<string, KnownBytes>,
): Promise<Decision | null> {
  const [problem] = step.problems;
  if (problem !== undefined) return withoutSpot(spot, problem);
  const { source } = spot.block;
  if (step.needs === null || fetched.has(step.at)) return null;
  if (source.method !== "url" || fetchUrl === null)
    return leave(
      spot,
      "capability.step",
      `The platform takes no ${source.method === "url" ? "urls" : "files"}, and its bytes are not here.`,
    );
  try {
    fetched.set(step.at, await fetchUrl(source.url));
    return null;
  } catch (error) {
    if (!FoveaError.isInstance(error)) throw error;
    return leave(spot, error.code, error.message);
  }
}

function withoutSpot(spot: Spot, { code, facts }: Problem): Decision {
  return leave(spot, code, errorOf(code, facts).message);
}

/** What a server tool gave back is a whole: no text may stand in it. */
function leave(spot: Spot, code: string, reason: string): Decision {
  return { do: spot.block.place === "server_result" ? "nothing" : "remove", from: spot, code, reason };
}

function withoutMalformed(from: Malformed): Decision {
  const { code, facts } = from.problem;
  const isBlock = code !== "input.blocks-too-deep";
  return { do: isBlock ? "remove" : "nothing", from, code, reason: errorOf(code, facts).message };
}

/**
 * Thinking that was made behind a picture that is another now. Source: release notes of Fable 5.1 and Opus 5.5 on preserved thinking, read 2026-11-22:
 * it is refused unless everything before it is what it was.
 */
function unbound(decisions: readonly Decision[], { model, messages }: Conversation): Decision[] {
  if (!model.bindsThinking.value) return [];
  const changed = decisions.filter((one) => one.do !== "nothing").map(placeOf);
  return messages
    .flatMap((one) => one.thinking)
    .filter(({ at }) => changed.some((before) => standsBefore(before, at)))
    .map((thinking) => ({ do: "drop-thinking", thinking }));
}
